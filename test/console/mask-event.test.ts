import { describe, expect, it } from 'vitest';
import { maskEvent } from '../../src/console/mask-event.ts';
import { masked } from '../../src/console/unmask.ts';
import type { CallEvent } from '../../src/domain/event.ts';

const mask = (event: CallEvent): CallEvent => maskEvent(event, masked);
const secret = /0123|555|jane\.doe/;

describe('an event as it goes out', () => {
  it('[FEED20] holds no number and no address, wherever they stand in it', () => {
    const at = 1_795_000_000_000;
    const events: readonly CallEvent[] = [
      { type: 'call-started', from: '+14155550123', to: '+14155550555', lineId: 'desk', at },
      { type: 'call-started', from: 'sip:jane.doe@example.com', to: '+14155550555', lineId: 'desk', at },
      { type: 'caller-said', turn: 1, text: 'It is jane.doe@example.com or 415 555 0123', via: 'speech', at },
      { type: 'caller-said', turn: 1, text: 'four one five five five five oh one two three', via: 'speech', at },
      { type: 'bot-said', turn: 1, text: 'To +14155550123?', heard: 'To +14155550123?', interrupted: false, at },
      {
        type: 'tool-called',
        turn: 1,
        toolCallId: 't',
        name: 'send_sms',
        argumentsJson: '{"to":"+14155550123","cc":["jane.doe@example.com"],"n":4155550123,"deep":{"x":"4155550123"}}',
        at,
      },
      { type: 'tool-called', turn: 1, toolCallId: 't', name: 'x', argumentsJson: 'not JSON 4155550123', at },
      { type: 'destination-changed', medium: 'email', destination: 'jane.doe@example.com', state: 'confirmed', at },
      { type: 'opt-out', medium: 'sms', destination: '+14155550123', optedOut: true, at },
      { type: 'noticed', noticeId: 'n', text: 'They typed jane.doe@example.com', at },
      {
        type: 'tool-called',
        turn: 1,
        toolCallId: 't',
        name: 'note',
        argumentsJson: '{"name":"4155550123","status":"jane.doe@example.com"}',
        at,
      },
      {
        type: 'wrap-up',
        notes: {
          summary: '4155550123',
          outcome: 'Mail jane.doe@example.com',
          promises: ['Call 4155550123'],
          follow_ups: [],
          sentiment: 'positive',
          disposition: 'resolved',
        },
        at,
      },
      { type: 'handed-off', reason: 'Call 4155550123', summary: 'jane.doe@example.com', at },
    ];
    for (const event of events) expect(JSON.stringify(mask(event))).not.toMatch(secret);
    const told = mask(events[3] as CallEvent);
    expect(told).toMatchObject({ text: '(a number)' });
    const called = mask(events[5] as CallEvent) as CallEvent & { type: 'tool-called' };
    expect(() => JSON.parse(called.argumentsJson)).not.toThrow();
  });

  it('[FEED20] keeps its ids, times and words of ours', () => {
    const at = 1_795_000_000_000;
    const result = { status: 'sent', say: "I've texted the number ending 23." } as const;
    const events: readonly CallEvent[] = [
      { type: 'session-started', sessionId: 'VX12345678901234567890', reconnect: false, greeting: 'Hello', at },
      { type: 'tool-returned', turn: 1, toolCallId: 'call_12345678901', name: 'send_sms', result, durationMs: 12, at },
      { type: 'recording-status', recordingId: 'RE12345678901234567890', status: 'stored', at },
      { type: 'message-status', messageId: 'msg_12345678901', medium: 'sms', status: 'failed', errorCode: '30003', at },
    ];
    for (const event of events) expect(mask(event)).toEqual(event);
  });
});
