import type { Callback, CallbackNewsOutcome } from './callback.ts';
import { speakMaskedNumber } from './spoken/masked.ts';
import { speakPhoneNumber } from './spoken/phone-number.ts';
import { speakChoices } from './spoken/slot-choices.ts';
import { speakTime } from './spoken/slot-time.ts';

/** What the callback tools tell the model to say: short, for a caller's ears. */

/** `whose`: the number the caller is calling from, the other one on file (said masked), or one they gave. */
export function confirmCall(e164: string, whose: 'own' | 'on-file' | 'given'): string {
  if (whose === 'given') return `Shall we call you back on ${speakPhoneNumber(e164)}?`;
  const digits = (count: number): string => [...e164.slice(-count)].join(' ');
  if (whose === 'own') return `Shall we call you back on the number you're calling from, ending in ${digits(4)}?`;
  return `Shall we call you back on the number we have on file, ending in ${digits(2)}?`;
}

/** When it is, in the line's zone and the caller's. */
export function whenOf(callback: Callback, zone: string, now: number): string {
  const { state, kind, startsAt, callerZone } = callback;
  if (state === 'dialing' || state === 'connected') return 'right now';
  if (kind === 'now') return startsAt > now - 60_000 ? 'in a moment' : 'as soon as we can';
  return `for ${speakTime({ at: startsAt, zone: callback.wall?.zone ?? zone, callerZone, now })}`;
}

export const requestedCall = (phone: string): string =>
  `Someone will call you back on ${speakMaskedNumber(phone)}, a moment after we hang up.`;

/** `told`: by what the confirmation went out; null: nothing did. */
export function bookedCall(phone: string, when: string, told: CallbackNewsOutcome): string {
  return `Your call back is booked for ${when}, on ${speakMaskedNumber(phone)}.${confirmationSent(told)}`;
}

export const movedCall = (when: string, told: CallbackNewsOutcome): string =>
  `Your call back is moved to ${when}.${confirmationSent(told)}`;

export const cancelledCall = (told: CallbackNewsOutcome): string =>
  `Your call back is cancelled: nobody will call.${confirmationSent(told)}`;

function confirmationSent(told: CallbackNewsOutcome): string {
  if (told === null) return '';
  return told === 'sms' ? " I've just texted the confirmation." : " I've just e-mailed the confirmation.";
}

/** `when`: as `whenOf` gives it. */
export const alreadyArranged = (when: string): string =>
  `There is a call back arranged for that number already, ${when}. Shall I move it to another time?`;

/** "I have tomorrow, … at eight or nine A M. Which one suits you?" `times`: epoch ms, in order, at least one. */
export function chooseSlot(times: readonly number[], clocks: Parameters<typeof speakChoices>[1]): string {
  const question = times.length === 1 ? 'Would that suit you?' : 'Which one suits you?';
  return `I have ${speakChoices(times, clocks)}. ${question}`;
}
