import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callRecord } from '../../src/domain/call-record.ts';
import type { CallEvent, CallEventBody } from '../../src/domain/event.ts';
import type { ToolResult } from '../../src/domain/tool-result.ts';
import { isOnItsWay, wasSent } from '../../src/domain/tool-words.ts';

const began = Date.parse('2026-12-01T15:30:00Z');
const options = { botName: 'Sam', callerName: 'Caller', timeZone: 'America/New_York', masked: false };
const at = (events: readonly CallEventBody[]): readonly CallEvent[] => events.map((event) => ({ ...event, at: began }));
const caller = (turn: number, text: string, via: 'speech' | 'dtmf' = 'speech'): CallEventBody => ({
  type: 'caller-said',
  turn,
  text,
  via,
});
const bot = (turn: number, text: string, heard = text): CallEventBody => ({
  type: 'bot-said',
  turn,
  text,
  heard,
  interrupted: heard !== text,
});
const returned = (name: string, result: ToolResult): CallEventBody => ({
  type: 'tool-returned',
  turn: 1,
  toolCallId: 'c1',
  name,
  result,
  durationMs: 12,
});
const started: CallEventBody = { type: 'call-started', from: '+14155550123', to: '+12125550199', lineId: 'main' };
const opened: CallEventBody = {
  type: 'session-started',
  sessionId: 'VX1',
  reconnect: false,
  greeting: 'Hello, this is Acme.',
};

/** The lines behind the first, which tells when the call began. */
const lines = (events: readonly CallEventBody[], changes: Partial<typeof options> = {}): readonly string[] =>
  callRecord(at(events), { ...options, ...changes })
    .split('\n')
    .slice(1);

