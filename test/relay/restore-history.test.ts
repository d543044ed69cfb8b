import { describe, expect, it } from 'vitest';
import type { CallEventBody, StoredCallEvent } from '../../src/domain/event.ts';
import { restoreHistory } from '../../src/relay/restore-history.ts';

const stored = (events: readonly CallEventBody[]): StoredCallEvent[] =>
  events.map((event, index) => ({ ...event, at: index, callId: 'call_1', seq: index + 1, id: index + 1 }));
const begun = { type: 'session-started', sessionId: 'VX1', reconnect: false, greeting: 'Hello.' } as const;
const noticed = (text: string) => ({ type: 'noticed', noticeId: text, text }) as const;
const botSaid = (turn: number, text: string) =>
  ({ type: 'bot-said', turn, text, heard: text, interrupted: false }) as const;

describe('the history of a call that is taken up again', () => {
  it('[NTC11] holds what the model was told, at its place', () => {
    const events = [
      noticed('The text did not arrive.'),
      begun,
      { type: 'caller-said', turn: 1, text: 'Text me', via: 'speech' } as const,
      botSaid(1, 'I have.'),
      noticed('An address was typed.'),
      botSaid(2, 'Is it right?'),
    ];
    expect(restoreHistory(stored(events)).history).toEqual([
      { role: 'note', text: 'The text did not arrive.' },
      { role: 'bot', text: 'Hello.' },
      { role: 'caller', text: 'Text me' },
      { role: 'bot', text: 'I have.' },
      { role: 'note', text: 'An address was typed.' },
      { role: 'bot', text: 'Is it right?' },
    ]);
  });

  it('[NTC11] goes on counting behind a turn the bot began by itself', () => {
    const events = [begun, noticed('The text did not arrive.'), botSaid(1, 'It did not arrive.')];
    expect(restoreHistory(stored(events)).turn).toBe(1);
  });

  it('[XFR84] knows of each transfer that nobody took, at its place', () => {
    const ended = (dial: number, target: string, outcome: 'busy' | 'no-answer') =>
      ({ type: 'agent-dial-ended', dial, target, method: 'bridge', outcome, durationSeconds: null }) as const;
    const handedOff = { type: 'handed-off', reason: 'r', summary: 's' } as const;
    const events: CallEventBody[] = [
      begun,
      handedOff,
      ended(1, 'desk', 'busy'),
      ended(1, 'night', 'no-answer'),
      { type: 'returned-to-bot', dial: 1, tried: ['desk', 'night'] },
      botSaid(1, 'Shall I text you?'),
      handedOff,
      { type: 'returned-to-bot', dial: 2, tried: [] },
    ];
    expect(restoreHistory(stored(events)).history).toEqual([
      { role: 'bot', text: 'Hello.' },
      { role: 'note', text: expect.stringContaining('nobody took the call: desk was busy, night did not answer.') },
      { role: 'bot', text: 'Shall I text you?' },
      { role: 'note', text: expect.stringContaining('nobody could be reached at that hour') },
    ]);
  });
});
