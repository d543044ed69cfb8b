import { type CalendarEntry, calendarFile } from './calendar-file.ts';
import type { Callback, CallbackNews } from './callback.ts';
import { localeFor, writtenTime, zoneOfSlots, zoneToTell } from './callback-time.ts';
import { german } from './callback-words/de.ts';
import { english } from './callback-words/en.ts';
import { spanish } from './callback-words/es.ts';
import { french } from './callback-words/fr.ts';
import type { CallbackWords } from './callback-words/words.ts';
import { toHtml } from './email-body.ts';
import { fittingText } from './fitting-text.ts';
import type { LineInForce } from './line-in-force.ts';
import { mailSender } from './mail-sender.ts';
import type { EmailContent, SmsContent } from './message.ts';
import { smsSender } from './sms-sender.ts';
import { stripControls } from './sms-text.ts';

/** News of a callback, ready to be put into words. */
export interface NewsToTell {
  readonly callback: Callback;
  readonly news: CallbackNews;
  readonly place: Pick<LineInForce, 'site' | 'line'>;
  /** Of the page that changes it; null: the line's number has to do. */
  readonly link: string | null;
}

const wordsByLanguage: Readonly<Record<string, CallbackWords>> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
};
const longestSubject = 150;

/** What is no news of a callback now: it was only ever agreed for "in a moment". */
export const isToBeTold = ({ kind }: Callback, news: CallbackNews): boolean =>
  kind === 'scheduled' || news.kind === 'not_reached' || news.kind === 'apology';

/** After this (epoch ms) the news makes no sense any more; undefined: it always does. */
export const newsEnds = ({ startsAt }: Callback, { kind }: CallbackNews): number | undefined =>
  kind === 'booked' || kind === 'moved' || kind === 'reminder' ? startsAt : undefined;

/** At most two parts of GSM-7, whatever the business is called; one where the name and the link are short. */
export function newsAsSms(told: NewsToTell): SmsContent {
  const { callback, news, place } = told;
  const { sms } = languageOf(callback).words;
  const { line, site } = place;
  const from = smsSender(line, callback.phone);
  const time = timeOf(told, 'short').replace(/^(\p{L}+)[.,]+/u, '$1');
  const asksToConfirm = news.kind === 'reminder' && callback.confirmedAt === null && takesAnswers(from);
  const tail = [...(asksToConfirm ? [sms.confirm] : []), wayToChange(told, sms)].join(' ');
  const write = (name: string): string => `${sentenceOf(sms, news, name, time)} ${tail}`;
  const body = fittingText(write, oneLine(site.name), line.numbers[0] ?? '');
  return { medium: 'sms', to: callback.phone, from, body, ...ending(told) };
}

/** With a calendar entry where the time is news; null where the line has no mail preset or the caller no address. */
export function newsAsEmail(told: NewsToTell, now: number): EmailContent | null {
  const { callback, news, place } = told;
  const sender = mailSender(place);
  if (sender === null || callback.email === null) return null;
  const { email } = languageOf(callback).words;
  const name = oneLine(place.site.name);
  const title = isNewTime(news) ? email.change : email.choose;
  const asIs = (link: string): string => link;
  const way = wayToChange(told, { ...email, change: asIs, choose: asIs });
  const textWith = (last: string): string =>
    `${[sentenceOf(email, news, name, timeOf(told, 'long')), ...detailsOf(told), last, name].join('\n\n')}\n`;
  const file = entryOf(told, sender.from, now);
  return {
    medium: 'email',
    ...sender,
    to: callback.email,
    subject: oneLine(email.subjects[news.kind](name, timeOf(told, 'short'))).slice(0, longestSubject),
    text: textWith(told.link === null ? way : `${title}:\n${way}`),
    html: toHtml(textWith(way), told.link === null ? undefined : { url: told.link, title }),
    ...(file !== null && { attachments: [file] }),
    ...ending(told),
  };
}

function languageOf({ language }: Callback): { readonly tag: string; readonly words: CallbackWords } {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? '';
  const words = Object.hasOwn(wordsByLanguage, base) ? wordsByLanguage[base] : undefined;
  return words === undefined ? { tag: 'en', words: english } : { tag: tagOf(language, base), words };
}

/** A tag with its region where it is a well-formed one. */
const tagOf = (language: string, base: string): string =>
  /^[A-Za-z]{2}-[A-Za-z]{2}$/.test(language) ? language : base;

function timeOf({ callback, place }: NewsToTell, style: 'short' | 'long', zone = zoneToTell(callback, place)): string {
  return writtenTime(callback.startsAt, zone, localeFor(languageOf(callback).tag, place.site.country), style);
}

type Sentences = Pick<CallbackWords['email'], 'booked' | 'moved' | 'cancelled' | 'reminder' | 'notReached' | 'apology'>;

function sentenceOf(words: Sentences, { kind }: CallbackNews, name: string, time: string): string {
  if (kind === 'not_reached') return words.notReached(name);
  return kind === 'apology' ? words.apology(name) : words[kind](name, time);
}

interface Ways {
  readonly change: (link: string) => string;
  readonly choose: (link: string) => string;
  readonly callToChange: (number: string) => string;
  readonly callToChoose: (number: string) => string;
}

function wayToChange({ news, link, place }: NewsToTell, ways: Ways): string {
  const number = place.line.numbers[0] ?? '';
  if (isNewTime(news)) return link === null ? ways.callToChange(number) : ways.change(link);
  return link === null ? ways.callToChoose(number) : ways.choose(link);
}

/** It is still to come, at a time that can be changed. */
const isNewTime = ({ kind }: CallbackNews): boolean => kind === 'booked' || kind === 'moved' || kind === 'reminder';

function detailsOf(told: NewsToTell): readonly string[] {
  const { callback, news, place } = told;
  if (!isNewTime(news)) return [];
  const { email } = languageOf(callback).words;
  const here = timeOf(told, 'long');
  const there = timeOf(told, 'long', callback.wall?.zone ?? zoneOfSlots(place));
  const rows = [...(here === there ? [] : [email.there(there)]), email.onNumber(callback.phone.slice(-2))];
  return [rows.join('\n')];
}

function entryOf({ callback, news, place }: NewsToTell, organizer: CalendarEntry['organizer'], now: number) {
  const isCancelled = news.kind === 'cancelled';
  if (!isCancelled && news.kind !== 'booked' && news.kind !== 'moved') return null;
  const { filename, contentType, text } = calendarFile({
    id: callback.id,
    start: callback.startsAt,
    durationMinutes: callback.durationMinutes,
    title: languageOf(callback).words.entry(place.site.name),
    organizer,
    ...(callback.email !== null && { attendee: callback.email }),
    sequence: callback.sequence,
    method: isCancelled ? 'CANCEL' : 'REQUEST',
    stamp: now,
  });
  return { kind: 'text', filename, contentType, text } as const;
}

function ending({ callback, news }: NewsToTell): { readonly notAfter?: number } {
  const notAfter = newsEnds(callback, news);
  return notAfter === undefined ? {} : { notAfter };
}

/** Nobody can answer a sender that is a name. */
const takesAnswers = (sender: string): boolean => /^(?:\+|MG[0-9a-f]{32}$)/.test(sender);

const oneLine = (text: string): string => stripControls(text).replace(/\s+/g, ' ').trim();
