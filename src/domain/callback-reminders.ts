import type { Callback } from './callback.ts';
import type { CallingLine } from './callback-line.ts';
import { quietUntil } from './quiet-hours.ts';

/*
 * A reminder of m minutes goes out at the start less m, and only if it makes sense:
 *   - not for what was booked shortly before: a day or more ahead m + 2 h are needed, else twice m;
 *   - not at night where the customer is: then when the night ends, if it still comes in the first half of its m and
 *     before the next reminder;
 *   - not more than 30 minutes late, and not when a nearer one is due as well.
 * What was passed over is kept like what went out, so that it is decided once.
 */

const minute = 60_000;
const dayMinutes = 1440;
const latestMs = 30 * minute;

interface Reminder {
  readonly minutesBefore: number;
  /** Epoch ms. */
  readonly at: number;
}

export type ReminderDue =
  /** `done`: what is settled with it. */
  | { readonly kind: 'remind'; readonly minutesBefore: number; readonly done: readonly number[] }
  | { readonly kind: 'pass'; readonly done: readonly number[] }
  | { readonly kind: 'wait'; readonly until: number };

/** Those still to come, the earliest first. `bookedAt`: when the time it has was agreed. */
export function remindersOf(inForce: CallingLine, callback: Callback, bookedAt: number): readonly Reminder[] {
  const sensible = inForce.line.callbacks.reminder_minutes_before
    .filter((minutes) => callback.startsAt - bookedAt >= leastNotice(minutes) * minute)
    .toSorted((a, b) => b - a);
  return sensible.flatMap((minutesBefore, index) => {
    if (callback.reminded.includes(minutesBefore)) return [];
    const at = timeOf(inForce, callback, minutesBefore, sensible[index + 1] ?? 0);
    return at === null ? [] : [{ minutesBefore, at }];
  });
}

const leastNotice = (minutes: number): number => (minutes >= dayMinutes ? minutes + 120 : 2 * minutes);

function timeOf(inForce: CallingLine, callback: Callback, minutes: number, next: number): number | null {
  const wanted = callback.startsAt - minutes * minute;
  const at = quietForTexts(inForce, callback, wanted) ?? wanted;
  const latest = callback.startsAt - Math.max(minutes / 2, next) * minute;
  return at === wanted || at <= latest ? at : null;
}

/** When it is to be looked at next: its next reminder, or its start. */
export function whenNext(inForce: CallingLine | null, callback: Callback, bookedAt: number): number {
  const reminders = inForce === null ? [] : remindersOf(inForce, callback, bookedAt);
  return Math.min(callback.startsAt, ...reminders.map(({ at }) => at));
}

/** What to do about the reminders at this moment; null: none is due. */
export function dueReminder(
  inForce: CallingLine,
  callback: Callback,
  bookedAt: number,
  now: number,
): ReminderDue | null {
  const due = remindersOf(inForce, callback, bookedAt).filter(({ at }) => at <= now);
  const nearest = due.at(-1);
  if (nearest === undefined) return null;
  const done = due.map(({ minutesBefore }) => minutesBefore);
  if (now - nearest.at > latestMs) return { kind: 'pass', done };
  const quiet = quietForTexts(inForce, callback, now);
  if (quiet === null) return { kind: 'remind', minutesBefore: nearest.minutesBefore, done };
  const putOff = quiet - nearest.at <= latestMs && quiet < callback.startsAt;
  return putOff ? { kind: 'wait', until: quiet } : { kind: 'pass', done };
}

/** Until when a text to the customer has to wait. */
const quietForTexts = ({ line }: CallingLine, { phone, callerZone }: Callback, at: number): number | null =>
  quietUntil({ at, number: phone, zone: callerZone, ...line.quiet_hours });
