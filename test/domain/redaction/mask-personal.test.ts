import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../src/domain/event.ts';
import { maskPersonal } from '../../../src/domain/redaction/mask-personal.ts';
import { redactEvent, withoutIdentifiers } from '../../../src/domain/redaction/redact-event.ts';
import { retentionOf } from '../../../src/domain/retention.ts';
import { testLine } from '../../support/test-line.ts';

describe('what a line keeps', () => {
  it.each([
    [{}, {}, 'everything', 365],
    [{ keep: 'metadata', days: 30 }, {}, 'metadata', 30],
    [{ keep: 'metadata', days: 30 }, { days: 'forever' }, 'metadata', 'forever'],
    [{ days: 30 }, { keep: 'no_personal_data' }, 'no_personal_data', 30],
  ])('[RTN1] site %o, line %o: %s, %s', (site, line, keep, days) => {
    const inForce = testLine({ retention: line }, { retention: site });
    expect(retentionOf(inForce.site, inForce.line)).toEqual({ keep, days });
    const { keep: ofSite, days: daysOfSite } = inForce.site.retention;
    expect(retentionOf(inForce.site, null)).toEqual({ keep: ofSite, days: daysOfSite });
  });
});

describe('texts without personal data', () => {
  it.each([
    ['Call me at +1 (415) 555-0123 or 0171/5550123.', 'Call me at [number] or [number].'],
    ['my number is four one five five five five oh one two three thanks', 'my number is [number] thanks'],
    ['it is double five, triple one, nine', 'it is [number]'],
    ['null eins sieben eins fünf fünf fünf bitte', '[number] bitte'],
    ['cuatro uno cinco cinco, cinco', '[number]'],
    ['write to Jane.Doe+x@mail.example.com!', 'write to [address]!'],
    ['jane dot doe at example dot com please', '[address] please'],
    ['it is j a n e at example dot co dot uk ok', 'it is [address] ok'],
    ['maria punto rossi chiocciola esempio punto it', '[address]'],
    ['I am Dana WHITFIELD, not Danae', 'I am [name] [name], not Danae'],
    [
      'The visit is on 12 May at 10:30 and costs 1,450 dollars',
      'The visit is on 12 May at 10:30 and costs 1,450 dollars',
    ],
    ['I waited at home for two or three days at one point', 'I waited at home for two or three days at one point'],
    ['', ''],
  ])('[RTN2] %s', (text, kept) => {
    expect(maskPersonal(text, ['Dana Whitfield', 'Li'])).toBe(kept);
  });

  it.each([
    '1 '.repeat(10_000),
    'a at '.repeat(10_000),
    'x@'.repeat(10_000),
    'j '.repeat(10_000),
    `${'1'.repeat(10_000)}@`,
    ' dot'.repeat(10_000),
  ])('[RTN4] a long text takes no longer than it is long (%#)', (text) => {
    const before = performance.now();
    maskPersonal(text, ['Dana Whitfield']);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

const at = 1;
const samples = [
  { type: 'call-started', at, from: '+14155550123', to: '+14155550101', lineId: 'desk' },
  { type: 'caller-said', at, turn: 1, text: 'My boiler leaks, call +14155550123', via: 'speech', language: 'en-US' },
  { type: 'tool-called', at, turn: 1, toolCallId: 'tc1', name: 'send_sms', argumentsJson: '{"to":"+14155550123"}' },
  {
    type: 'tool-returned',
    at,
    turn: 1,
    toolCallId: 'tc1',
    name: 'send_sms',
    durationMs: 5,
    result: { status: 'refused', code: 'bad_number', say: 'No to Dana', seen: ['a', { b: 'c' }] },
  },
  { type: 'destination-changed', at, medium: 'email', destination: 'dana@example.com', state: 'confirmed' },
  { type: 'handed-off', at, reason: 'Dana wants a person', summary: 'boiler' },
  { type: 'session-ended', at, sessionId: 's', reason: 'caller-hung-up' },
  {
    type: 'wrap-up',
    at,
    notes: {
      summary: 's',
      outcome: 'o',
      promises: ['call Dana'],
      follow_ups: [],
      sentiment: 'positive',
      disposition: 'd',
    },
  },
] as const satisfies readonly CallEvent[];

describe('events', () => {
  it('[RTN3] without words keep shape, numbers and closed words', () => {
    expect(samples.map((event) => redactEvent(event, 'metadata', []))).toEqual([
      { type: 'call-started', at, from: '', to: '', lineId: 'desk' },
      { type: 'caller-said', at, turn: 1, text: '', via: 'speech', language: 'en-US' },
      { type: 'tool-called', at, turn: 1, toolCallId: 'tc1', name: 'send_sms', argumentsJson: '{}' },
      {
        type: 'tool-returned',
        at,
        turn: 1,
        toolCallId: 'tc1',
        name: 'send_sms',
        durationMs: 5,
        result: { status: 'refused', code: 'bad_number', say: '', seen: [{ b: '' }] },
      },
      { type: 'destination-changed', at, medium: 'email', destination: '', state: 'confirmed' },
      { type: 'handed-off', at, reason: '', summary: '' },
      { type: 'session-ended', at, sessionId: 's', reason: 'caller-hung-up' },
      {
        type: 'wrap-up',
        at,
        notes: { summary: '', outcome: '', promises: [], follow_ups: [], sentiment: 'positive', disposition: '' },
      },
    ]);
  });

  it('[RTN3] of a kind that does not exist yet no text is kept', () => {
    const later = {
      type: 'later',
      at,
      told: 'secret',
      deep: { words: ['secret'], more: [{ words: 'secret', count: 1 }] },
    };
    const kept = redactEvent(later as unknown as CallEvent, 'metadata', []);
    expect(kept).toEqual({ type: 'later', at, told: '', deep: { words: [], more: [{ words: '', count: 1 }] } });
  });

  it('[RTN2] without personal data keep their other words', () => {
    const [started, said, called, returned, destination, handedOff, ended] = samples.map((event) =>
      redactEvent(event, 'no_personal_data', ['Dana Whitfield']),
    );
    expect(started).toMatchObject({ from: '', to: '' });
    expect(said).toMatchObject({ text: 'My boiler leaks, call [number]' });
    expect(called).toMatchObject({ argumentsJson: '{"to":"[number]"}' });
    expect(returned).toMatchObject({ result: { say: 'No to [name]' } });
    expect(destination).toMatchObject({ destination: '', state: 'confirmed' });
    expect(handedOff).toMatchObject({ reason: '[name] wants a person' });
    expect(ended).toEqual(samples[6]);
    for (const event of samples) expect(redactEvent(event, 'everything', [])).toBe(event);
  });

  it('[DEL7] a mention is taken out whatever its case and whatever signs it has', () => {
    const event = { ...samples[1], text: 'a.b+c@example.com, A.B+C@EXAMPLE.COM, aXb+c@example.com, +14155550123' };
    const kept = withoutIdentifiers(event, ['a.b+c@example.com', '+14155550123', '']);
    expect(kept).toEqual({ ...event, text: '[removed], [removed], aXb+c@example.com, [removed]' });
    expect(withoutIdentifiers(event, ['nothing'])).toBe(event);
  });
});
