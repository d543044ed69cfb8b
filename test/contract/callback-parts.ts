import type { Callback, CallbackChange, CallbackEvent, Seat } from '../../src/domain/callback.ts';
import type { BookedCallback, SavedCallback } from '../../src/ports/callback-store.ts';
import type { Store } from '../../src/ports/store.ts';
import { id, now } from './store-parts.ts';

export const minuteMs = 60_000;

/** A callback of its own call, number and site. */
export function newCallback(changes: Partial<Callback> = {}): Callback {
  return {
    id: id(),
    siteId: id(),
    lineId: 'line',
    callId: id(),
    toolCallId: id(),
    kind: 'scheduled',
    phone: '+14155550123',
    email: null,
    callerName: null,
    reason: 'An invoice',
    language: 'en-US',
    callerZone: null,
    state: 'scheduled',
    startsAt: now + 60 * minuteMs,
    wall: { local: '2026-11-24T13:00', zone: 'America/New_York' },
    durationMinutes: 15,
    sequence: 0,
    confirmedAt: null,
    reminded: [],
    attempts: [],
    note: null,
    nextAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}

export function newEvent(changes: Partial<CallbackEvent> = {}): CallbackEvent {
  return { type: 'scheduled', actor: 'caller', at: now, detail: {}, ...changes };
}

export const changeTo = (next: Callback, event: Partial<CallbackEvent> = {}): CallbackChange => ({
  next,
  event: newEvent(event),
});

/** The seat of its time. */
export const seatOf = ({ siteId, lineId, startsAt }: Callback, changes: Partial<Seat> = {}): Seat => ({
  siteId,
  lineId,
  startsAt,
  endsAt: startsAt + 15 * minuteMs,
  capacity: 1,
  ...changes,
});

/** Books it, with a seat where there is one. */
export async function booked(store: Store, changes: Partial<Callback> = {}, seat: Seat | null = null) {
  const callback = newCallback(changes);
  const { outcome } = await store.bookCallback(changeTo(callback), seat);
  if (outcome !== 'booked') throw new Error(outcome);
  return callback;
}

export const outcomes = (results: readonly (BookedCallback | SavedCallback)[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(results, ({ outcome }) => outcome)].map(([outcome, group]) => [outcome, group.length]),
  );
