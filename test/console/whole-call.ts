import type { CallEvent, CallEventBody, TurnTiming } from '../../src/domain/event.ts';

/** A call with something of everything, from `start` (epoch ms) on. */
export function wholeCall(start: number): readonly CallEvent[] {
  const timing = (promptAt: number, more: Partial<TurnTiming> = {}): TurnTiming => ({
    promptAt: start + promptAt,
    requestAt: null,
    firstDeltaAt: null,
    firstSentAt: null,
    lastSentAt: null,
    interruptedAt: null,
    ...more,
  });
  const usage = { inputTokens: 2000, cachedTokens: 500, outputTokens: 100 };
  const stages = {
    requestAt: start + 1010,
    firstDeltaAt: start + 1300,
    firstSentAt: start + 1400,
    lastSentAt: start + 1900,
  };
  const answer = 'I can text you the link to our booking page.';
  const tool = { turn: 1, toolCallId: 't1', name: 'send_sms' };
  const refused = { status: 'refused', code: 'cap_conversation', say: 'Not to +14155550199.' } as const;
  const agent = { dial: 1, target: 'lee', method: 'bridge' } as const;
  const refer = { dial: 1, target: 'kim', method: 'sip_refer' } as const;
  const heard = { type: 'person-said', transcription: 'GT1' } as const;
  const happened: readonly (readonly [number, CallEventBody])[] = [
    [0, { type: 'call-started', from: '+14155550123', to: '+14155550101', lineId: 'desk' }],
    [10, { type: 'session-started', sessionId: 's', reconnect: false, greeting: 'Hello, how can I help?' }],
    [1000, { type: 'caller-said', turn: 1, text: 'My boiler is leaking', via: 'speech', language: 'en-US' }],
    [1310, { type: 'tool-called', ...tool, argumentsJson: '{"to":"+14155550199","message":"Ring 555 0199 00"}' }],
    [1390, { type: 'tool-returned', ...tool, result: refused, durationMs: 80 }],
    [1900, { type: 'bot-said', turn: 1, text: answer, heard: answer, interrupted: false }],
    [2000, { type: 'bot-said', turn: 1, text: answer, heard: 'I can text you', interrupted: true }],
    [
      2000,
      { type: 'turn-ended', turn: 1, outcome: 'interrupted', timing: timing(1000, stages), usage, model: 'gpt-6-luna' },
    ],
    [2500, { type: 'caller-said', turn: 2, text: 'Keys pressed: 1 #', via: 'dtmf' }],
    [2600, { type: 'destination-changed', medium: 'email', destination: 'jo@example.com', state: 'confirmed' }],
    [2700, { type: 'noticed', noticeId: 'n', text: 'The text to +14155550199 failed.' }],
    [3000, { type: 'caller-said', turn: 3, text: 'A person please', via: 'speech' }],
    [3100, { type: 'tool-called', turn: 3, toolCallId: 't2', name: 'transfer_to_agent', argumentsJson: 'no {json' }],
    [3200, { type: 'turn-ended', turn: 2, outcome: 'handed-off', timing: timing(3000), usage, model: 'house-model' }],
    [3300, { type: 'handed-off', reason: 'A leak', summary: 'Ring +14155550199', department: 'billing' }],
    [3300, { type: 'session-ended', sessionId: 's', reason: 'handed-off' }],
    [3400, { type: 'relay-ended', sessionId: 's', status: 'ended', durationSeconds: 61 }],
    [3500, { type: 'agent-dialed', ...refer }],
    [3600, { type: 'agent-dial-ended', ...refer, outcome: 'declined', durationSeconds: null, sipCode: '603' }],
    [3700, { type: 'agent-dialed', ...agent }],
    [3800, { type: 'agent-answered', dial: 1, target: 'lee', accepted: true }],
    [4000, { ...heard, speaker: 'caller', text: 'Thank you', sequence: 2 }],
    [4001, { ...heard, speaker: 'agent', text: 'This is Lee', sequence: 1 }],
    [65_000, { type: 'agent-dial-ended', ...agent, outcome: 'connected', durationSeconds: 61 }],
    [65_100, { type: 'call-ended', status: 'completed', durationSeconds: 65 }],
  ];
  return happened.map(([after, body]) => ({ ...body, at: start + after }));
}
