import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Callback, Seat } from '../../src/domain/callback.ts';
import type { Store } from '../../src/ports/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { booked, changeTo, minuteMs, newCallback, outcomes, seatOf } from './callback-parts.ts';
import { type SeatStep, seatSteps, takeStep } from './seat-steps.ts';
import { dayMs, id, now, type UnderTest } from './store-parts.ts';

/** Seats: what a booking takes from a line's capacity, never given twice. */
export function seatRules(under: UnderTest): void {
  const both = (index: number): Store => (index % 2 === 0 ? under().store : under().other);
  const numbered = (index: number) => `+1415555${1000 + index}`;
  const span = (from: number, to: number, changes: Partial<Seat> = {}): Seat => ({
    siteId: 'site',
    lineId: 'line',
    startsAt: now + from * minuteMs,
    endsAt: now + to * minuteMs,
    capacity: 1,
    ...changes,
  });
  const hold = (seat: Seat, callId: string, until = now + minuteMs, at = now) =>
    under().store.holdSeat(seat, callId, until, at);
  const taken = async (seat: Seat, callId = '', at = now) =>
    (await under().other.takenSeats(seat, callId, at)).map(({ startsAt, endsAt }) => [
      (startsAt - now) / minuteMs,
      (endsAt - now) / minuteMs,
    ]);

  it('[CBS20] 64 who book a time with two seats at once: two have it', async () => {
    const siteId = id();
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, index) => {
        const callback = newCallback({ siteId, phone: numbered(index) });
        return both(index).bookCallback(changeTo(callback), seatOf(callback, { capacity: 2 }));
      }),
    );
    expect(outcomes(results)).toEqual({ booked: 2, slot_taken: 62 });
    expect(await taken(span(60, 75, { siteId }))).toHaveLength(2);
  });

  it('[CBS20] also on different grids, and with those who move to it', async () => {
    const siteId = id();
    const moving: Callback[] = [];
    for (let index = 0; index < 16; index += 1)
      moving.push(await booked(under().store, { siteId, phone: numbered(100 + index) }));
    const seat = (index: number) => span(60 + (index % 3) * 5, 80 + (index % 3) * 5, { siteId, capacity: 2 });
    const results = await Promise.all([
      ...moving.map((callback, index) => both(index).saveCallback(changeTo(callback), seat(index))),
      ...moving.map((_, index) =>
        both(index).bookCallback(changeTo(newCallback({ siteId, phone: numbered(index) })), seat(index)),
      ),
    ]);
    expect(results.filter(({ outcome }) => outcome === 'slot_taken')).toHaveLength(30);
    expect(await taken(span(0, 120, { siteId }))).toHaveLength(2);
  });

  it('[CBS21] where there is no seat there is no callback and no event', async () => {
    const first = newCallback();
    await under().store.bookCallback(changeTo(first), seatOf(first));
    const second = newCallback({ siteId: first.siteId, phone: numbered(1) });
    expect(await under().other.bookCallback(changeTo(second), seatOf(second))).toEqual({ outcome: 'slot_taken' });
    expect(await under().store.findCallback(second.id)).toBeNull();
    expect(await under().store.callbackEvents(second.id)).toEqual([]);
    expect(await under().store.callbacksOfCall(second.callId)).toEqual([]);
    expect((await under().store.bookCallback(changeTo(second), null)).outcome).toBe('booked');
  });

  it('[CBS22] a live hold of another call keeps its seat, one that ended gives way', async () => {
    const seat = span(60, 75, { siteId: id() });
    const [until, at] = [now + minuteMs, (updatedAt: number) => newCallback({ siteId: seat.siteId, updatedAt })];
    expect(await hold(seat, 'one')).toBe(true);
    expect(await under().other.holdSeat(seat, 'two', until + 9, now)).toBe(false);
    expect(await under().other.bookCallback(changeTo(at(until - 1)), seat)).toEqual({ outcome: 'slot_taken' });
    expect(await hold(seat, 'two', until + 9, until)).toBe(true);
    expect(await hold(seat, 'one', until + 9, until)).toBe(false);
    expect((await under().other.bookCallback(changeTo(at(until + 9)), seat)).outcome).toBe('booked');
    expect(await hold(seat, 'two', now + dayMs, now + 2 * minuteMs)).toBe(false);
  });

  it("[CBS23] the call's own hold becomes the booking", async () => {
    const callback = newCallback();
    const seat = seatOf(callback, { capacity: 2 });
    expect(await hold(seat, callback.callId)).toBe(true);
    expect(await hold(seat, 'another')).toBe(true);
    expect((await under().other.bookCallback(changeTo(callback), seat)).outcome).toBe('booked');
    expect(await taken(seat, callback.callId)).toHaveLength(2);
    expect(await taken(seat, 'another')).toHaveLength(1);
  });

  it('[CBS23] also of a callback that another call asked for', async () => {
    const callback = newCallback();
    const { siteId } = callback;
    await under().store.bookCallback(changeTo(callback), seatOf(callback));
    const seat = span(90, 105, { siteId });
    expect(await hold(seat, 'later call')).toBe(true);
    const moved = changeTo({ ...callback, startsAt: seat.startsAt });
    expect((await under().store.saveCallback(moved, seat)).outcome).toBe('slot_taken');
    expect((await under().store.saveCallback(moved, seat, 'later call')).outcome).toBe('saved');
    expect(await taken(span(0, 200, { siteId }))).toEqual([[90, 105]]);
  });

  it('[CBS24] whatever overlaps counts, on the same grid or another', async () => {
    const siteId = id();
    const callback = newCallback({ siteId });
    await under().store.bookCallback(changeTo(callback), span(60, 75, { siteId }));
    for (const [from, to] of [
      [60, 75],
      [50, 61],
      [74, 90],
      [65, 70],
      [0, 120],
    ] as const)
      expect([from, await hold(span(from, to, { siteId }), 'call')]).toEqual([from, false]);
    const free = [
      span(45, 60, { siteId }),
      span(75, 90, { siteId }),
      span(60, 75, { siteId, lineId: 'other' }),
      span(60, 75, { siteId: id() }),
      // One more seat than what overlaps, however many adjoin.
      span(70, 80, { siteId, capacity: 3 }),
    ];
    for (const [index, seat] of free.entries()) expect([index, await hold(seat, `${index}`)]).toEqual([index, true]);
  });

  it('[CBS24] a time that overlaps two others needs a third seat', async () => {
    const siteId = id();
    expect(await hold(span(60, 75, { siteId, capacity: 2 }), 'one')).toBe(true);
    expect(await hold(span(75, 90, { siteId, capacity: 2 }), 'two')).toBe(true);
    expect(await hold(span(70, 80, { siteId, capacity: 2 }), 'three')).toBe(false);
    expect(await hold(span(70, 80, { siteId, capacity: 3 }), 'three')).toBe(true);
  });

  it('[CBS25] taken are booked seats and live holds of other calls', async () => {
    const siteId = id();
    const callback = newCallback({ siteId });
    await under().store.bookCallback(changeTo(callback), span(60, 75, { siteId }));
    expect(await hold(span(90, 105, { siteId }), 'mine')).toBe(true);
    expect(await hold(span(120, 135, { siteId }), 'other')).toBe(true);
    const all = span(0, 200, { siteId });
    expect(await taken(all)).toEqual([
      [60, 75],
      [90, 105],
      [120, 135],
    ]);
    expect(await taken(all, 'mine')).toEqual([
      [60, 75],
      [120, 135],
    ]);
    expect(await taken(all, 'mine', now + minuteMs)).toEqual([[60, 75]]);
    expect(await taken(all, callback.callId, now + minuteMs)).toEqual([[60, 75]]);
    expect(await taken(span(75, 90, { siteId }))).toEqual([]);
    expect(await taken(span(74, 91, { siteId }))).toHaveLength(2);
    expect(await taken(span(0, 200, { siteId, lineId: 'other' }))).toEqual([]);
  });

  it('[CBS26] a callback that moves gives its seat up and takes the new one at once', async () => {
    const siteId = id();
    const [first, second] = [newCallback({ siteId }), newCallback({ siteId, phone: numbered(1) })];
    await under().store.bookCallback(changeTo(first), span(60, 75, { siteId }));
    await under().store.bookCallback(changeTo(second), span(90, 105, { siteId }));
    const all = span(0, 200, { siteId });
    const moved = changeTo({ ...first, startsAt: now + 95 * minuteMs });
    expect(await under().other.saveCallback(moved, span(95, 110, { siteId }))).toEqual({ outcome: 'slot_taken' });
    expect(await under().store.findCallback(first.id)).toEqual(first);
    expect(await under().store.callbackEvents(first.id)).toHaveLength(1);
    expect(await taken(all)).toEqual([
      [60, 75],
      [90, 105],
    ]);
    // Its own seat is not in its way.
    expect((await under().other.saveCallback(moved, span(70, 85, { siteId }))).outcome).toBe('saved');
    expect(await taken(all)).toEqual([
      [70, 85],
      [90, 105],
    ]);
    await under().store.saveCallback(changeTo({ ...first, version: 2, note: 'kept' }));
    expect(await taken(all)).toHaveLength(2);
    expect((await under().store.saveCallback(changeTo({ ...first, version: 3 }), 'free')).outcome).toBe('saved');
    expect(await taken(all)).toEqual([[90, 105]]);
  });

  it('[CBS27] 64 calls that hold a time with two seats at once: two hold it', async () => {
    const seat = span(60, 75, { siteId: id(), capacity: 2 });
    const held = await Promise.all(
      Array.from({ length: 64 }, (_, index) => both(index).holdSeat(seat, `${index}`, now + minuteMs, now)),
    );
    expect(held.filter(Boolean)).toHaveLength(2);
    expect(await taken(seat)).toHaveLength(2);
  });

  it('[CBS27] a hold that is repeated is one hold, with the later end; those of other times stay', async () => {
    const seat = span(60, 75, { siteId: id(), capacity: 2 });
    const next = { ...seat, startsAt: seat.endsAt, endsAt: seat.endsAt + 15 * minuteMs };
    expect(await hold(next, 'one', now + 9 * minuteMs)).toBe(true);
    for (const until of [1, 2, 3]) expect(await hold(seat, 'one', now + until * minuteMs)).toBe(true);
    expect(await taken(seat)).toHaveLength(1);
    expect(await taken(seat, '', now + 3 * minuteMs - 1)).toHaveLength(1);
    expect(await taken(seat, '', now + 3 * minuteMs)).toHaveLength(0);
    expect(await taken(next)).toHaveLength(1);
  });

  it('[CBS28] any sequence has the outcome it has in the model, and no seat is given twice', async () => {
    const run = async (steps: readonly SeatStep[]): Promise<void> => {
      const [model, siteId] = [new MemoryStore(), id()];
      const callbacks: Callback[] = [];
      for (const step of steps) {
        const expected = await takeStep(model, siteId, step, [...callbacks]);
        const actual = await takeStep(under().store, siteId, step, callbacks, expected.callback);
        expect([step, actual.said]).toEqual([step, expected.said]);
      }
      for (let at = 0; at < 60; at += 5)
        expect(await taken(span(at, at + 5, { siteId }), '', now + dayMs).then((seats) => seats.length)).toBeLessThan(
          4,
        );
    };
    await fc.assert(fc.asyncProperty(seatSteps, run), { seed: 20_261_124, numRuns: 30 });
  });

  it('[CBS30] a day after its end a hold is forgotten, and not before; a booking stays', async () => {
    const siteId = id();
    const callback = newCallback({ siteId, startsAt: now + 90 * minuteMs });
    await under().store.bookCallback(changeTo(callback), seatOf(callback));
    await hold(span(60, 75, { siteId }), 'call', now + 1000);
    const all = span(0, 200, { siteId });
    await under().other.purgeExpired(now + 1000 + dayMs);
    expect(await taken(all)).toHaveLength(2);
    await under().other.purgeExpired(now + 1001 + dayMs);
    expect(await taken(all)).toEqual([[90, 105]]);
  });
}
