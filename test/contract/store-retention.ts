import { expect, it } from 'vitest';
import type { CallsOfLine, Ledger } from '../../src/ports/people-store.ts';
import { booked } from './callback-parts.ts';
import { attempted, dayMs, id, newCall, now, reserved, type UnderTest } from './store-parts.ts';

/** What is kept of calls: which are due, and that a run's sums are exact. */
export function retentionRules(under: UnderTest): void {
  const line = (changes: Partial<CallsOfLine> = {}): CallsOfLine => ({
    ...{ siteId: id(), lineId: 'line', endedBefore: now, after: null, limit: 10 },
    ...changes,
  });
  const ended = async (siteId: string, at: number | null, startedAt = now - 10 * dayMs) => {
    const call = { ...newCall(), siteId, startedAt };
    await under().store.openCall({ call, siteVersion: 'v' });
    if (at !== null) await under().store.endCall(call.id, { status: 'completed', at });
    return call;
  };
  const ledgerOf = async (): Promise<Ledger> => {
    const runId = id();
    await under().store.beginRetentionRun(runId, now);
    return { kind: 'retention', id: runId, lineKey: 'site/line' };
  };

  it('[RTN6] calls are due when they are over, unless a message waits or a callback is open', async () => {
    const calls = line();
    const { siteId } = calls;
    const { store, other } = under();
    const [second, first] = [await ended(siteId, now - 5), await ended(siteId, now - 9)];
    await ended(siteId, now);
    await ended(siteId, null, now - dayMs);
    const waits = await ended(siteId, now - 7);
    const message = await reserved(store, { siteId, callId: waits.id });
    const promised = await ended(siteId, now - 6);
    const callback = await booked(store, { siteId, callId: promised.id });
    const due = async (changes: Partial<CallsOfLine> = {}) =>
      (await other.callsToRedact({ ...calls, ...changes }, 'metadata')).map((one) => one.id);
    expect(await due()).toEqual([first.id, second.id]);
    expect(await due({ limit: 1 })).toEqual([first.id]);
    expect(await due({ after: { id: first.id, endedAt: now - 9 } })).toEqual([second.id]);
    expect(await due({ lineId: 'other' })).toEqual([]);
    expect((await other.callsToDelete(calls)).map((one) => one.id)).toEqual([first.id, waits.id, second.id]);
    await attempted(store, message.id, { status: 'sent', vendorId: id() });
    await store.saveCallback({
      next: { ...callback, state: 'completed' },
      event: { type: 'completed', actor: 'system', at: now, detail: {} },
    });
    expect(await due()).toEqual([first.id, waits.id, promised.id, second.id]);
  });

  it('[RTN7] a call without an end counts as over a day after it began', async () => {
    const calls = line();
    const lost = await ended(calls.siteId, null, now - dayMs - 1);
    expect(await under().store.callsToDelete(calls)).toEqual([{ id: lost.id, endedAt: now - 1 }]);
    expect(await under().store.deleteCalls([lost.id], await ledgerOf(), now)).toBe(1);
    expect(await under().store.findCall(lost.callSid)).toBeNull();
  });

  it('[RTN11] stricter rules come to what was kept under weaker ones, and never the other way round', async () => {
    const calls = line();
    const call = await ended(calls.siteId, now - 5);
    const { store, other } = under();
    const ledger = await ledgerOf();
    expect(await store.redactCalls([call.id], 'no_personal_data', ledger, now)).toBe(1);
    expect(await other.redactCalls([call.id], 'no_personal_data', ledger, now)).toBe(0);
    expect(await store.callsToRedact(calls, 'no_personal_data')).toEqual([]);
    expect(await store.callsToRedact(calls, 'metadata')).toMatchObject([{ id: call.id }]);
    expect(await store.redactCalls([call.id], 'metadata', ledger, now)).toBe(1);
    expect(await store.callsToRedact(calls, 'metadata')).toEqual([]);
    expect(await store.callsToRedact(calls, 'no_personal_data')).toEqual([]);
    expect(await store.redactCalls([call.id], 'no_personal_data', ledger, now)).toBe(0);
    expect((await store.findCall(call.callSid))?.call.from).toEqual({ kind: 'withheld' });
  });

  it('[RTN9] a day’s run is done once, and its sums are those of the transactions', async () => {
    const calls = line();
    const { store, other } = under();
    const ledger = await ledgerOf();
    const made = await Promise.all(Array.from({ length: 12 }, (_, index) => ended(calls.siteId, now - 20 + index)));
    const message = await reserved(store, { siteId: calls.siteId, callId: made[0]?.id ?? '' });
    await attempted(store, message.id, { status: 'sent', vendorId: id() });
    const ids = made.map((call) => call.id);
    await Promise.all([
      store.redactCalls(ids.slice(0, 6), 'metadata', ledger, now),
      other.redactCalls(ids.slice(3, 9), 'metadata', ledger, now),
    ]);
    await store.redactCalls(ids.slice(0, 9), 'metadata', ledger, now);
    await Promise.all([store.deleteCalls(ids.slice(9), ledger, now), other.deleteCalls(ids.slice(10), ledger, now)]);
    const [run] = (await store.retentionRuns(1000)).filter((one) => one.id === ledger.id);
    expect(run?.lines).toEqual({ 'site/line': { redacted: 9, deleted: 3, messages: 1, callbacks: 0, recordings: 0 } });
    expect(await other.beginRetentionRun(ledger.id, now + 1)).toMatchObject({ startedAt: now });
    await store.endRetentionRun(ledger.id, now + 2);
    expect(await other.beginRetentionRun(ledger.id, now + 3)).toBeNull();
  });

  it('[RTN10] an emptied callback is never opened again', async () => {
    const siteId = id();
    const call = await ended(siteId, now - 5);
    const closed = await booked(under().store, {
      siteId,
      callId: call.id,
      state: 'missed',
      callerName: 'Dana',
      email: 'd@example.com',
      reason: 'boiler',
    });
    await under().store.redactCalls([call.id], 'metadata', await ledgerOf(), now);
    const emptied = await under().other.findCallback(closed.id);
    expect(emptied).toMatchObject({ phone: '', email: null, callerName: null, reason: '', nextAt: null });
    const again = {
      next: { ...closed, state: 'scheduled' as const },
      event: { type: 'rescheduled' as const, actor: 'caller' as const, at: now, detail: {} },
    };
    expect(await under().store.saveCallback(again)).toEqual({ outcome: 'stale' });
    expect(await under().store.findCallback(closed.id)).toEqual(emptied);
  });

  it('[RTN8] lines are known by their calls', async () => {
    const sites = [id(), id()].toSorted();
    for (const siteId of sites)
      for (const lineId of ['b', 'a', 'b'])
        await under().store.openCall({ call: { ...newCall(), siteId, lineId }, siteVersion: 'v' });
    const lines = (await under().other.linesWithCalls()).filter(({ siteId }) => sites.includes(siteId));
    const sorted = lines.map(({ siteId, lineId }) => `${siteId} ${lineId}`).toSorted();
    expect(sorted).toEqual(sites.flatMap((siteId) => [`${siteId} a`, `${siteId} b`]));
  });
}
