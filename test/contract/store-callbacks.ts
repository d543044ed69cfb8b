import { expect, it } from 'vitest';
import type { Callback, CallbackAttempt, CallbackState } from '../../src/domain/callback.ts';
import { booked, changeTo, minuteMs, newCallback, newEvent, outcomes, seatOf } from './callback-parts.ts';
import { id, now, type UnderTest } from './store-parts.ts';

const attempt: CallbackAttempt = {
  number: 1,
  round: 1,
  first: 'agent',
  targetId: 'desk',
  to: 'sip:desk@example.com',
  from: '+14155550100',
  state: 'placing',
  callSid: null,
  outcome: null,
  startedAt: now,
  endedAt: null,
};
const ended: readonly CallbackState[] = ['completed', 'missed', 'expired', 'exhausted', 'cancelled', 'blocked'];
const open: readonly CallbackState[] = ['requested', 'scheduled', 'due', 'dialing', 'connected', 'retry_wait'];

/** Callbacks: one per tool call, one open per number and line, changed by whoever has the current version. */
export function callbackRules(under: UnderTest): void {
  const book = (callback: Callback) => under().store.bookCallback(changeTo(callback), null);
  const save = (next: Callback) => under().store.saveCallback(changeTo(next));
  /** Nothing is due: what other rules left behind is never looked at again. */
  const nothingDue = async (): Promise<void> => {
    for (const left of await under().store.claimCallbacks(now + 1e12, 1, 10_000)) await save({ ...left, nextAt: null });
  };
  const both = (index: number) => (index % 2 === 0 ? under().store : under().other);

  it('[CBS1] a tool call has one callback, however often it is booked', async () => {
    const first = await booked(under().store);
    await save({ ...first, state: 'cancelled' });
    const again = newCallback({ callId: first.callId, toolCallId: first.toolCallId, siteId: first.siteId });
    expect(await under().other.bookCallback(changeTo(again), seatOf(again))).toEqual({
      outcome: 'duplicate',
      callback: { ...first, state: 'cancelled', version: 2 },
    });
    expect(await under().store.findCallback(again.id)).toBeNull();
    expect((await book(newCallback({ callId: first.callId, siteId: first.siteId }))).outcome).toBe('booked');
  });

  it('[CBS1] also at once', async () => {
    const same = { callId: id(), toolCallId: id(), siteId: id() };
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, index) => both(index).bookCallback(changeTo(newCallback(same)), null)),
    );
    expect(outcomes(results)).toEqual({ booked: 1, duplicate: 15 });
    const ids = results.flatMap((result) => ('callback' in result ? [result.callback.id] : []));
    expect(new Set(ids).size).toBe(1);
  });

  it('[CBS2] a number has one open callback on a line', async () => {
    const first = await booked(under().store);
    const { siteId } = first;
    expect(await under().other.bookCallback(changeTo(newCallback({ siteId })), null)).toEqual({
      outcome: 'open',
      callback: first,
    });
    const others = [{ siteId, lineId: 'other' }, { siteId, phone: '+14155550124' }, {}];
    for (const other of others) expect((await book(newCallback(other))).outcome).toBe('booked');
    expect(await under().store.openCallback(siteId, 'line', first.phone)).toEqual(first);
    expect(await under().store.openCallback(siteId, 'line', '+14155550199')).toBeNull();
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        both(index).bookCallback(changeTo(newCallback({ siteId, phone: '+14155550125' })), null),
      ),
    );
    expect(outcomes(results)).toEqual({ booked: 1, open: 15 });
  });

  it.each([...open.map((state) => [state, 'open'] as const), ...ended.map((state) => [state, 'booked'] as const)])(
    '[CBS2] one that is %s leaves another %s',
    async (state, outcome) => {
      const first = await booked(under().store);
      await save({ ...first, state });
      expect((await book(newCallback({ siteId: first.siteId }))).outcome).toBe(outcome);
    },
  );

  it('[CBS3] a callback and its events come back as they were written', async () => {
    const full = newCallback({
      email: 'dana@example.com',
      callerName: 'Dana "D" O\'Neil; $1 %s \\ é 😀',
      callerZone: 'Europe/Berlin',
      confirmedAt: now + 1,
      reminded: [1440, 60],
      attempts: [attempt, { ...attempt, number: 2, state: 'ended', outcome: 'machine', callSid: 'CA1', endedAt: now }],
      note: 'waits',
      nextAt: now + 365 * 86_400_000,
      version: 7,
    });
    const empty = newCallback({ kind: 'now', state: 'requested', wall: null, reason: '' });
    const event = newEvent({ detail: { a: 1, b: null, c: true, d: 'x', from: now } });
    for (const callback of [full, empty]) {
      expect(await under().store.bookCallback({ next: callback, event }, null)).toEqual({
        outcome: 'booked',
        callback,
      });
      expect(await under().other.findCallback(callback.id)).toEqual(callback);
    }
    const later = newEvent({ type: 'attempt', actor: 'system', at: now + 1, detail: { outcome: null } });
    const next = { ...full, attempts: [], note: null, nextAt: null, phone: '+14155550129', updatedAt: now + 1 };
    expect(await under().store.saveCallback({ next, event: later })).toEqual({
      outcome: 'saved',
      callback: { ...next, version: 8 },
    });
    expect(await under().other.findCallback(full.id)).toEqual({ ...next, version: 8 });
    expect(await under().other.callbackEvents(full.id)).toEqual([event, later]);
    expect(await under().other.callbackEvents(id())).toEqual([]);
    expect(await under().other.findCallback(id())).toBeNull();
  });

  it('[CBS3] what its writer does to it later changes nothing', async () => {
    const attempts = [{ ...attempt }];
    const detail: Record<string, string> = { a: 'x' };
    const callback = newCallback({ attempts });
    await under().store.bookCallback({ next: callback, event: newEvent({ detail }) }, null);
    attempts.push(attempt);
    detail.a = 'y';
    expect((await under().store.findCallback(callback.id))?.attempts).toEqual([attempt]);
    expect((await under().store.callbackEvents(callback.id))[0]?.detail).toEqual({ a: 'x' });
  });

  it('[CBS4] what cannot be stored as it is is stored without it', async () => {
    const text = 'a\0b\ud800c';
    const clean = 'ab\ufffdc';
    const callback = await booked(under().store, {
      reason: text,
      callerName: text,
      email: text,
      note: text,
      phone: `+1415555${text}`,
      attempts: [{ ...attempt, targetId: text }],
    });
    expect(await under().store.findCallback(callback.id)).toMatchObject({
      ...{ reason: clean, callerName: clean, email: clean, note: clean, phone: `+1415555${clean}` },
      attempts: [{ targetId: clean }],
    });
    await under().store.saveCallback({ next: callback, event: newEvent({ detail: { said: text } }) });
    expect((await under().store.callbackEvents(callback.id))[1]?.detail).toEqual({ said: clean });
    expect(await under().store.findCallback(text)).toBeNull();
    expect(await under().store.openCallbacksOf([text, id()], text)).toEqual([]);
    expect(await under().store.takenSeats(seatOf(newCallback({ siteId: text })), text, now)).toEqual([]);
  });

  it('[CBS5] who has read an older version writes nothing', async () => {
    const read = await booked(under().store);
    await save({ ...read, note: 'first' });
    const seat = seatOf(read);
    for (const stale of [read, { ...read, version: 9 }, newCallback()])
      expect(await under().other.saveCallback(changeTo({ ...stale, note: 'late' }), seat)).toEqual({
        outcome: 'stale',
      });
    expect(await under().store.findCallback(read.id)).toMatchObject({ note: 'first', version: 2 });
    expect(await under().store.callbackEvents(read.id)).toHaveLength(2);
    expect(await under().store.takenSeats(seat, '', now)).toEqual([]);
  });

  it.each(['without a seat', 'with one'])(
    '[CBS6] of many who save the same version at once one does, %s',
    async (how) => {
      let current = await booked(under().store);
      const seat = how === 'with one' ? seatOf(current) : undefined;
      for (let round = 1; round <= 5; round += 1) {
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            both(index).saveCallback(changeTo({ ...current, note: `${index}` }, { detail: { round } }), seat),
          ),
        );
        expect(outcomes(results)).toEqual({ saved: 1, stale: 11 });
        const written = results.flatMap((result) => (result.outcome === 'saved' ? [result.callback] : []));
        expect(await under().store.findCallback(current.id)).toEqual(written[0]);
        current = written[0] ?? current;
      }
      expect(current.version).toBe(6);
      const events = await under().store.callbackEvents(current.id);
      expect(events.map(({ detail }) => detail.round ?? 0)).toEqual([0, 1, 2, 3, 4, 5]);
    },
  );

  it('[CBS7] one that ended is opened again unless the number has another open one', async () => {
    const first = await booked(under().store);
    await save({ ...first, state: 'missed' });
    const second = await booked(under().store, { siteId: first.siteId });
    const again = { ...first, state: 'scheduled', version: 2 } as const;
    expect(await under().store.saveCallback(changeTo(again), seatOf(again))).toEqual({
      outcome: 'open',
      callback: second,
    });
    expect(await under().store.findCallback(first.id)).toMatchObject({ state: 'missed', version: 2 });
    expect(await under().store.callbackEvents(first.id)).toHaveLength(2);
    expect(await under().store.takenSeats(seatOf(again), '', now)).toEqual([]);
    await save({ ...second, state: 'cancelled' });
    expect((await save(again)).outcome).toBe('saved');
    expect((await save({ ...second, state: 'cancelled', version: 2, note: 'x' })).outcome).toBe('saved');
  });

  it('[CBS7] also when several are opened at once', async () => {
    const siteId = id();
    const callbacks: Callback[] = [];
    for (let index = 0; index < 12; index += 1)
      callbacks.push(await booked(under().store, { siteId, state: 'missed' }));
    const results = await Promise.all([
      ...callbacks.map((callback, index) => both(index).saveCallback(changeTo({ ...callback, state: 'scheduled' }))),
      ...[0, 1].map((index) => both(index).bookCallback(changeTo(newCallback({ siteId })), null)),
    ]);
    const { open: refused, ...done } = outcomes(results);
    expect(refused).toBe(13);
    expect(Object.values(done)).toEqual([1]);
  });

  it('[CBS8] open callbacks are found by number at several sites, all of a call, the newest of all', async () => {
    const [phone, callId, sites] = [`+1${id()}`, id(), [id(), id(), id()] as const];
    const at = (startsAt: number, createdAt: number) => ({ phone, callId, startsAt, createdAt });
    await booked(under().store, { ...at(now, now + 9e9 - 2), siteId: sites[0], state: 'missed' });
    const late = await booked(under().store, { ...at(now + 3, now + 9e9), siteId: sites[0] });
    const early = await booked(under().store, { ...at(now + 1, now + 9e9 + 1), siteId: sites[1] });
    const between = await booked(under().store, { ...at(now + 2, now + 9e9 + 2), siteId: sites[1], lineId: 'two' });
    await booked(under().store, { ...at(now, now + 9e9 - 1), siteId: sites[2] });
    expect(await under().other.openCallbacksOf(sites.slice(0, 2), phone)).toEqual([early, between, late]);
    expect(await under().other.openCallbacksOf([], phone)).toEqual([]);
    expect(await under().other.openCallbacksOf(sites, '+1')).toEqual([]);
    expect(await under().other.callbacksOfCall(callId)).toHaveLength(5);
    expect(await under().other.callbacksOfCall(id())).toEqual([]);
    expect(await under().other.recentCallbacks(2)).toEqual([between, early]);
  });

  it('[CBS8] scheduled ones are found by start, the earliest first', async () => {
    const far = now + 1e12;
    const late = await booked(under().store, { startsAt: far + 3 });
    const early = await booked(under().store, { startsAt: far + 1 });
    const between = await booked(under().store, { startsAt: far + 2 });
    await booked(under().store, { startsAt: far });
    await booked(under().store, { startsAt: far + 2, state: 'due' });
    expect(await under().other.scheduledCallbacks(far, 9)).toEqual([early, between, late]);
    expect(await under().other.scheduledCallbacks(far, 2)).toEqual([early, between]);
    expect(await under().other.scheduledCallbacks(far + 3, 9)).toEqual([]);
  });

  it('[CBS9] 200 that are due, claimed by two stores at once, are each given to one', async () => {
    await nothingDue();
    const due = Array.from({ length: 200 }, () => newCallback({ nextAt: now }));
    await Promise.all(due.map((callback) => book(callback)));
    const claimed = await Promise.all(
      Array.from({ length: 16 }, (_, index) => both(index).claimCallbacks(now, 60_000, 25)),
    );
    // What was locked by another at that moment is passed over, so a second look may be needed.
    for (let more = true; more; ) {
      const rest = await Promise.all([0, 1].map((index) => both(index).claimCallbacks(now, 60_000, 25)));
      claimed.push(...rest);
      more = rest.some((found) => found.length > 0);
    }
    const ids = claimed.flat().map((callback) => callback.id);
    expect(ids.toSorted()).toEqual(due.map((callback) => callback.id).toSorted());
  });

  it('[CBS10] a claim raises the version and puts the next time off, and nothing else', async () => {
    await nothingDue();
    const callback = await booked(under().store, { nextAt: now, state: 'dialing', attempts: [attempt] });
    const claimed = { ...callback, version: 2, nextAt: now + 60_000 };
    expect(await under().other.claimCallbacks(now, 60_000, 9)).toEqual([claimed]);
    expect(await under().store.findCallback(callback.id)).toEqual(claimed);
    expect(await under().store.callbackEvents(callback.id)).toHaveLength(1);
    expect((await save(callback)).outcome).toBe('stale');
    expect(await under().store.claimCallbacks(now + 59_999, 60_000, 9)).toEqual([]);
    expect(await under().store.claimCallbacks(now + 60_000, 60_000, 9)).toMatchObject([{ version: 3 }]);
    expect((await save({ ...claimed, nextAt: null })).outcome).toBe('stale');
    expect((await save({ ...claimed, version: 3, nextAt: null })).outcome).toBe('saved');
  });

  it('[CBS11] the longest due first, no more than asked for, and never what is not due', async () => {
    await nothingDue();
    const late = await booked(under().store, { nextAt: now });
    const early = await booked(under().store, { nextAt: now - 2 * minuteMs });
    const between = await booked(under().store, { nextAt: now - minuteMs });
    const waiting = [await booked(under().store, { nextAt: now + 1 }), await booked(under().store, { nextAt: null })];
    const claim = async (limit: number) =>
      (await under().store.claimCallbacks(now, 60_000, limit)).map((callback) => callback.id);
    expect(await claim(2)).toEqual([early.id, between.id]);
    expect(await claim(2)).toEqual([late.id]);
    expect(await claim(2)).toEqual([]);
    for (const callback of waiting) expect(await under().store.findCallback(callback.id)).toEqual(callback);
  });
}
