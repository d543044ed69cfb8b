import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { CallFilter, CallPosition, FoundCall } from '../../src/ports/call-search-store.ts';
import type { Store } from '../../src/ports/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { anyCall, anyEvents, anyFilter } from '../support/random-calls.ts';
import { testCallback } from '../support/test-callback.ts';
import { attempted, email, id, newCall, now, reserved, type UnderTest } from './store-parts.ts';

const seed = 20_261_125;

/** Finding calls: the store in memory, which works everything out anew, says what is right. */
export function callSearchRules(under: UnderTest): void {
  const open = async (changes: Partial<Call> = {}) => {
    const call = { ...newCall(), siteId: id(), ...changes };
    await under().store.openCall({ call, siteVersion: 'v' });
    return call;
  };
  const append = (call: Call, ...events: readonly CallEvent[]) =>
    under().other.appendEvents(events.map((event) => ({ callId: call.id, event })));
  const find = (filter: CallFilter) => under().store.searchCalls(filter, { limit: 50 });

  describe('finding calls', () => {
    it('[CLS1] any question finds what a look through all events finds, newest first, in pages without a gap', async () => {
      const siteId = id();
      const model = new MemoryStore();
      await fill(siteId, [model, under().store], under().other);
      const filters = fc.sample(anyFilter(siteId), { numRuns: 60, seed });
      for (const filter of filters) {
        const expected = await model.searchCalls(filter, { limit: 1000 });
        expect(await allPages(under().store, filter, 11), JSON.stringify(filter)).toEqual(expected);
      }
      const found = await Promise.all(filters.map((filter) => model.searchCalls(filter, { limit: 1000 })));
      expect(found.filter(({ length }) => length > 0).length).toBeGreaterThan(12);
    });

    it('[CLS2] what is counted is there with the events, whoever wrote them, and the end stays whatever comes late', async () => {
      const call = await open();
      const line = async () => (await find({ siteId: call.siteId }))[0];
      expect(await line()).toMatchObject({ outcome: 'running', summary: { turns: 0, ended: null }, call });
      await append(call, { type: 'tool-returned', at: now, ...returned('refused') });
      await append(call, { type: 'tool-returned', at: now, ...returned('ok') }, ended('completed'));
      expect(await line()).toMatchObject({
        outcome: 'hung-up',
        summary: { tools: 2, refusals: 1, ended: 'completed' },
      });
      await append(call, ended('failed'));
      expect(await line()).toMatchObject({ summary: { ended: 'completed' } });
      expect(await under().store.findSummary(call.id)).toEqual(await line());
      expect(await under().store.findSummary('nobody')).toBeNull();
    });

    it('[CLS3] the end of a call counts before its event is written', async () => {
      const call = await open();
      await under().store.endCall(call.id, { status: 'failed', at: now });
      expect(await find({ siteId: call.siteId, outcome: 'failed' })).toMatchObject([{ status: 'failed' }]);
      expect(await find({ siteId: call.siteId, outcome: 'running' })).toEqual([]);
    });

    it('[CLS4] a row has the contact, the messages that left, the latest callback and whether there is a recording', async () => {
      const call = await open();
      const { siteId } = call;
      expect((await find({ siteId }))[0]).toMatchObject({
        contact: null,
        messages: 0,
        callback: null,
        recorded: false,
      });
      const about = { siteId, callId: call.id };
      const sent = { status: 'sent', vendorId: `SM${id()}` } as const;
      await attempted(under().store, (await reserved(under().store, about)).id, sent);
      await attempted(under().store, (await reserved(under().store, { ...about, content: email() })).id, {
        ...sent,
        vendorId: id(),
      });
      await reserved(under().store, about);
      await under().store.saveContacts([contact(siteId)]);
      const callback = testCallback({ id: `cb_${id()}`, siteId, callId: call.id, phone: '+14155550777' });
      const event = { type: callback.state, actor: 'caller', at: now, detail: {} } as const;
      await under().store.bookCallback({ next: callback, event }, null);
      await under().store.saveRecording(recordingOf(call));
      expect((await find({ siteId }))[0]).toMatchObject({
        contact: 'Dana',
        messages: 2,
        callback: { id: callback.id, state: callback.state },
        recorded: true,
      });
    });

    it('[CLS5] words are found once the call is over, also those told late; numbers and addresses never', async () => {
      const call = await open();
      const asked = async (...words: string[]) => (await find({ siteId: call.siteId, words })).length;
      await append(call, said('My boiler leaks, ring 415 555 0123 or jo@example.com'));
      expect(await asked('boiler')).toBe(0);
      await append(call, ended('completed'));
      expect([await asked('boiler'), await asked('boiler', 'lea'), await asked('leaks', 'boil')]).toEqual([1, 1, 1]);
      expect([await asked('boil', 'leaks'), await asked('b', 'boiler'), await asked('0123')]).toEqual([0, 0, 0]);
      expect([await asked('4155550123'), await asked('415'), await asked('jo')]).toEqual([0, 0, 0]);
      const late = {
        type: 'person-said',
        speaker: 'agent',
        text: 'Ölwechsel',
        sequence: 1,
        transcription: 'G',
      } as const;
      await append(call, { ...late, at: now });
      expect([await asked('olwechsel'), await asked('boiler', 'olwechsel')]).toEqual([1, 1]);
    });

    it('[CLS6] the steps of the messages of a call are told in their order', async () => {
      const call = await open();
      const message = await reserved(under().store, { siteId: call.siteId, callId: call.id });
      await attempted(under().store, message.id, {
        status: 'failed',
        errorCode: '21211',
        errorMessage: '',
        optOut: false,
      });
      const steps = await under().store.messageStepsOfCall(call.id);
      expect(steps.at(-1)).toMatchObject({ messageId: message.id, status: 'failed', errorCode: '21211' });
      expect(await under().store.messageStepsOfCall('nobody')).toEqual([]);
    });
  });
}

