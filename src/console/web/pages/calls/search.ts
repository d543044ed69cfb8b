import { getLocalTimeZone, parseDate, today } from '@internationalized/date';
import { withQuery } from '../../data/request.ts';

/** The list's filters as the address has them. All are text; what is empty asks for nothing. */
export type Filters = Readonly<Record<string, string>>;

export const spans = [
  { value: '', label: 'Any time', days: null },
  { value: '1', label: 'Today', days: 1 },
  { value: '7', label: 'Last 7 days', days: 7 },
  { value: '30', label: 'Last 30 days', days: 30 },
  { value: 'dates', label: 'From day to day', days: null },
] as const;

/** Digits and what stands between them ask for a number, everything else for words that were said. */
export const isNumber = (text: string): boolean => /^[+\d\s().\-/]+$/.test(text) && text.replace(/\D/g, '').length >= 4;

/** The request for a page of the list. */
export function searchPath(filters: Filters, cursor: string | undefined, isWhole: boolean): string {
  const { q = '', line = '', outcome = '', direction = '' } = filters;
  const [site, lineId] = line.split('/');
  const text = q.trim();
  const asked = isNumber(text) ? { number: text } : { words: text };
  return withQuery('/api/calls', {
    ...asked,
    site,
    line: lineId,
    outcome,
    direction,
    ...timeOf(filters),
    unmasked: isWhole,
    limit: 100,
    cursor,
  });
}

/** Days are those of whoever looks; the last one counts whole. */
function timeOf({ time = '', from = '', to = '' }: Filters): { readonly from?: number; readonly to?: number } {
  const localZone = getLocalTimeZone();
  const days = spans.find(({ value }) => value === time)?.days ?? null;
  if (days !== null)
    return {
      from: today(localZone)
        .subtract({ days: days - 1 })
        .toDate(localZone)
        .getTime(),
    };
  if (time !== 'dates') return {};
  const first = dayOf(from);
  const last = dayOf(to);
  return {
    ...(first !== null && { from: first.toDate(localZone).getTime() }),
    ...(last !== null && { to: last.add({ days: 1 }).toDate(localZone).getTime() }),
  };
}

function dayOf(text: string) {
  try {
    return text === '' ? null : parseDate(text);
  } catch {
    return null;
  }
}

/** Whether anything at all is asked for. */
export const isFiltered = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '');
