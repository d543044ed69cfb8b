import { Temporal } from 'temporal-polyfill';
import { zonesOfAreaCode } from './area-code-zones.ts';
import { zonesOfCountry } from './country-zones.ts';
import { AttendantError } from './errors.ts';
import { likelyCountryOf } from './phone-number.ts';
import { TimeZone } from './values.ts';

export interface QuietHours {
  /** Epoch ms at which a text or a call is to go out. */
  readonly at: number;
  /** E.164. */
  readonly number: string;
  /** The contact's own IANA zone, where it is known: then the number says nothing. */
  readonly zone: string | null;
  /** "HH:MM" on the wall clock there, from which it is quiet. Default: 21:00. */
  readonly from?: string;
  /** "HH:MM" at which it is not quiet any more. Default: 08:00. The same as `from`: never quiet. */
  readonly to?: string;
}

/** Minutes since midnight on a wall clock. */
interface QuietSpan {
  readonly from: number;
  readonly to: number;
}

const hour = 3_600_000;
/** Every span comes round within a day; a day on which the clocks change may skip it once. */
const horizon = 48 * hour;
const dayMinutes = 24 * 60;

/**
 * The IANA zones a number may be in, the likeliest first: those of its area code in the United States and Canada, else
 * all of its country. None for a number of no country.
 */
export function zonesOfNumber(e164: string): readonly string[] {
  const byCode = e164.startsWith('+1') ? zonesOfAreaCode(e164.slice(2, 5)) : null;
  if (byCode !== null) return byCode;
  const country = likelyCountryOf(e164);
  return country === null ? [] : zonesOfCountry(country);
}

/**
 * Null when this number may be texted or called at `at`; else the first moment (epoch ms, within 48 hours) at which it
 * is not quiet in any zone the number may be in. Zones that are never open together (a country wider than the open
 * hours) leave the main one. A number of no country is judged in UTC.
 */
export const quietUntil = ({ at, ...quiet }: QuietHours): number | null => quietHoursOf(quiet)(at);

/** `quietUntil` of one number for many moments (epoch ms): where it is is found out once. */
export function quietHoursOf(quiet: Omit<QuietHours, 'at'>): (at: number) => number | null {
  const { number, zone, from = '21:00', to = '08:00' } = quiet;
  const span = { from: minutesOf(from), to: minutesOf(to) };
  const zones = zone !== null && TimeZone.safeParse(zone).success ? [zone] : zonesOfNumber(number);
  return (at) => firstOpen(zones.length === 0 ? ['UTC'] : zones, at, span);
}

function firstOpen(zones: readonly string[], at: number, span: QuietSpan): number | null {
  const isOpenAt = (time: number): boolean => zones.every((zone) => !isQuiet(zone, time, span));
  if (isOpenAt(at)) return null;
  const ends = new Set(zones.flatMap((zone) => possibleEnds(zone, at, span)));
  const inOrder = [...ends].filter((time) => time > at && time <= at + horizon).sort((a, b) => a - b);
  const found = inOrder.find(isOpenAt);
  if (found !== undefined) return found;
  return zones.length > 1 ? firstOpen(zones.slice(0, 1), at, span) : at + horizon;
}

function isQuiet(zone: string, time: number, { from, to }: QuietSpan): boolean {
  const local = zonedAt(zone, time);
  const minutes = local.hour * 60 + local.minute;
  return from <= to ? from <= minutes && minutes < to : from <= minutes || minutes < to;
}

/** When the quiet span may end: at its end on each day, both times where the clock shows it twice, or by a change. */
function possibleEnds(zone: string, at: number, { to }: QuietSpan): readonly number[] {
  const start = zonedAt(zone, at);
  const time = Temporal.PlainTime.from({ hour: Math.floor(to / 60), minute: to % 60 });
  const ends = [0, 1, 2].flatMap((days) => {
    const wall = start.toPlainDate().add({ days }).toPlainDateTime(time);
    return (['earlier', 'later'] as const).map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }));
  });
  const changes = start.offset === zonedAt(zone, at + horizon).offset ? null : start.getTimeZoneTransition('next');
  return [...ends, ...(changes === null ? [] : [changes])].map((end) => end.epochMilliseconds);
}

const zonedAt = (zone: string, time: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);

/** "24:00" is midnight too. */
function minutesOf(wall: string): number {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(wall))
    throw new AttendantError('config_invalid', `write a time of day as "21:00", not "${wall.slice(0, 20)}"`);
  return (Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))) % dayMinutes;
}
