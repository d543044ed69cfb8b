import { expect, test } from 'vitest';
import { replayScript } from '../../../src/console/phone/replay-script.ts';
import type { Call, CallerIdentity } from '../../../src/domain/call.ts';
import type { CallEvent } from '../../../src/domain/event.ts';
import { parseCallScript } from '../../../src/sandbox/phone/call-script.ts';

const call = (from: CallerIdentity, direction: Call['direction'] = 'inbound'): Call => ({
  id: 'call_1',
  callSid: 'CA1',
  siteId: 's',
  lineId: 'l',
  direction,
  from,
  to: '+14155550199',
  startedAt: 0,
});
const phone = { kind: 'phone', number: '+14155550130' } as const;
const stored = (events: readonly CallEvent[]) =>
  events.map((event, index) => ({ ...event, callId: 'call_1', seq: index + 1, id: index + 1 }));
const said = (turn: number, text: string, via: 'speech' | 'dtmf' = 'speech'): CallEvent => ({
  type: 'caller-said',
  turn,
  text,
  via,
  at: turn,
});
const answered = (turn: number, heard: string, interrupted: boolean): CallEvent => ({
  type: 'bot-said',
  turn,
  text: `${heard} and more`,
  heard,
  interrupted,
  at: turn,
});

test('[PHN47] what was said and pressed comes in order, and breaks in where it did', () => {
  const events = [
    said(1, 'Good morning'),
    answered(1, 'x'.repeat(30), true),
    said(2, 'Wait'),
    answered(2, 'All of it', false),
    said(3, 'Keys pressed: 1 2', 'dtmf'),
    { type: 'session-ended', sessionId: 'VX', reason: 'caller-hung-up', at: 9 } as const,
  ];
  const script = replayScript(call(phone), stored(events));
  expect(script).toEqual({
    name: 'Replay of the call …CA1',
    from: '+14155550130',
    steps: [
      { listen: true },
      { say: 'Good morning' },
      { interrupt_after_ms: 2000, say: 'Wait' },
      { press: '12' },
      { hangup: true },
    ],
  });
  expect(typeof parseCallScript(JSON.stringify(script))).toBe('object');
});

test('[PHN47] who broke into the greeting does not listen first; who was put through stays on the line', () => {
  const handed = { type: 'handed-off', reason: 'r', summary: 's', at: 5 } as const;
  const hungUp = { type: 'session-ended', sessionId: 'VX', reason: 'caller-hung-up', at: 9 } as const;
  const script = replayScript(call(phone), stored([answered(0, 'Hello', true), said(1, 'Agent'), handed, hungUp]));
  expect(script?.steps).toEqual([{ interrupt_after_ms: 333, say: 'Agent' }, { wait_ms: 60_000 }]);
});

test('[PHN47] withheld numbers, SIP ends and those who were called are callers again', () => {
  const from = (identity: CallerIdentity, direction: Call['direction'] = 'inbound') =>
    replayScript(call(identity, direction), stored([said(1, 'Hi')]))?.from;
  expect(from({ kind: 'withheld' })).toBe('+266696687');
  expect(from({ kind: 'sip', uri: 'sip:a@example.com' })).toBe('sip:a@example.com');
  expect(from(phone, 'outbound')).toBe('+14155550199');
});

test('[PHN47] masked keys, empty words and words too long can be said all the same', () => {
  const events = [said(1, 'Keys pressed: (masked)', 'dtmf'), said(2, '  '), said(3, 'x'.repeat(5000))];
  const script = replayScript(call(phone), stored(events));
  expect(script?.steps.slice(1, 4)).toEqual([
    { say: 'Keys pressed: (masked)' },
    { say: '…' },
    { say: 'x'.repeat(1000) },
  ]);
  expect(replayScript(call(phone), [])).toBeNull();
});
