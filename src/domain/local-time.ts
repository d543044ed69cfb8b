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
 * Epoch ms of a wall-clock time as `isDateWithTime` takes it, in an IANA zone. Of a time that the clock shows twice it is
 * the earlier one; null for one that it never shows, and for what is no time or no zone.
 */
export function localToEpoch(local: string, zone: string): number | null {
  if (!isDateWithTime(local) || !TimeZone.safeParse(zone).success) return null;
  const wall = Temporal.PlainDateTime.from(local);
  const time = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return time.toPlainDateTime().equals(wall) ? time.epochMilliseconds : null;
}
