import type { Callback, CallbackAttempt, CallbackEvent, CallbackNews } from './callback.ts';
import { isWanted, openAttempt } from './callback-attempts.ts';
import { earliestOf } from './callback-line.ts';
import { nextTry } from './callback-next-try.ts';
import { dueReminder, whenNext } from './callback-reminders.ts';
import type { CallbackDecision, CallbackSituation } from './callback-situation.ts';

/*
 * What a callback needs at a moment, from what is known of it alone. Nothing here waits, dials or saves: whoever holds the
 * callback (by its version) does what is decided, saves it and asks again.
 *
 * One attempt at a time: while an attempt is open nothing but that attempt is looked after. It is written as `placing`
 * before the carrier is asked, so whoever finds one left by a killed process looks for its call at the carrier before
 * anything else. Webhooks only tell how far an attempt got or what it came to; what follows is decided here, in one place.
 *
 * A try is a round. Agent first, a round rings the open agents in the order of the site file, one after the other, until
 * one accepts; it ends with that, or when nobody is left. Customer first, a round is one call to the customer. Rounds
 * follow `retry_minutes` apart, up to `attempts` of them.
 *
 * Time. `earliest` is the agreed start; of a callback now, the moment the caller has had `delay_seconds` to hang up in.
 * The first try begins by earliest + late_minutes, any other by earliest + late_minutes + attempts × retry_minutes: as if
 * the first were as late as it may be. Within that a try waits for the end of the customer's quiet hours and for an agent
 * within their hours; when neither comes in time the promise is given up there and then, and the customer is told.
 *
 * What is told: `not_reached` from the first time the customer did not answer, `apology` when the end comes without their
 * phone having rung. Both are keyed where they are sent, so announcing comes before saving and may come twice.
 */

export function decide(situation: CallbackSituation): CallbackDecision {
  const attempt = openAttempt(situation.callback);
  if (attempt !== null) return lookAfter(situation.callback, attempt);
  switch (situation.callback.state) {
    case 'requested':
      return whenAsked(situation);
    case 'scheduled':
      return whenBooked(situation);
    case 'due':
    case 'dialing':
    case 'connected':
    case 'retry_wait':
      return nextTry(situation);
    default:
      return waiting(situation, null, 'over');
  }
}

function lookAfter(callback: Callback, attempt: CallbackAttempt): CallbackDecision {
  if (attempt.state === 'placing') return { kind: 'look-up', attempt };
  return { kind: isWanted(callback) || attempt.state === 'connected' ? 'check' : 'hang-up', attempt };
}

/** The lease is no longer than the least delay: whoever looks when it ends is in time. */
function whenAsked(situation: CallbackSituation): CallbackDecision {
  const { callback, inForce, callEndedAt, now } = situation;
  if (callEndedAt === null) return { kind: 'leave' };
  const earliest = inForce === null ? now : earliestOf(inForce, callback, callEndedAt);
  return now < earliest ? waiting(situation, earliest, 'caller hangs up') : due(situation);
}

function whenBooked(situation: CallbackSituation): CallbackDecision {
  const { callback, inForce, bookedAt, now } = situation;
  if (now >= callback.startsAt) return due(situation);
  const reminder = inForce === null ? null : dueReminder(inForce, callback, bookedAt, now);
  if (reminder === null) return waiting(situation, whenNext(inForce, callback, bookedAt), 'start or reminder');
  if (reminder.kind === 'wait') return waiting(situation, reminder.until, 'quiet hours');
  const next: Callback = { ...callback, reminded: [...callback.reminded, ...reminder.done], updatedAt: now };
  const change = { ...next, nextAt: whenNext(inForce, next, bookedAt) };
  if (reminder.kind === 'pass')
    return save(change, event('waiting', now, { passed_over: reminder.done.join(' ') }), null);
  const { minutesBefore } = reminder;
  return save(change, event('reminded', now, { minutes_before: minutesBefore }), { kind: 'reminder', minutesBefore });
}

function due({ callback, now }: CallbackSituation): CallbackDecision {
  return save({ ...callback, state: 'due', nextAt: now, updatedAt: now }, event('due', now, {}), null);
}

function waiting({ callback, now }: CallbackSituation, until: number | null, reason: string): CallbackDecision {
  return save({ ...callback, nextAt: until, updatedAt: now }, event('waiting', now, { reason, until }), null);
}

const save = (next: Callback, told: CallbackEvent, announce: CallbackNews | null): CallbackDecision => ({
  kind: 'save',
  change: { next, event: told },
  announce,
});

const event = (type: CallbackEvent['type'], at: number, detail: CallbackEvent['detail']): CallbackEvent => ({
  type,
  actor: 'system',
  at,
  detail,
});
