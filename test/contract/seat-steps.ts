import fc from 'fast-check';
import type { Callback, Seat } from '../../src/domain/callback.ts';
import type { Store } from '../../src/ports/store.ts';
import { changeTo, minuteMs, newCallback } from './callback-parts.ts';
import { now } from './store-parts.ts';

/** Something that is done with the seats of one line. Times are minutes, on a grid of five. */
export interface SeatStep {
  readonly kind: 'hold' | 'book' | 'move' | 'end' | 'look';
  readonly call: string;
  readonly phone: string;
  readonly from: number;
  readonly length: number;
  readonly capacity: number;
  readonly at: number;
  /** Which of the callbacks so far. */
  readonly which: number;
  readonly seated: boolean;
}

export const seatSteps: fc.Arbitrary<readonly SeatStep[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('hold', 'hold', 'book', 'book', 'move', 'end', 'look'),
    call: fc.constantFrom('a', 'b', 'c'),
    phone: fc.constantFrom('+14155550121', '+14155550122', '+14155550123', '+14155550124'),
    from: fc.nat(9).map((step) => step * 5),
    length: fc.constantFrom(5, 10, 15, 30),
    capacity: fc.integer({ min: 1, max: 3 }),
    at: fc.nat(20),
    which: fc.nat(20),
    seated: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 5, maxLength: 40 },
);

export interface StepTaken {
  readonly said: unknown;
  /** The callback that was to be booked: for the other store to book the same. */
  readonly callback?: Callback;
}

/** Takes the step and keeps the callbacks up to date. */
export async function takeStep(
  store: Store,
  siteId: string,
  step: SeatStep,
  callbacks: Callback[],
  same?: Callback,
): Promise<StepTaken> {
  const at = now + step.at * minuteMs;
  const seat = seatFor(step, siteId);
  if (step.kind === 'hold') return { said: await store.holdSeat(seat, step.call, at + 5 * minuteMs, at) };
  if (step.kind === 'look') return { said: await looked(store, seat, step.call, at) };
  if (step.kind === 'book') {
    const callback =
      same ?? newCallback({ siteId, callId: step.call, phone: step.phone, startsAt: seat.startsAt, updatedAt: at });
    const { outcome } = await store.bookCallback(changeTo(callback), step.seated ? seat : null);
    if (outcome === 'booked') callbacks.push(callback);
    return { said: outcome, callback };
  }
  const index = callbacks.length === 0 ? -1 : step.which % callbacks.length;
  const callback = callbacks[index];
  if (callback === undefined) return { said: null };
  const result =
    step.kind === 'end'
      ? await store.saveCallback(changeTo({ ...callback, state: 'cancelled', updatedAt: at }), 'free')
      : await store.saveCallback(changeTo({ ...callback, state: 'scheduled', updatedAt: at }), seat, step.call);
  if (result.outcome === 'saved') callbacks[index] = result.callback;
  return { said: result };
}

const seatFor = (step: SeatStep, siteId: string): Seat => ({
  siteId,
  lineId: 'line',
  startsAt: now + step.from * minuteMs,
  endsAt: now + (step.from + step.length) * minuteMs,
  capacity: step.capacity,
});

async function looked(store: Store, seat: Seat, callId: string, at: number): Promise<readonly string[]> {
  const taken = await store.takenSeats(seat, callId, at);
  return taken.map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`).toSorted();
}
