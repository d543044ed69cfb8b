import { Temporal } from 'temporal-polyfill';
import { instantsOfLocal, localAt } from '../local-time.ts';
import { zonesOfNumber } from '../quiet-hours.ts';
import { TimeZone } from '../values.ts';
import { spokenLanguage } from './vocabulary.ts';

export interface SpokenTime {
  /** Epoch ms. */
  readonly at: number;
  /** IANA zone of the line. */
  readonly zone: string;
  /** Of the caller, where it is known: named where its clock shows another time. */
  readonly callerZone?: string | null;
  readonly now: number;
  /** BCP-47. Spanish, German and French have their own words; all others get English ones. */
  readonly language?: string;
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty'];
const ends = ['th', 'st', 'nd', 'rd'];

/**
 * A time in words ready to be said: "tomorrow, Tuesday December 1st, at ten thirty A M", and where the caller's clock
 * shows another one "…, that is one thirty P M your time". A time that comes twice is said with its zone's name.
 */
export function speakTime(time: SpokenTime): string {
  const language = spokenLanguage(time.language ?? 'en');
  if (language === 'es' || language === 'de' || language === 'fr') return speakByIntl(time, language);
  const { at, zone, now } = time;
  const elsewhere = otherZone(time);
  const ours = `${speakDay(at, zone, now)}, at ${speakClock(localAt(at, zone))}${nameIfTwice(at, zone)}`;
  if (elsewhere === null) return ours;
  const [day, theirs] = [localAt(at, zone), localAt(at, elsewhere)].map((local) => local.slice(0, 10));
  const onDay = day === theirs ? '' : `${speakDate(localAt(at, elsewhere))}, `;
  const clock = `${speakClock(localAt(at, elsewhere))}${nameIfTwice(at, elsewhere)}`;
  return `${ours} our time, that is ${onDay}${clock} your time`;
}

/** The day in words: "tomorrow, Tuesday December 1st". */
export function speakDay(at: number, zone: string, now: number): string {
  const local = localAt(at, zone);
  const today = Temporal.PlainDate.from(localAt(now, zone).slice(0, 10));
  const { days } = today.until(Temporal.PlainDate.from(local.slice(0, 10)), { largestUnit: 'days' });
  const near = days === 0 ? 'today, ' : days === 1 ? 'tomorrow, ' : '';
  return `${near}${speakDate(local)}`;
}

/** The caller's zone: the contact's own, else that of their number where it can only be one; null when not known. */
export function callerZoneOf(contact: { readonly timeZone: string | null } | null, number: string | null) {
  const own = contact?.timeZone ?? null;
  if (own !== null && TimeZone.safeParse(own).success) return own;
  const zones = number === null ? [] : zonesOfNumber(number);
  return zones.length === 1 ? (zones[0] ?? null) : null;
}

/** The caller's zone where its clock shows another time; else null. */
export function otherZone({ at, zone, callerZone }: Pick<SpokenTime, 'at' | 'zone' | 'callerZone'>): string | null {
  if (callerZone === null || callerZone === undefined || !TimeZone.safeParse(callerZone).success) return null;
  return localAt(at, callerZone) === localAt(at, zone) ? null : callerZone;
}

/** "Tuesday December 1st" of a local time. */
export function speakDate(local: string): string {
  const date = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  const [weekday, month] = [{ weekday: 'long' } as const, { month: 'long' } as const].map((part) =>
    new Intl.DateTimeFormat('en-US', { ...part, timeZone: 'UTC' }).format(date),
  );
  return `${weekday} ${month} ${ordinal(date.getUTCDate())}`;
}

const ordinal = (day: number): string => `${day}${Math.floor(day / 10) === 1 ? 'th' : (ends[day % 10] ?? 'th')}`;

/** "ten thirty A M" of a local time. */
export function speakClock(local: string): string {
  const { words, half } = clockWords(local);
  return half === null ? words : `${words} ${half}`;
}

/** Hour and minutes as they are read off a clock, and the half of the day; noon and midnight have none. */
export function clockWords(local: string): { readonly words: string; readonly half: 'A M' | 'P M' | null } {
  const [hour, minutes] = [Number(local.slice(11, 13)), Number(local.slice(14, 16))];
  if (minutes === 0 && hour % 12 === 0) return { words: hour === 0 ? 'twelve midnight' : 'twelve noon', half: null };
  const said = small[hour % 12 === 0 ? 12 : hour % 12];
  return { words: minutes === 0 ? `${said}` : `${said} ${speakMinutes(minutes)}`, half: hour < 12 ? 'A M' : 'P M' };
}

function speakMinutes(minutes: number): string {
  if (minutes < 10) return `oh ${small[minutes]}`;
  if (minutes < 20) return small[minutes] ?? '';
  const rest = minutes % 10;
  return `${tens[Math.floor(minutes / 10)]}${rest === 0 ? '' : ` ${small[rest]}`}`;
}

/** ", Eastern Daylight Time" where the clock shows this time twice. */
export function nameIfTwice(at: number, zone: string, language = 'en-US'): string {
  if (instantsOfLocal(localAt(at, zone), zone).length < 2) return '';
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'long' });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined ? '' : `, ${name}`;
}

const yourTime = { es: 'su hora local', de: 'Ihre Ortszeit', fr: 'votre heure locale' };

function speakByIntl(time: SpokenTime, language: 'es' | 'de' | 'fr'): string {
  const { at, zone } = time;
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  const say = (timeZone: string, parts: Intl.DateTimeFormatOptions): string =>
    `${new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(at)}${nameIfTwice(at, timeZone, language)}`;
  const elsewhere = otherZone(time);
  const ours = say(zone, { ...day, ...clock });
  if (elsewhere === null) return ours;
  const sameDay = localAt(at, zone).slice(0, 10) === localAt(at, elsewhere).slice(0, 10);
  return `${ours} (${say(elsewhere, sameDay ? clock : { ...day, ...clock })}, ${yourTime[language]})`;
}
