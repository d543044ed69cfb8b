import { resumeAction } from './acting.ts';
import { askDestination, knownDestination, namedDestination } from './destination.ts';
import { asText, type JsonObject } from './dialogue.ts';
import type { Understood } from './intent.ts';
import { answerFrom } from './knowledge.ts';
import {
  type Acting,
  type Destination,
  hasTool,
  type Move,
  type Pending,
  type Scene,
  type Sending,
  type Setting,
  say,
} from './scene.ts';
import { nextStep, send } from './sending.ts';
import { searchTerms } from './words.ts';

/*
 * An address that cannot be had by voice: a link to a form is texted, the caller types the address in, a note tells it,
 * and it is read back like any other. What it was wanted for waits meanwhile.
 */

const formLink = { kind: 'link', id: 'address_form', title: 'the form for the address' } as const;

/** A result that offers to text the caller such a link. */
export const offersForm = (setting: Setting, result: JsonObject): boolean =>
  (result.status === 'needs_confirmation' || result.status === 'refused') &&
  /\btext you a link\b[^?]*\?/i.test(asText(result.say).slice(0, 1000)) &&
  hasTool(setting, 'send_sms_link');

export function formOffered(scene: Scene, spoken: string): Move {
  const offered = { medium: 'sms', wantsLink: true, content: formLink, to: null } as const;
  const addressFor = wantedFor(scene);
  return say(scene, { kind: 'sending', asksFor: 'form', ...offered, addressFor }, spoken);
}

/** The caller answers that offer. */
export function answerFormOffer(scene: Scene, setting: Setting, sending: Sending, heard: Understood): Move | null {
  const email = namedDestination(heard, 'email');
  if (email !== null) return resume(scene, setting, wantedFor(scene), email);
  const to = namedDestination(heard, 'sms');
  if (to !== null) return nextStep(scene, setting, { ...sending, to });
  if (heard.no) return resume(scene, setting, wantedFor(scene), null);
  if (!heard.yes) return null;
  const known = knownDestination(setting, 'sms');
  return known === null ? nextStep(scene, setting, sending) : send(scene, setting, { ...sending, to: known });
}

/** The link was texted: whatever is said meanwhile, the address is awaited. */
export function awaitAddress(scene: Scene, spoken: string): Move {
  const awaited = wantedFor(scene);
  const told = `${spoken} Please type the address in there. I'll read it back to you.`;
  return say({ ...scene, awaited }, { ...awaited, to: null, asksFor: 'destination' }, told);
}

/** The address has come, and is still to be read back. */
export function takeTyped(scene: Scene, address: string): Scene {
  const pending: Pending = { ...wantedFor(scene), to: { kind: 'email', address }, asksFor: 'typed' };
  return { ...scene, pending, awaited: null };
}

export function unreadAddress(pending: Pending | null): string | null {
  const unread = pending !== null && 'to' in pending && pending.asksFor === 'typed' ? pending.to : null;
  return unread?.kind === 'email' ? unread.address : null;
}

/** Only what the caller heard can be agreed to. */
export function heardReadBack(scene: Scene, spoken: string): Scene {
  const { pending } = scene;
  const address = unreadAddress(pending);
  if (pending === null || address === null || !spoken.toLowerCase().includes(address)) return scene;
  return { ...scene, pending: { ...pending, asksFor: 'consent' } as Pending };
}

const readBack = (address: string): string => `I have the address ${address}. Is that right?`;

export const readBackTyped = (scene: Scene): Move =>
  say(scene, scene.pending, readBack(unreadAddress(scene.pending) ?? ''));

/** The caller spoke before it was read back: a yes to something else is no yes to it. */
export function answerUnread(scene: Scene, setting: Setting, heard: Understood): Move {
  const named = namedDestination(heard, 'email');
  if (named !== null) return resume(scene, setting, wantedFor(scene), named);
  const asked = searchTerms(heard.text).size > 0;
  const known = asked ? answerFrom(setting.briefing.knowledge, heard.text) : null;
  const move = readBackTyped(scene);
  return known === null ? move : { ...move, answer: { text: `${known} ${move.answer.text}` } };
}

/** "I have typed it": it is not here yet, or it is and waits for a yes; null when something else is said. */
export function answerTyped(scene: Scene, heard: Understood): Move | null {
  if (!/\b(?:typed|entered|filled|submitted|sent it|done|did it)\b/.test(heard.plain)) return null;
  const { pending, awaited } = scene;
  if (awaited !== null)
    return say(scene, pending, "Thank you. It's not here yet. I'll read it back to you once it is.");
  const asked = pending !== null && 'to' in pending && pending.asksFor === 'consent' ? pending.to : null;
  return asked?.kind === 'email' && !heard.yes ? say(scene, pending, readBack(asked.address)) : null;
}

/** What the address is wanted for: what is being arranged, or was; else an e-mail that is still to be written. */
function wantedFor({ pending, awaited }: Scene): Sending | Acting {
  if (pending?.kind === 'sending' && pending.addressFor !== null) return pending.addressFor;
  if (pending?.kind === 'sending' && pending.medium === 'email') return pending;
  if (pending?.kind === 'acting' && pending.takes === 'email') return pending;
  const email = { medium: 'email', wantsLink: false, content: null, to: null, addressFor: null } as const;
  return awaited ?? { kind: 'sending', asksFor: 'content', ...email };
}

/** Goes on with it; without an address that is asked for. */
function resume(scene: Scene, setting: Setting, wanted: Sending | Acting, to: Destination | null): Move {
  if (to === null) return say(scene, { ...wanted, to, asksFor: 'destination' }, askDestination('email'));
  return wanted.kind === 'acting'
    ? resumeAction(scene, setting, { ...wanted, to })
    : nextStep(scene, setting, { ...wanted, to });
}
