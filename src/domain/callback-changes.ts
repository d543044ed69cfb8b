import type { Callback, CallbackActor, CallbackChange } from './callback.ts';
import { localAt } from './local-time.ts';

/** Another time for it; one that had ended is open again, with all its tries. `next.nextAt` is set by `whenNext`. */
export interface NewTime {
  readonly startsAt: number;
  readonly wall: NonNullable<Callback['wall']>;
  readonly durationMinutes: number;
}

export function moveCallback(callback: Callback, time: NewTime, actor: CallbackActor, now: number): CallbackChange {
  const { anyHour: _, ...kept } = callback;
  const next: Callback = {
    ...kept,
    ...time,
    kind: 'scheduled',
    state: 'scheduled',
    sequence: callback.sequence + 1,
    confirmedAt: null,
    reminded: [],
    attempts: callback.attempts,
    note: null,
    nextAt: now,
    updatedAt: now,
  };
  const detail = { from: callback.startsAt, to: time.startsAt };
  return { next, event: { type: 'rescheduled', actor, at: now, detail } };
}

/**
 * It is due at once, with all its tries; one that had ended is open again. Quiet hours at the customer's still hold, and
 * the agents' hours unless `anyHour`.
 */
export function callNow(callback: Callback, anyHour: boolean, now: number): CallbackChange {
  const { anyHour: _, ...kept } = callback;
  const { wall, startsAt } = callback;
  const next: Callback = {
    ...kept,
    ...(anyHour && { anyHour }),
    state: 'due',
    startsAt: now,
    wall: wall === null ? null : { ...wall, local: localAt(now, wall.zone) },
    sequence: callback.sequence + 1,
    note: null,
    nextAt: now,
    updatedAt: now,
  };
  const detail = { from: startsAt, any_hour: anyHour };
  return { next, event: { type: 'due', actor: 'operator', at: now, detail } };
}

/** A call of it that is under way is ended by whoever looks at it next. */
export function cancelCallback(callback: Callback, actor: CallbackActor, now: number): CallbackChange {
  const next: Callback = {
    ...callback,
    state: 'cancelled',
    sequence: callback.sequence + 1,
    nextAt: callback.attempts.some(({ state }) => state !== 'ended') ? now : null,
    updatedAt: now,
  };
  return { next, event: { type: 'cancelled', actor, at: now, detail: {} } };
}

export function confirmCallback(callback: Callback, actor: CallbackActor, now: number): CallbackChange {
  return {
    next: { ...callback, confirmedAt: now, updatedAt: now },
    event: { type: 'confirmed', actor, at: now, detail: {} },
  };
}
