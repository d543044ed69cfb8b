import type { Callback, CallbackActor, CallbackChange } from './callback.ts';

/** Another time for it; one that had ended is open again, with all its tries. `next.nextAt` is set by `whenNext`. */
export interface NewTime {
  readonly startsAt: number;
  readonly wall: NonNullable<Callback['wall']>;
  readonly durationMinutes: number;
}

export function moveCallback(callback: Callback, time: NewTime, actor: CallbackActor, now: number): CallbackChange {
  const next: Callback = {
    ...callback,
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
