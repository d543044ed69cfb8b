import { readBackTyped, takeTyped, unreadAddress } from './address-form.ts';
import type { Note } from './note.ts';
import { offerInstead, offerWhatThereIs } from './phrase.ts';
import {
  hasTool,
  type Medium,
  type Move,
  type Pending,
  type Scene,
  type Setting,
  say,
  whatIsOffered,
} from './scene.ts';

/** A note that tells something the caller is to hear of. */
export type News = Exclude<Note, { kind: 'heard' | 'offer-form' | 'other' }>;

const nouns: Readonly<Record<Medium, string>> = { sms: 'text message', email: 'e-mail' };
const confirmations: Readonly<Record<Medium, string>> = {
  sms: "All right, we won't text you any more.",
  email: "All right, we won't e-mail you any more.",
};

const welcomes: Readonly<Record<Medium, string>> = {
  sms: 'All right, we can text you again.',
  email: 'All right, we can e-mail you again.',
};

/** What a note changes by itself: there is something to tell, whoever speaks next. */
export function absorb(scene: Scene, note: News): Scene {
  switch (note.kind) {
    case 'typed':
      return takeTyped(scene, note.address);
    case 'opted-out':
      if (note.again) return withNews(scene, welcomes[note.medium]);
      return { ...withNews(scene, confirmations[note.medium]), pending: withoutMedium(scene.pending, note.medium) };
    case 'undelivered':
      return withNews(scene, note.medium === null ? failure : `I'm sorry, the ${nouns[note.medium]} did not arrive.`);
    case 'nobody-came':
      return { ...scene, pending: null };
    case 'done':
      return withNews(scene, note.told);
  }
}

const failure = "I'm sorry, that did not work.";

const withNews = (scene: Scene, sentence: string): Scene => ({ ...scene, news: [...scene.news, sentence] });

const withoutMedium = (pending: Pending | null, medium: Medium): Pending | null =>
  pending?.kind === 'sending' && pending.medium === medium ? null : pending;

/** What the bot adds to its news of its own accord, where the caller has said nothing. The note is absorbed already. */
export function reactTo(scene: Scene, setting: Setting, note: News): Move {
  if (unreadAddress(scene.pending) !== null) return readBackTyped(scene);
  if (note.kind === 'nobody-came') {
    const calledBack = hasTool(setting, 'request_callback') || hasTool(setting, 'find_callback_slots');
    const what = calledBack ? 'callback' : hasTool(setting, 'transfer_to_agent') ? 'agent' : null;
    return say(scene, { kind: 'offering', what }, offerInstead(setting.tools));
  }
  if (note.kind !== 'undelivered') return say(scene, scene.pending, '');
  const { medium } = note;
  const tools = setting.tools.filter((tool) => medium === null || !tool.name.startsWith(`send_${medium}`));
  return say(scene, { kind: 'offering', what: whatIsOffered(setting) }, offerWhatThereIs(tools));
}
