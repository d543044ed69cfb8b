import { localeFor, writtenClock, writtenDay, writtenTime, zoneName, zoneOfSlots } from '../domain/callback-time.ts';
import { escapeHtml } from '../domain/escape-html.ts';
import type { Slot } from '../domain/slots.ts';
import type { CallbackView } from './callback-view.ts';
import { type CallbackPageLanguage, callbackPageWords } from './callback-words/by-language.ts';
import type { CallbackPageWords } from './callback-words/words.ts';
import { renderPage } from './page.ts';

/** So many times are shown before a day is chosen. */
const nextTimes = 12;

export interface CallbackPage {
  readonly view: CallbackView;
  readonly language: CallbackPageLanguage;
  /** ISO date, as asked for: shown where it has free times. */
  readonly day: string | null;
  /** What came of the last step, in words. */
  readonly said: { readonly kind: 'done' | 'error'; readonly text: string } | null;
}

interface Scene extends CallbackPage {
  readonly words: CallbackPageWords;
  readonly locale: string;
}

/** The booking, what may be done with it, and the times it can be moved to. */
export function callbackPage(page: CallbackPage): string {
  const { view, language, said } = page;
  const words = callbackPageWords(language);
  const scene: Scene = { ...page, words, locale: localeFor(language, view.inForce.site.country) };
  const title = words.title(view.inForce.site.name);
  return renderPage({
    language,
    title: said?.kind === 'error' ? `${said.text} ${title}` : title,
    heading: title,
    body: [saidPart(said), statePart(scene), confirmPart(scene), timesPart(scene), cancelPart(scene), callPart(scene)]
      .filter((part) => part !== '')
      .join('\n'),
  });
}

/** When there is no booking to show. */
export function callbackMessagePage(language: CallbackPageLanguage, message: 'gone' | 'failed'): string {
  const words = callbackPageWords(language);
  return renderPage({ language, title: words[message], body: `<p>${escapeHtml(words[`${message}Text`])}</p>` });
}

/** The time of a callback on its caller's clock, for a sentence. */
export const timeOnPage = ({ view, language }: Pick<CallbackPage, 'view' | 'language'>, at: number): string =>
  writtenTime(at, view.zone, localeFor(language, view.inForce.site.country), 'long');

function saidPart(said: CallbackPage['said']): string {
  if (said === null) return '';
  return `<p class="${said.kind}" role="${said.kind === 'error' ? 'alert' : 'status'}">${escapeHtml(said.text)}</p>`;
}

function statePart(scene: Scene): string {
  const { view, words, locale } = scene;
  const { callback, inForce } = view;
  if (callback.state !== 'scheduled') return `<p class="when">${escapeHtml(stateOf(scene))}</p>`;
  const own = timeOnPage(scene, callback.startsAt);
  const theirs = writtenTime(callback.startsAt, callback.wall?.zone ?? zoneOfSlots(inForce), locale, 'long');
  const sentence = callback.confirmedAt === null ? words.scheduled(own) : words.confirmed(own);
  const there = own === theirs ? '' : `\n<p>${escapeHtml(words.there(theirs))}</p>`;
  return `<p class="when">${escapeHtml(sentence)}</p>${there}`;
}

function stateOf({ view: { callback, choices, plan }, words }: Scene): string {
  if (choices.busy) return words.busy;
  if (callback.state === 'completed' || callback.state === 'blocked') return words[callback.state];
  if (choices.cancel) return words.soon;
  const text = callback.state === 'cancelled' ? words.cancelled : words.notHeld;
  return plan === null ? firstSentence(text) : text;
}

const firstSentence = (text: string): string => text.slice(0, text.indexOf('.') + 1);

function confirmPart({ view, words }: Scene): string {
  if (!view.choices.confirm) return '';
  return `<form method="post">\n${sequenceField(view)}<button name="action" value="confirm">${escapeHtml(words.confirm)}</button>\n</form>`;
}

/** So that a page that was left open does not change what has been changed since. */
const sequenceField = ({ callback }: CallbackView): string =>
  `<input type="hidden" name="sequence" value="${callback.sequence}">\n`;

function timesPart(scene: Scene): string {
  const { view, words } = scene;
  if (!view.choices.move || view.plan === null) return '';
  const heading = `<h2>${escapeHtml(view.choices.cancel ? words.times : words.newTimes)}</h2>`;
  if (view.days.size === 0) return `${heading}\n<p>${escapeHtml(words.noTimes)}</p>`;
  const days = [...shownTimes(scene)].map((day) => dayPart(scene, day)).join('\n');
  return `${heading}
<form method="post">
${sequenceField(view)}${days}
<button name="action" value="move">${escapeHtml(words.move)}</button>
</form>
${daysPart(scene)}`;
}

function shownTimes({ view: { days }, day }: Scene): Iterable<readonly Slot[]> {
  const chosen = day === null ? undefined : days.get(day);
  if (chosen !== undefined) return [chosen];
  const next = new Set([...days.values()].flat().slice(0, nextTimes));
  return [...days.values()].map((slots) => slots.filter((slot) => next.has(slot))).filter(({ length }) => length > 0);
}

/** The zone stands beside the day, and beside each time on a day on which it changes. */
function dayPart({ view: { zone }, locale }: Scene, slots: readonly Slot[]): string {
  const names = slots.map(({ startsAt }) => zoneName(startsAt, zone, locale));
  const isOne = new Set(names).size === 1;
  const choices = slots.map(({ id, startsAt }, index) => {
    const time = writtenClock(startsAt, zone, locale);
    const words = escapeHtml(isOne ? time : `${time} ${names[index]}`);
    return `<label><input type="radio" name="slot" value="${escapeHtml(id)}" required> ${words}</label>`;
  });
  const day = writtenDay(slots[0]?.startsAt ?? 0, zone, locale, 'long');
  const legend = escapeHtml(isOne ? `${day} (${names[0]})` : day);
  return `<fieldset>\n<legend>${legend}</legend>\n<div class="choices">\n${choices.join('\n')}\n</div>\n</fieldset>`;
}

function daysPart({ view, words, locale, day }: Scene): string {
  const links = [...view.days].map(([date, slots]) => {
    const label = escapeHtml(writtenDay(slots[0]?.startsAt ?? 0, view.zone, locale, 'short'));
    return `<li><a href="?day=${date}"${date === day ? ' aria-current="page"' : ''}>${label}</a></li>`;
  });
  const name = escapeHtml(words.otherDays);
  return `<nav aria-label="${name}">\n<h2>${name}</h2>\n<ul class="days">\n${links.join('\n')}\n</ul>\n</nav>`;
}

function cancelPart({ view, words }: Scene): string {
  if (!view.choices.cancel) return '';
  return `<details>
<summary>${escapeHtml(words.cancel)}</summary>
<p>${escapeHtml(words.cancelSure)}</p>
<form method="post">
${sequenceField(view)}<button name="action" value="cancel">${escapeHtml(words.cancelNow)}</button>
</form>
</details>`;
}

function callPart({ view, words }: Scene): string {
  const number = view.inForce.line.numbers[0];
  if (number === undefined) return '';
  const link = `<a href="tel:${escapeHtml(number)}">${escapeHtml(number)}</a>`;
  return `<p class="call">${escapeHtml(words.callUs)} ${link}</p>`;
}
