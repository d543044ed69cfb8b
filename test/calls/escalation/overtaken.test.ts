import { afterEach, expect, it } from 'vitest';
import { agentOf, wrapUpRecord } from '../../../src/domain/wrap-up-record.ts';
import { testLine } from '../../support/test-line.ts';
import { TransferBench } from '../../webhook/transfer-bench.ts';

const bench = new TransferBench();
afterEach(() => bench.close());

it('[ESC30] the status of the number may overtake the end of the dial: the notes still know who talked, and for how long', async () => {
  await bench.open();
  await bench.voice();
  const dial = await bench.handOff();
  await bench.post('/twilio/call-status', { CallSid: 'CA1', CallStatus: 'completed', CallDuration: '95' });
  const talked = { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '61' };
  expect(await bench.dialEnded(dial, { ...talked, CallStatus: 'completed' })).toContain('<Response/>');
  const events = await bench.recorded();
  const types = events.map(({ type }) => type);
  expect(types.indexOf('agent-dial-ended')).toBeGreaterThan(types.indexOf('call-ended'));
  expect(await bench.eventsOf('call-ended')).toMatchObject([{ durationSeconds: 95 }]);
  expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ outcome: 'connected', durationSeconds: 61 }]);
  expect(agentOf(events)).toBe('desk');
  expect(wrapUpRecord(events, testLine({}))).toContain('[desk was rung: connected]');
});