/** The same calls and events in all stores; in the last one in other pieces, and partly through another process. */
async function fill(siteId: string, stores: readonly [Store, Store], other: Store): Promise<void> {
  const sample = fc.sample(fc.tuple(...Array.from({ length: 70 }, (_, index) => anyCall(siteId, index))), {
    numRuns: 1,
    seed,
  });
  const eventsOf = fc.sample(anyEvents, { numRuns: 70, seed });
  const [model, real] = stores;
  for (const [index, call] of (sample[0] ?? []).entries()) {
    const entries = (eventsOf[index] ?? []).map((event) => ({ callId: call.id, event }));
    for (const store of stores) await store.openCall({ call, siteVersion: 'v' });
    await model.appendEvents(entries);
    const middle = index % (entries.length + 1);
    await real.appendEvents(entries.slice(0, middle));
    await other.appendEvents(entries.slice(middle));
  }
}

async function allPages(store: Store, filter: CallFilter, limit: number): Promise<readonly FoundCall[]> {
  const all: FoundCall[] = [];
  let after: CallPosition | undefined;
  for (;;) {
    const page = await store.searchCalls(filter, { limit, ...(after !== undefined && { after }) });
    all.push(...page);
    const last = page.at(-1)?.call;
    if (last === undefined || page.length < limit) return all;
    after = { startedAt: last.startedAt, id: last.id };
  }
}

const ended = (status: string) => ({ type: 'call-ended', at: now, status, durationSeconds: null }) as const;
const said = (text: string) => ({ type: 'caller-said', at: now, turn: 1, text, via: 'speech' }) as const;
const returned = (status: 'refused' | 'ok') => ({
  turn: 1,
  toolCallId: 't',
  name: 'send_sms',
  durationMs: 1,
  result: { status, say: 'x' },
});

const contact = (siteId: string) => ({
  id: id(),
  siteId,
  name: 'Dana',
  callbackNumber: null,
  email: null,
  language: null,
  timeZone: null,
  notes: null,
  identifiers: ['+14155550123'],
});

const recordingOf = ({ id: callId, siteId, lineId }: Call) => ({
  id: `RE${id()}`,
  callId,
  siteId,
  lineId,
  state: 'reported' as const,
  durationSeconds: null,
  channels: 2,
  file: null,
  bytes: null,
  deletedAtCarrier: false,
  createdAt: now,
  updatedAt: now,
});