describe('the record of a call', () => {
  it('[CRD1] when it began, and who said what', () => {
    const events = at([
      started,
      opened,
      bot(0, 'Hello, this is Acme.'),
      caller(1, 'Hi, are you open?'),
      bot(1, 'We are.'),
    ]);
    expect(callRecord(events, options)).toBe(
      [
        'Tuesday, December 1, 2026 at 10:30 AM',
        'Sam: Hello, this is Acme.',
        'Caller: Hi, are you open?',
        'Sam: We are.',
      ].join('\n'),
    );
    expect(callRecord(events, { ...options, botName: 'Alex', callerName: 'Jane' })).toContain('\nJane: Hi');
    expect(callRecord(events, { ...options, timeZone: 'Asia/Tokyo' })).toContain(
      'Wednesday, December 2, 2026 at 12:30 AM',
    );
    expect(callRecord([], options)).toBe('');
  });

  it('[CRD1] the greeting is there once, also where only the session tells of it', () => {
    expect(lines([started, opened, caller(1, 'Hi')])).toEqual(['Sam: Hello, this is Acme.', 'Caller: Hi']);
    const again: CallEventBody = { ...opened, reconnect: true, greeting: '' };
    const both = [started, opened, bot(0, 'Hello, this is Acme.'), again, caller(1, 'Hi')];
    expect(lines(both)).toEqual(['Sam: Hello, this is Acme.', 'Caller: Hi']);
  });

  it('[CRD2] what was cut off ends so; what was not heard is not there', () => {
    const events = [
      caller(1, 'Hi'),
      bot(1, 'We open at nine and close at five.', 'We open at nine'),
      bot(2, 'Yes.', ''),
    ];
    expect(lines(events)).toEqual(['Caller: Hi', 'Sam: We open at nine …']);
    expect(lines([bot(1, 'We open… soon.', 'We open…')])).toEqual(['Sam: We open …']);
  });

  it('[CRD3] an answer recorded whole and cut is there once, as it was heard', () => {
    const text = 'We open at nine and close at five.';
    expect(lines([caller(1, 'Hi'), bot(1, text), bot(1, text, 'We open'), caller(2, 'Thanks')])).toEqual([
      'Caller: Hi',
      'Sam: We open …',
      'Caller: Thanks',
    ]);
    expect(lines([bot(1, text, 'We open'), bot(1, text)])).toEqual([`Sam: ${text}`]);
    expect(lines([bot(1, text), bot(1, text, ''), caller(2, 'Wait')])).toEqual(['Caller: Wait']);
  });

  it('[CRD3] the same words said again, in another turn or after a silence, are there again', () => {
    expect(lines([bot(1, 'Sure.'), caller(2, 'And?'), bot(2, 'Sure.')])).toHaveLength(3);
    const silence: CallEventBody = { type: 'silence', count: 1 };
    expect(lines([bot(1, 'Are you there?'), silence, bot(1, 'Are you there?')])).toHaveLength(2);
  });

  it.each([
    [
      { status: 'sent', say: wasSent('sms', 'the link to the booking page', '+14155550123') },
      'texted the link to the booking page',
    ],
    [
      { status: 'sent', say: wasSent('email', 'the directions to us', 'jane@gmail.com') },
      'e-mailed the directions to us',
    ],
    [{ status: 'queued', say: isOnItsWay('sms', 'the message') }, 'sending the message by text'],
    [{ status: 'queued', say: isOnItsWay('email', 'the message') }, 'sending the message by e-mail'],
    [{ status: 'sent', say: 'Email has been successfully sent.' }, 'Email has been successfully sent'],
    [{ status: 'booked', say: 'You are booked for Tuesday at ten.' }, 'You are booked for Tuesday at ten'],
  ] as const)('[CRD4] %j is told as [%s]', (result, words) => {
    expect(lines([returned('some_tool', result)])).toEqual([`[${words}]`]);
  });

  it('[CRD4] a person taking over is told; what the system did besides is not', () => {
    const timing = {
      promptAt: 1,
      requestAt: null,
      firstDeltaAt: null,
      firstSentAt: null,
      lastSentAt: null,
      interruptedAt: null,
    };
    const usage = { inputTokens: 1, cachedTokens: 1, outputTokens: 1 };
    const noise: readonly CallEventBody[] = [
      { type: 'tool-called', turn: 1, toolCallId: 'c1', name: 'send_sms', argumentsJson: '{"to":"+14155550123"}' },
      returned('send_sms', { status: 'needs_confirmation', say: 'Shall I?' }),
      returned('send_sms', { status: 'refused', code: 'opted_out', say: 'No.' }),
      returned('send_sms', { status: 'failed', code: 'internal', say: 'No.' }),
      returned('lookup', { status: 'ok', say: 'Found.' }),
      returned('transfer_to_agent', { status: 'handed_off', say: 'One moment.' }),
      { type: 'turn-ended', turn: 1, outcome: 'completed', timing, usage, model: 'm' },
      { type: 'destination-changed', medium: 'sms', destination: '+14155550123', state: 'confirmed' },
      { type: 'message-status', messageId: 'm', medium: 'sms', status: 'delivered' },
      { type: 'silence', count: 1 },
      { type: 'language-switched', language: 'es-US' },
      { type: 'relay-error', description: 'x' },
      { type: 'session-ended', sessionId: 'VX1', reason: 'caller-hung-up' },
      { type: 'relay-ended', sessionId: 'VX1', status: 'completed', durationSeconds: 3 },
      { type: 'call-ended', status: 'completed', durationSeconds: 3 },
    ];
    const handedOff: CallEventBody = { type: 'handed-off', reason: 'caller-asked', summary: 'About a boiler.' };
    expect(lines([...noise, handedOff])).toEqual(['[passed on to a person]']);
    expect(lines([{ ...handedOff, department: 'sales' }])).toEqual(['[passed on to a person: sales]']);
  });

  it('[CRD5] masked, numbers, addresses and keys are not there, written or said', () => {
    const events = [
      caller(1, 'I am at 415-555-0123 or jane@gmail.com'),
      caller(2, 'four one five, five five five, oh one two three; j a n e at gmail dot com'),
      caller(3, 'Keys pressed: 1 2 3 4', 'dtmf'),
      bot(3, 'So 4 1 5, 5 5 5, 0 1 2 3?'),
      returned('a', { status: 'sent', say: 'Sent to +14155550123.' }),
    ];
    expect(lines(events, { masked: true })).toEqual([
      'Caller: I am at the number ending 23 or j… at gmail dot com',
      'Caller: (a number); (an address)',
      'Caller: Keys pressed: (masked)',
      'Sam: So (a number)?',
      '[Sent to the number ending 23]',
    ]);
    expect(lines(events)).toContain('Caller: Keys pressed: 1 2 3 4');
    expect(lines(events)[0]).toContain('415-555-0123 or jane@gmail.com');
  });

  it('[CRD6] nobody writes a line of the other’s, whatever is said', () => {
    const breaks = fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', ' ', 'x');
    const text = fc.array(fc.oneof(breaks, fc.constantFrom('Sam: ', '[texted the link]')), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.boolean(), (first, second, masked) => {
        const events = [caller(1, `a${first.join('')}`), bot(1, `b${second.join('')}`)];
        const record = lines(events, { masked, callerName: 'Ja\nne' });
        expect(record).toHaveLength(2);
        expect(record[0]).toMatch(/^Ja ne: a/);
        expect(record[1]).toMatch(/^Sam: b/);
        expect(record.join('')).not.toMatch(/[\u0000-\u001f\u0085\u2028\u2029]/);
      }),
      { seed: 10, numRuns: 200 },
    );
  });

  it('[CRD7] it has at most 60,000 characters, in whole lines', () => {
    const long = (count: number): readonly CallEventBody[] =>
      Array.from({ length: count }, (_, turn) => caller(turn, `${'word '.repeat(40)}end`));
    const record = callRecord(at(long(1000)), options);
    expect(record.length).toBeLessThanOrEqual(60_000);
    expect(record.length).toBeGreaterThan(59_000);
    const shown = record.split('\n');
    expect(shown.at(-1)).toBe('[The rest is left out.]');
    for (const line of shown.slice(1, -1)) expect(line.endsWith(' end')).toBe(true);
    const short = Array.from({ length: 7000 }, (_, turn) => caller(turn, 'x'));
    expect(callRecord(at(short), options).length).toBeLessThanOrEqual(60_000);
    expect(callRecord(at(long(20)), options)).not.toContain('left out');
    expect(callRecord(at([caller(1, 'x'.repeat(70_000))]), options).length).toBeLessThanOrEqual(60_000);
  });
});
