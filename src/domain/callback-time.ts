import type { Callback } from './callback.ts';
import { type LineInForce, lineZone } from './line-in-force.ts';
import { TimeZone } from './values.ts';

type Place = Pick<LineInForce, 'site' | 'line'>;
type Style = 'short' | 'long';

const formats = {
  short: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  long: { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<Style, Intl.DateTimeFormatOptions>;

/** Which languages have names for which zones ("PST", "CET", "AEDT") differs; an offset is no name. */
const namingLocales = ['en-US', 'en-GB', 'en-AU', 'en-IN'];

/** The zone a line's callbacks are planned in. */
export function zoneOfSlots(place: Place): string {
  return place.line.callbacks?.slots?.hours?.time_zone ?? lineZone(place);
}

/** The zone a caller is told the time of their callback in: their own where it is known, and one. */
export function zoneToTell({ callerZone, wall }: Callback, place: Place): string {
  const zones = [callerZone, wall?.zone].filter((zone) => zone !== null && TimeZone.safeParse(zone).success);
  return zones[0] ?? zoneOfSlots(place);
}

/** A language with the site's country where it names none: what decides between "10:30 AM" and "10:30". */
export function localeFor(language: string, country: string): string {
  const locale = new Intl.Locale(language);
  return (locale.region === undefined ? new Intl.Locale(language, { region: country }) : locale).toString();
}

/** "Tue, Dec 1, 10:30 AM PST". `at`: epoch ms. `zone`: IANA. The zone's name tells the two halves of an overlap apart. */
export function writtenTime(at: number, zone: string, locale: string, style: Style): string {
  return `${plain(new Intl.DateTimeFormat(locale, { ...formats[style], timeZone: zone }).format(at))} ${zoneName(at, zone, locale)}`;
}

/** "10:30 AM", for a list in which day and zone are known. */
export function writtenClock(at: number, zone: string, locale: string): string {
  return plain(new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at));
}

/** "Tuesday, December 1". */
export function writtenDay(at: number, zone: string, locale: string, style: Style): string {
  const { weekday, day, month } = formats[style];
  return plain(new Intl.DateTimeFormat(locale, { weekday, day, month, timeZone: zone }).format(at));
}

/** "PST"; an offset where nobody has a name for it. */
export function zoneName(at: number, zone: string, locale: string): string {
  const names = [locale, ...namingLocales].map((one) => shortName(at, zone, one));
  return names.find((name) => !/^(?:GMT|UTC)./.test(name)) ?? names[0] ?? '';
}

function shortName(at: number, zone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Without the narrow and unbreakable spaces, which a text message would pay for. */
const plain = (text: string): string => text.replace(/\s/g, ' ');
