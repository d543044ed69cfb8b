import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { TimeZone } from './values.ts';

const date = z.iso.date();
const localTime = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** Whether the text is a day of the calendar, written as "2026-12-01". */
export function isDate(text: string): boolean {
  return date.safeParse(text).success;
}

/** Whether the text is a day and a time on some wall clock, written as "2026-12-01T10:30" (seconds allowed). */
export function isDateWithTime(text: string): boolean {
  return localTime.test(text) && isDate(text.slice(0, 10));
}

/**
 * The moments (epoch ms) at which a clock in this IANA zone shows a time as `isDateWithTime` takes it: one; two, in
 * order, where it is put back over it; none where it is put forward over it, and for what is no time or no zone.
 */
export function instantsOfLocal(local: string, zone: string): readonly number[] {
  if (!isDateWithTime(local) || !TimeZone.safeParse(zone).success) return [];
  const wall = Temporal.PlainDateTime.from(local);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(wall)) return [];
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  return [...new Set([earlier.epochMilliseconds, later.epochMilliseconds])];
}

/** The first of `instantsOfLocal`, or null. */
export function localToEpoch(local: string, zone: string): number | null {
  return instantsOfLocal(local, zone)[0] ?? null;
}

/** What a clock in this zone shows at `at` (epoch ms), to the minute: "2026-12-01T10:30". */
export function localAt(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' });
}
