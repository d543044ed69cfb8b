import { expect, it } from 'vitest';
import type { CallEvent } from '../../src/domain/event.ts';
import { testCallback } from '../support/test-callback.ts';
import {
  attempted,
  dayMs,
  email,
  id,
  newCall,
  newMessage,
  noCaps,
  now,
  reserved,
  type UnderTest,
  vendorRefuses,
} from './store-parts.ts';

const hourMs = 3_600_000;
const usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

function turn(at: number, answer: number | null, model: number | null, outcome = 'completed'): CallEvent {
  const timing = {
    promptAt: at - 5000,
    requestAt: model === null ? null : at - 4990,
    firstDeltaAt: model === null ? null : at - 4990 + model,
    firstSentAt: answer === null ? null : at - 5000 + answer,
    ...{ lastSentAt: null, interruptedAt: null },
  };
  return { type: 'turn-ended', turn: 1, outcome, timing, usage, model: 'm', at } as CallEvent;
}

const returned = (at: number, status: string, code: string | null, durationMs = 10): CallEvent =>
  ({
    ...{ type: 'tool-returned', turn: 1, toolCallId: id(), name: 'send_sms', durationMs, at },
    result: { status, say: 'Sorry.', ...(code !== null && { code }) },
  }) as CallEvent;

/** What the pages of limits and health are made of. */
export function operationsRules(under: UnderTest): void {
  const call = async (siteId: string, lineId: string, events: readonly CallEvent[], changes = {}) => {
    const opened = { ...newCall(), siteId, lineId, ...changes };
    await under().store.openCall({ call: opened, siteVersion: 'v' });
    await under().other.appendEvents(events.map((event) => ({ callId: opened.id, event })));
    return opened;
  };
  const ofSite = <Row extends { siteId: string }>(rows: readonly Row[], siteId: string) =>
    rows.filter((row) => row.siteId === siteId).map(({ siteId: _, ...row }) => row);

  it('[HLT1] the latency of a line is measured over its turns since then, between two values where it falls there', async () => {
    const siteId = id();
    const answers = [100, 200, 300, 400, 500].map((ms) => turn(now, ms, ms / 10));
    await call(siteId, 'a', [
      ...answers,
      turn(now, null, null),
      turn(now - hourMs, 9000, 9000),
      returned(now, 'ok', null, 40),
    ]);
    await call(siteId, 'b', [turn(now, 700, null)]);
    const rows = ofSite(await under().store.latencyByLine(now - hourMs), siteId);
    const near = (p50: number, p95: number, p99: number) => ({
      ...{ p50: expect.closeTo(p50, 3), p95: expect.closeTo(p95, 3), p99: expect.closeTo(p99, 3) },
    });
    expect(rows).toEqual([
      { lineId: 'a', turns: 6, answer: near(300, 480, 496), model: near(30, 48, 49.6), tools: near(40, 40, 40) },
      { lineId: 'b', turns: 1, answer: near(700, 700, 700), model: null, tools: null },
    ]);
  });

  it('[HLT2] what went wrong is counted by line, kind and code, messages that failed included', async () => {
    const siteId = id();
    const bad: readonly CallEvent[] = [
      turn(now, null, null, 'failed'),
      returned(now, 'failed', 'vendor_unreachable'),
      returned(now + 1, 'failed', 'vendor_unreachable'),
      { type: 'session-ended', sessionId: 's', reason: 'socket-lost', at: now },
      { type: 'relay-error', description: 'x', at: now },
    ];
    const fine: readonly CallEvent[] = [
      turn(now, 1, 1),
      returned(now, 'refused', 'opted_out'),
      { type: 'session-ended', sessionId: 's', reason: 'caller-hung-up', at: now },
      returned(now - hourMs, 'failed', 'internal'),
    ];
    await call(siteId, 'a', [...bad, ...fine]);
    const message = await reserved(under().store, { siteId });
    await attempted(under().store, message.id, vendorRefuses(), now);
    await reserved(under().store, { siteId });
    const found = ofSite(await under().store.troubles(now - hourMs), siteId);
    expect(found).toHaveLength(5);
    expect(found[0]).toEqual({ lineId: 'a', kind: 'tool', code: 'vendor_unreachable', count: 2, lastAt: now + 1 });
    expect(found.slice(1)).toEqual(
      expect.arrayContaining([
        { lineId: 'a', kind: 'turn', code: '', count: 1, lastAt: now },
        { lineId: 'a', kind: 'session', code: 'socket-lost', count: 1, lastAt: now },
        { lineId: 'a', kind: 'relay', code: '', count: 1, lastAt: now },
        { lineId: 'line', kind: 'message', code: '21211', count: 1, lastAt: now },
      ]),
    );
  });

  it('[LMT1] who was refused is listed, the newest first, with the call, and counted by code', async () => {
    const siteId = id();
    const caller = await call(siteId, 'a', [
      returned(now, 'refused', 'cap_site_hour'),
      returned(now + 2, 'refused', 'opted_out'),
      returned(now + 1, 'refused', 'cap_site_hour'),
      returned(now, 'failed', 'internal'),
      returned(now - dayMs, 'refused', 'cap_site_hour'),
    ]);
    const called = await call(siteId, 'b', [returned(now + 5, 'refused', 'outside_hours')], {
      ...{ direction: 'outbound', from: { kind: 'phone', number: '+14155550100' }, to: '+14155550177' },
    });
    await call(siteId, 'b', [returned(now + 6, 'refused', 'bad_number')], { from: { kind: 'withheld' } });
    const all = ofSite(await under().store.refusals(now - dayMs, 1000), siteId);
    expect(all.map(({ code, at, number }) => [code, at - now, number])).toEqual([
      ['bad_number', 6, null],
      ['outside_hours', 5, '+14155550177'],
      ['opted_out', 2, '+14155550123'],
      ['cap_site_hour', 1, '+14155550123'],
      ['cap_site_hour', 0, '+14155550123'],
    ]);
    expect(all[1]).toMatchObject({ lineId: 'b', callSid: called.callSid, tool: 'send_sms', say: 'Sorry.' });
    expect(all[2]).toMatchObject({ lineId: 'a', callSid: caller.callSid });
    expect(await under().store.refusals(now - dayMs, 2)).toHaveLength(2);
    expect(ofSite(await under().store.refusalCounts(now - dayMs), siteId)).toEqual([
      { lineId: 'a', code: 'cap_site_hour', count: 2 },
      { lineId: 'a', code: 'opted_out', count: 1 },
      { lineId: 'b', code: 'bad_number', count: 1 },
      { lineId: 'b', code: 'outside_hours', count: 1 },
    ]);
  });

  it('[LMT2] what is used is what the caps count: hour and day slide, a definite failure gives its place back', async () => {
    const siteId = id();
    const send = (changes: Parameters<typeof newMessage>[0]) =>
      reserved(under().store, { siteId, country: 'US', costMicros: 8000, ...changes });
    await send({ createdAt: now - hourMs });
    await send({ createdAt: now - hourMs + 1 });
    await send({ createdAt: now - dayMs });
    await send({ country: 'CA', to: '+14165550123', lineId: 'other' });
    await send({ content: email(), country: null, costMicros: 0 });
    await attempted(under().store, (await send({})).id, vendorRefuses());
    expect(await under().store.messageUsage(siteId, now)).toEqual({
      lines: [
        { lineId: 'line', medium: 'email', hour: 1, day: 1 },
        { lineId: 'line', medium: 'sms', hour: 1, day: 2 },
        { lineId: 'other', medium: 'sms', hour: 1, day: 1 },
      ],
      countries: [
        { country: 'US', day: 2 },
        { country: 'CA', day: 1 },
      ],
      destinations: [
        { medium: 'sms', destination: '+14155550123', day: 2 },
        { medium: 'sms', destination: '+14165550123', day: 1 },
        { medium: 'email', destination: 'dana@example.com', day: 1 },
      ],
      spentMicros: 24_000,
    });
    // The next one is refused exactly where the cap is what is used.
    const next = (perSiteHour: number) =>
      under().store.reserveMessage(newMessage({ siteId }), { ...noCaps, perSiteHour });
    expect((await next(2)).outcome).toBe('refused');
    expect((await next(3)).outcome).toBe('reserved');
  });

  it('[LMT3] calls in progress and open callbacks are counted by line', async () => {
    const siteId = id();
    const [first] = [await call(siteId, 'a', []), await call(siteId, 'a', []), await call(siteId, 'b', [])];
    await under().store.endCall(first?.id ?? '', { status: 'completed', at: now });
    const calls = ofSite(await under().store.openCallCounts(), siteId);
    expect(calls.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))).toEqual([
      { lineId: 'a', count: 1 },
      { lineId: 'b', count: 1 },
    ]);
    const callback = testCallback({ id: id(), callId: id(), siteId, lineId: 'a' });
    const event = { callbackId: callback.id, at: now, type: 'requested', actor: 'caller', detail: {} } as const;
    await under().store.bookCallback({ next: callback, event } as never, null);
    expect(ofSite(await under().store.openCallbackCounts(), siteId)).toEqual([{ lineId: 'a', count: 1 }]);
  });

  it('[HLT3] the outbox says how many messages are due, how many wait and how long', async () => {
    const before = await under().store.outboxDepth(now);
    await reserved(under().store, { createdAt: now - 90_000_000 });
    await reserved(under().store, { createdAt: now + 1 });
    await attempted(under().store, (await reserved(under().store)).id, { status: 'sent', vendorId: id() });
    const after = await under().store.outboxDepth(now);
    expect(after).toEqual({ due: before.due + 1, later: before.later + 1, oldestDueAt: now - 90_000_000 });
  });
}
