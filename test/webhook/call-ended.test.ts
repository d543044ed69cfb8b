import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../support/virtual-clock.ts';
import { WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
/** The calls told to be over, each with what of it was written by then. */
const told: { readonly callId: string; readonly types: readonly string[] }[] = [];
beforeEach(async () => {
  told.length = 0;
  bench = new WebhookBench();
  await bench.open({
    async onCallEnded(callId) {
      told.push({ callId, types: (await bench.store.eventsOfCall(callId)).map(({ type }) => type) });
    },
  });
  await bench.voice();
});
afterEach(() => bench.close());

const callStatus = (CallStatus: string) => bench.post('/twilio/call-status', { CallSid: 'CA1', CallStatus });

describe('the end of a call', () => {
  it('[FUP17] is told once, whichever webhook says so first, when its events are written', async () => {
    await callStatus('in-progress');
    await settle();
    expect(told).toEqual([]);
    bench.journal.append('call_1', { type: 'silence', count: 1, at: 1 });
    await bench.relayEnded({ CallStatus: 'completed', SessionStatus: 'ended' });
    await callStatus('completed');
    await callStatus('completed');
    await settle();
    expect(told.map(({ callId }) => callId)).toEqual(['call_1']);
    expect(told[0]?.types).toEqual(expect.arrayContaining(['silence', 'call-ended']));
  });

  it('[FUP17] the webhook is answered without waiting for what follows', async () => {
    await bench.close();
    bench = new WebhookBench();
    await bench.open({ onCallEnded: () => new Promise(() => {}) });
    await bench.voice();
    expect((await callStatus('completed')).status).toBe(204);
  });
});
