import type { OpeningHours } from '../domain/opening-hours.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Spans of a day must not overlap, and a week without any is hardly meant. */
export function hoursFindings(hours: OpeningHours | undefined, at: Path): readonly Finding[] {
  if (hours === undefined) return [];
  const overlaps = DAYS.filter((day) => {
    const spans = [...hours[day]].sort();
    return spans.some((span, index) => index > 0 && span.slice(0, 5) < (spans[index - 1] ?? '').slice(6));
  });
  const never = DAYS.every((day) => hours[day].length === 0);
  return [
    ...overlaps.map((day) => error([...at, day], `the spans of ${day} overlap; join them`)),
    ...(never ? [warning(at, 'no day has any hours, so this is always closed')] : []),
  ];
}
