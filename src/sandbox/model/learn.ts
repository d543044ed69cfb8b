import { awaitAddress, formOffered, offersForm } from './address-form.ts';
import { slotsIn, withSlots } from './calling-back.ts';
import { offersMove } from './changing-callback.ts';
import { asText, type JsonObject } from './dialogue.ts';
import { anythingElse, greetIn, offerWhatThereIs } from './phrase.ts';
import { type Move, type Pending, type Scene, type Setting, say } from './scene.ts';
import { offerOtherMedium } from './sending.ts';

/** A tool came back. */
export function learn(
  scene: Scene,
  setting: Setting,
  call: { readonly name: string; readonly values: JsonObject },
  result: JsonObject,
): Move {
  const spoken = asText(result.say);
  if (offersForm(setting, result)) return formOffered(scene, spoken);
  switch (result.status) {
    case 'needs_confirmation':
      if (offersPerson.test(spoken)) return say(scene, { kind: 'offering', what: 'agent' }, spoken);
      return say(scene, askAgain(scene.pending, 'consent'), spoken || 'Is that right?');
    case 'refused':
    case 'failed':
      return recover(scene, setting, call.name, result, spoken);
    default:
      return proceed(scene, call, result, spoken);
  }
}

/** Instead of what was to be confirmed. */
const offersPerson = /\bconnect you with a person\b[^?]*\?/i;
const looksForSlots = /\bbook a time instead\b[^?]*\?/i;
const badDestination = ['bad_number', 'bad_address', 'number_not_allowed'];

/** A wrong number can be replaced; everything else is told, with what there is instead. */
function recover(scene: Scene, setting: Setting, name: string, result: JsonObject, spoken: string): Move {
  const told = spoken || "I'm sorry, that did not work.";
  const { pending } = scene;
  if (slotsIn(result).length > 0) return offerSlots(scene, result, told);
  if (result.code === 'already_booked') return offersMove(scene, asText(result.callback), told);
  if (looksForSlots.test(told)) return say(scene, { kind: 'offering', what: 'slots' }, told);
  if (result.code === 'previous_failed') return say(scene, null, withQuestion(told, anythingElse));
  if (badDestination.includes(asText(result.code)) && pending !== null && 'to' in pending && hasDestination(pending)) {
    return say(
      scene,
      askAgain({ ...pending, to: null }, 'destination'),
      withQuestion(told, 'Which one should I use instead?'),
    );
  }
  const other =
    pending?.kind === 'sending' && pending.addressFor === null ? offerOtherMedium(scene, setting, pending) : null;
  if (other !== null) return { ...other, answer: { text: `${told} ${other.answer.text}` } };
  const offer = offerWhatThereIs(
    setting.tools.filter((tool) => !sameMedium(tool.name, name)),
    name,
  );
  const agent = setting.tools.some((tool) => tool.name === 'transfer_to_agent') && name !== 'transfer_to_agent';
  return say(scene, { kind: 'offering', what: agent ? 'agent' : 'callback' }, withQuestion(told, offer));
}

function proceed(scene: Scene, call: { name: string; values: JsonObject }, result: JsonObject, spoken: string): Move {
  if (call.name === 'switch_language') return say(scene, scene.pending, greetIn(asText(call.values.language)));
  if (call.name === 'find_callback_slots') return offerSlots(scene, result, spoken);
  const { pending } = scene;
  const isDone = pending === null || pending.kind === 'offering' || pending.asksFor === 'result';
  if (isDone && pending?.kind === 'sending' && pending.addressFor !== null) return awaitAddress(scene, spoken);
  const awaited = isDone && takesAddress(pending) ? null : scene.awaited;
  const callback = callbackAfter(scene, call, result);
  return say(
    { ...scene, awaited, callback },
    isDone ? null : pending,
    withQuestion(spoken || 'That is done.', anythingElse),
  );
}

/** It had its address: none is waited for any more. */
const takesAddress = (pending: Pending | null): boolean =>
  (pending?.kind === 'sending' && pending.medium === 'email') ||
  (pending?.kind === 'acting' && pending.takes === 'email');

/** Which one the caller has from now on. */
function callbackAfter(scene: Scene, call: { name: string; values: JsonObject }, result: JsonObject): string | null {
  if (call.name === 'change_callback' && (call.values.slot ?? null) === null) return null;
  return asText(result.callback) || scene.callback;
}

function offerSlots(scene: Scene, result: JsonObject, spoken: string): Move {
  const slots = slotsIn(result);
  const listed =
    slots.length === 0 ? 'There is no free time.' : `I have ${slots.map((slot) => slot.label).join(', ')}.`;
  const question = slots.length === 0 ? anythingElse : 'Which of these suits you?';
  return say(scene, withSlots(scene, slots, asText(result.day) || null), withQuestion(spoken || listed, question));
}

const hasDestination = (pending: Exclude<Pending, { kind: 'offering' }>): boolean =>
  pending.kind !== 'acting' || pending.takes !== null;

function askAgain(pending: Pending | null, asksFor: 'consent' | 'destination'): Pending | null {
  if (pending === null || pending.kind === 'offering') return pending;
  return pending.kind === 'acting' && pending.takes === null
    ? { ...pending, asksFor: 'consent' }
    : { ...pending, asksFor };
}

/** One question at the end is enough. */
const withQuestion = (told: string, question: string): string =>
  /\?\s*$/.test(told) ? told : `${/[.!?]\s*$/.test(told) ? told.trim() : `${told.trim()}.`} ${question}`;

const sameMedium = (a: string, b: string): boolean => a.replace('_link', '') === b.replace('_link', '');
