import { type ResolveLocal, realignedStart } from './agreed-time.ts';
import type { Callback, CallbackChange, Seat } from './callback.ts';
import type { CallingLine } from './callback-line.ts';
import { instantsOfLocal } from './local-time.ts';

/**
 * The zone's rules have changed since it was booked: the time on the wall is what was agreed, so the moment moves. Null:
 * nothing has changed. `resolve`: by which rules.
 */
export function realignCallback(
  callback: Callback,
  now: number,
  resolve: ResolveLocal = instantsOfLocal,
): CallbackChange | null {
  if (callback.wall === null || callback.state !== 'scheduled') return null;
  const startsAt = realignedStart(callback.wall, callback.startsAt, resolve);
  if (startsAt === callback.startsAt) return null;
  const detail = { reason: 'zone', from: callback.startsAt, to: startsAt };
  return {
    next: { ...callback, startsAt, nextAt: now, updatedAt: now },
    event: { type: 'rescheduled', actor: 'system', at: now, detail },
  };
}

/** What a booking takes of the line's capacity; null where the line has no slots any more. */
export function seatOf({ line }: CallingLine, callback: Callback): Seat | null {
  const { slots } = line.callbacks;
  if (slots === undefined) return null;
  const { siteId, lineId, startsAt, durationMinutes } = callback;
  const endsAt = startsAt + (durationMinutes + slots.buffer_minutes) * 60_000;
  return { siteId, lineId, startsAt, endsAt, capacity: slots.capacity };
}
