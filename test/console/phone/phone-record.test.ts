import { expect, test } from 'vitest';
import { phoneBench } from './phone-bench.ts';

test('[PHN49] tool calls and turns are told by the carrier id, with every number and address in them masked', async () => {
  const { ask, store } = await phoneBench();
  const from = { kind: 'withheld' } as const;
  const parts = { siteId: 'testers', lineId: 'desk', direction: 'inbound', to: '+14155550101', startedAt: 0 } as const;
  await store.openCall({ call: { id: 'call_1', callSid: 'CA1', from, ...parts }, siteVersion: 'v' });
  const at = 5;
  const id = { turn: 1, toolCallId: 't1', name: 'send_sms' };
  const result = { status: 'refused', code: 'bad_number', say: 'I cannot text +14155550166.' } as const;
  await store.appendEvents(
    [
      { type: 'caller-said', turn: 1, text: 'Text me at +14155550166', via: 'speech', at } as const,
      { type: 'tool-called', ...id, argumentsJson: '{"to":"+14155550166","m":"jane@example.com"}', at } as const,
      { type: 'tool-returned', ...id, result, durationMs: 12, at } as const,
    ].map((event) => ({ callId: 'call_1', event })),
  );
  const { status, body } = await ask('/calls/CA1/record');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    callId: 'call_1',
    events: [
      { seq: 2, event: { type: 'tool-called', name: 'send_sms' } },
      { seq: 3, event: { type: 'tool-returned', durationMs: 12, result: { status: 'refused', code: 'bad_number' } } },
    ],
  });
  expect(JSON.stringify(body)).not.toMatch(/0166|jane@/);
  expect((await ask('/calls/CA2/record')).status).toBe(404);
});
