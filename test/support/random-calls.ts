import fc from 'fast-check';
import type { Call } from '../../src/domain/call.ts';
import { callOutcomes } from '../../src/domain/call-summary.ts';
import type { CallEvent, CallEventBody } from '../../src/domain/event.ts';
import { searchWords } from '../../src/domain/search-words.ts';
import type { CallFilter } from '../../src/ports/call-search-store.ts';

const at = Date.UTC(2026, 10, 20, 17);
const timing = { promptAt: at, requestAt: null, firstDeltaAt: null, firstSentAt: null, lastSentAt: null };
const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
const target = fc.constantFrom('lee', 'kim');
const saying = fc.constantFrom(
  'The boiler is leaking again',
  'Müller, ölig & größer',
  'call me on 415 555 0123',
  "don't worry",
  '水道が壊れた',
  'boil',
  "quote ' and | & ! :* <->",
  '',
);

/** Anything that can happen in a call and that a list of calls shows. */
export const anyBody: fc.Arbitrary<CallEventBody> = fc.oneof(
  fc.record({
    type: fc.constant('turn-ended' as const),
    turn: fc.nat(9),
    outcome: fc.constantFrom('completed' as const, 'superseded' as const, 'failed' as const),
    timing: fc.constant({ ...timing, interruptedAt: null }),
    usage: fc.constant(usage),
    model: fc.constant('m'),
  }),
  fc.record({
    type: fc.constant('tool-returned' as const),
    turn: fc.nat(9),
    toolCallId: fc.constant('t'),
    name: fc.constant('send_sms'),
    result: fc.record({ status: fc.constantFrom('sent' as const, 'refused' as const), say: fc.constant('x') }),
    durationMs: fc.nat(9),
  }),
  fc.record({
    type: fc.constant('caller-said' as const),
    turn: fc.nat(9),
    text: saying,
    via: fc.constant('speech' as const),
  }),
  fc.record({
    type: fc.constant('bot-said' as const),
    turn: fc.nat(9),
    text: saying,
    heard: saying,
    interrupted: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('agent-dialed' as const),
    dial: fc.constant(1),
    target,
    method: fc.constant('bridge' as const),
  }),
  fc.record({
    type: fc.constant('agent-dial-ended' as const),
    dial: fc.constant(1),
    target,
    method: fc.constant('bridge' as const),
    outcome: fc.constantFrom('connected' as const, 'no-answer' as const, 'canceled' as const),
    durationSeconds: fc.constant(null),
  }),
  fc.record({ type: fc.constant('returned-to-bot' as const), dial: fc.constant(1), tried: fc.constant(['lee']) }),
  fc.record({ type: fc.constant('language-switched' as const), language: fc.constantFrom('de', 'en') }),
  fc.record({
    type: fc.constant('session-ended' as const),
    sessionId: fc.constant('s'),
    reason: fc.constantFrom(
      'caller-hung-up' as const,
      'bot-ended' as const,
      'silence' as const,
      'socket-lost' as const,
    ),
  }),
  fc.record({
    type: fc.constant('call-ended' as const),
    status: fc.constantFrom('completed', 'failed'),
    durationSeconds: fc.constant(null),
  }),
);
export const anyEvents: fc.Arbitrary<readonly CallEvent[]> = fc
  .array(anyBody, { maxLength: 14 })
  .map((bodies) => bodies.map((body, index) => ({ ...body, at: at + index }) as CallEvent));

const number = fc.constantFrom('+14155550123', '+14155550124', '+4930901820123', '+14150000123');

/** Of a site of its own, so that tests may share a store; few different starts, so that many calls begin together. */
export const anyCall = (siteId: string, index: number): fc.Arbitrary<Call> =>
  fc
    .record({
      lineId: fc.constantFrom('sales', 'support'),
      direction: fc.constantFrom('inbound' as const, 'inbound' as const, 'outbound' as const),
      from: fc.oneof(
        number.map((value) => ({ kind: 'phone' as const, number: value })),
        fc.constant({ kind: 'withheld' as const }),
        fc.constant({ kind: 'sip' as const, uri: 'sip:+14155550123@pbx.example.com' }),
      ),
      to: number,
      startedAt: fc.nat(9).map((hours) => at + hours * 3_600_000),
    })
    .map((call) => ({ ...call, siteId, id: `${siteId}-${index}`, callSid: `CA${siteId}${index}` }));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

/** Questions, sensible and hostile ones. */
export const anyFilter = (siteId: string): fc.Arbitrary<CallFilter> =>
  fc
    .record({
      lineId: maybe(fc.constantFrom('sales', 'support', 'none')),
      outcome: maybe(fc.constantFrom(...callOutcomes)),
      direction: maybe(fc.constantFrom('inbound' as const, 'outbound' as const)),
      from: maybe(fc.constant(at + 3 * 3_600_000)),
      to: maybe(fc.constant(at + 7 * 3_600_000)),
      number: maybe(
        fc.record({ digits: fc.constantFrom('0123', '50123', '14155550123', '0124', '9999'), whole: fc.boolean() }),
      ),
      words: maybe(
        fc.constantFrom(
          'boil',
          'boiler',
          'leak again',
          'muller',
          'GRÖSSER',
          '壊',
          "don't",
          "' & ! :* \\",
          '5550123',
          'the b',
        ),
      ).map((text) => (text === undefined ? undefined : searchWords(text))),
    })
    .map((filter) => {
      const given = Object.entries({ ...filter, siteId }).filter(([, value]) => value !== undefined);
      return Object.fromEntries(given) as CallFilter;
    });
