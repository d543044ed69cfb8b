import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { CALLER, LINE, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
const told: OutboxMessage[] = [];
beforeEach(async () => {
  told.length = 0;
  bench = await new WebhookBench().open({ onUndelivered: async (message) => void told.push(message) });
  await bench.voice();
  await sendOne();
});
afterEach(() => bench.close());

/** A message of the call, handed to the carrier as SM1. */
async function sendOne(): Promise<void> {
  const now = bench.clock.now();
  const content = { medium: 'sms', to: CALLER, from: LINE, body: 'Hello' } as const;
  const caps = {
    perCall: 3,
    perSiteHour: 50,
    perDestinationDay: null,
    perCountryDay: null,
    spendPerDayMicros: null,
  };
  const place = { siteId: 'acme', lineId: 'support', callId: 'call_1', toolCallId: 't1', tool: 'send_sms' };
  const counted = { audience: 'caller', country: 'US', costMicros: 0 } as const;
  await bench.store.reserveMessage({ id: 'message_1', ...place, ...counted, content, createdAt: now }, caps);
  const claimed = await bench.store.claimMessage('message_1', now, 30_000);
  const attempts = claimed === null ? 0 : claimed.attempts;
  await bench.store.reportDelivery('message_1', attempts, { status: 'sent', vendorId: 'SM1' }, now);
}

const report = (form: Record<string, string>) => bench.post('/twilio/message-status', { MessageSid: 'SM1', ...form });
const statuses = async () => {
  await bench.journal.flush();
  return bench.store.events.flatMap((event) => (event.type === 'message-status' ? [event.status] : []));
};

describe('POST /twilio/message-status', () => {
  it('[HOOK28] a delivery is recorded with its history', async () => {
    await report({ MessageStatus: 'sent' });
    expect((await report({ MessageStatus: 'delivered' })).status).toBe(204);
    expect(bench.store.messages.get('message_1')?.status).toBe('delivered');
    expect(await statuses()).toEqual(['sent', 'delivered']);
    expect(told).toEqual([]);
  });

  it('[HOOK28] a failure brings its code', async () => {
    await report({ MessageStatus: 'undelivered', ErrorCode: '30003' });
    expect(bench.store.messages.get('message_1')).toMatchObject({ status: 'undelivered', errorCode: '30003' });
    expect(bench.store.events.at(-1)).toMatchObject({ type: 'message-status', errorCode: '30003', medium: 'sms' });
  });

  it('[HOOK29] late and repeated reports never undo a final one', async () => {
    await report({ MessageStatus: 'delivered' });
    await report({ MessageStatus: 'delivered' });
    await report({ MessageStatus: 'sending' });
    expect(bench.store.messages.get('message_1')?.status).toBe('delivered');
    expect((await statuses()).filter((status) => status === 'delivered')).toHaveLength(1);
  });

  it('[HOOK30] an unknown message, an unknown status and an empty form are taken without effect', async () => {
    expect((await report({ MessageSid: 'SM9', MessageStatus: 'delivered' })).status).toBe(204);
    expect((await report({ MessageStatus: 'constructor' })).status).toBe(204);
    expect((await bench.post('/twilio/message-status', {})).status).toBe(204);
    expect(await statuses()).toEqual([]);
  });

  it('[HOOK31] with the store away the answer is 503, and the server goes on', async () => {
    bench.store.away = true;
    expect((await report({ MessageStatus: 'delivered' })).status).toBe(503);
    bench.store.away = false;
    expect((await report({ MessageStatus: 'delivered' })).status).toBe(204);
  });
});

describe('POST /twilio/call-status', () => {
  const callStatus = (form: Record<string, string>) => bench.post('/twilio/call-status', { CallSid: 'CA1', ...form });

  it('[HOOK32] the end of a call closes its record with Twilio’s duration', async () => {
    await callStatus({ CallStatus: 'in-progress' });
    expect(bench.store.calls.get('CA1')?.status).toBeNull();
    await callStatus({ CallStatus: 'no-answer', CallDuration: '17' });
    await bench.journal.flush();
    expect(bench.store.calls.get('CA1')?.status).toBe('no-answer');
    expect(bench.store.events.at(-1)).toMatchObject({ type: 'call-ended', status: 'no-answer', durationSeconds: 17 });
  });

  it('[HOOK32] of a call nobody opened nothing is recorded', async () => {
    expect((await callStatus({ CallSid: 'CA99', CallStatus: 'completed' })).status).toBe(204);
    expect(bench.store.calls.size).toBe(1);
  });
});
