import { Temporal } from 'temporal-polyfill';
import type { LineInForce } from './line-in-force.ts';
import type { OpeningHours } from './opening-hours.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * Whether these hours are open at `atEpochMs`, on the wall clock of their own zone, or of `timeZone` where they name
 * none. A span's end is closed already.
 */
export function isOpen(hours: OpeningHours, timeZone: string, atEpochMs: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(atEpochMs).toZonedDateTimeISO(hours.time_zone ?? timeZone);
  if (hours.closed_dates.includes(local.toPlainDate().toString())) return false;
  const day = days[local.dayOfWeek - 1];
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return day !== undefined && hours[day].some((span) => span.slice(0, 5) <= time && time < span.slice(6));
}

/** Whether the line is within its opening hours; one that has none is always open. */
export function isLineOpen({ site, line }: LineInForce, atEpochMs: number): boolean {
  return line.hours === undefined || isOpen(line.hours, site.time_zone, atEpochMs);
}
