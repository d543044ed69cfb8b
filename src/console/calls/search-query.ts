import { z } from 'zod';
import { callOutcomes } from '../../domain/call-summary.ts';
import { mayActAs, type Operator } from '../../domain/operator.ts';
import { searchWords } from '../../domain/search-words.ts';
import type { CallFilter, CallPosition } from '../../ports/call-search-store.ts';
import { Cursor } from '../keyset-cursor.ts';
import { problemIn } from '../read-request.ts';

const mostWords = 12;
const Name = z.string().max(100, 'is too long');
const Moment = z.coerce.number('is a time in ms').int('is a time in ms').min(0).max(8.64e15);

/** An empty field of a form asks for nothing. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Query = z.object({
  site: optional(Name),
  line: optional(Name),
  from: optional(Moment),
  to: optional(Moment),
  outcome: optional(z.enum(callOutcomes, `is one of ${callOutcomes.join(', ')}`)),
  direction: optional(z.enum(['inbound', 'outbound'], 'is inbound or outbound')),
  number: optional(z.string().max(40, 'is too long for a number')),
  words: optional(z.string().max(300, 'asks for too much: 300 characters at most')),
  cursor: optional(z.string().max(300, 'is not from here')),
  limit: optional(
    z.coerce.number('is a number').int('is a whole number').min(1, 'is at least 1').max(500, 'is 500 at most'),
  ),
});

export interface CallSearch {
  readonly filter: CallFilter;
  readonly limit: number;
  readonly after: CallPosition | undefined;
}

/** What is looked for, as a browser asks for it. A string says what is wrong with it. */
export function readSearch(query: unknown, operator: Operator): CallSearch | string {
  const read = Query.safeParse(query);
  if (!read.success) return problemIn(read.error);
  const { site, line, number, words, cursor, limit = 50, ...plain } = read.data;
  const digits = number === undefined ? undefined : readDigits(number, operator);
  if (typeof digits === 'string') return digits;
  const wanted = words === undefined ? [] : searchWords(words);
  if (words !== undefined && wanted.length === 0) return 'words: there is no word in it.';
  if (wanted.length > mostWords) return `words: at most ${mostWords} at once.`;
  const after = Cursor.optional().safeParse(cursor);
  if (!after.success) return 'cursor: is not from here. Begin again without it.';
  const filter = {
    siteId: site,
    lineId: line,
    ...plain,
    number: digits,
    words: wanted.length === 0 ? undefined : wanted,
  };
  return {
    filter: given(filter),
    limit,
    after: after.data && { startedAt: after.data.at, id: after.data.id },
  };
}

/**
 * The end of a number, at least four digits, or the whole of it. Whoever sees no numbers must not find them out digit by
 * digit either.
 */
function readDigits(text: string, operator: Operator): NonNullable<CallFilter['number']> | string {
  const isWhole = text.trim().startsWith('+');
  const all = text.replace(/\D/g, '');
  // A zero before the number is for dialling within the country.
  const digits = isWhole || all.length < 7 ? all : all.replace(/^0+/, '');
  if (digits.length < 4 || digits.length > 15) return 'number: give the last four digits or more, or all of it.';
  if (!mayActAs(operator, 'operator') && (!isWhole || digits.length < 7))
    return 'number: your role finds a number only by all of it, with + and the country code.';
  return { digits, whole: isWhole };
}

/** Without what is not there. */
function given<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
