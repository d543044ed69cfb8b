import { type Kysely, sql } from 'kysely';
import { toCallRow } from '../src/adapters/store/call-row.ts';
import { freshRow } from '../src/adapters/store/call-summaries.ts';
import { toJson } from '../src/adapters/store/clean-text.ts';
import type { Tables } from '../src/adapters/store/tables.ts';
import type { Call } from '../src/domain/call.ts';
import { emptySummary, outcomeOf, summarise } from '../src/domain/call-summary.ts';
import type { CallEvent } from '../src/domain/event.ts';
import { wordsOfCall } from '../src/domain/search-words.ts';
import type { CallFilter, CallPosition } from '../src/ports/call-search-store.ts';

/** One call every three minutes, from here on. */
const firstAt = Date.UTC(2026, 3, 1, 8);
const apartMs = 180_000;
const atOnce = 500;
const lines = ['sales', 'support', 'support', 'support', 'after-hours'];
const vocabulary = 4000;

/**
 * Calls of one site by several lines, with what callers and the bot say from a vocabulary as skewed as speech is. Written
 * in rows of many calls, counted by the functions that count them one by one.
 */
export async function fill(database: Kysely<Tables>, calls: number): Promise<void> {
  for (let start = 0; start < calls; start += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, calls - start) }, (_, index) => start + index);
    const rows = some.map((index) => ({ call: callOf(index), events: eventsOf(index, calls) }));
    const ended = { status: 'completed', site_version: 'v1', last_seq: 10 };
    await database
      .insertInto('calls')
      .values(rows.map(({ call }) => ({ ...toCallRow(call), ...ended, ended_at: call.startedAt + 120_000 })))
      .execute();
    await database
      .insertInto('events')
      .values(rows.flatMap(({ call, events }) => events.map((event, index) => eventRow(call.id, event, index + 1))))
      .execute();
    await database.insertInto('call_summaries').values(rows.map(summaryRow)).execute();
    if (start % 10_000 === 0 && start > 0) console.log(`  ${start} …`);
  }
}

const eventRow = (callId: string, event: CallEvent, seq: number) => ({
  call_id: callId,
  seq,
  at: event.at,
  type: event.type,
  body: toJson(event),
});

function summaryRow({ call, events }: { readonly call: Call; readonly events: readonly CallEvent[] }) {
  const facts = summarise(emptySummary, events);
  const words = sql<string>`array_to_tsvector(${wordsOfCall(events)}::text[])`;
  return { ...freshRow(call), facts: toJson(facts), seq: events.length, outcome: outcomeOf(facts), words };
}

/** What is asked, and where in the list it is scrolled to. */
export function tailored(calls: number): {
  readonly middle: CallPosition;
  readonly last: CallPosition;
  readonly questions: Readonly<Record<string, CallFilter>>;
} {
  const position = (index: number): CallPosition => ({ startedAt: startOf(index), id: idOf(index) });
  const summer = { from: startOf(Math.floor(calls / 3)), to: startOf(Math.floor(calls / 2)) };
  return {
    middle: position(Math.floor(calls / 2)),
    last: position(20),
    questions: {
      'no filter': {},
      'site and line': { siteId: 'brightwater', lineId: 'sales' },
      'outcome: common': { outcome: 'hung-up' },
      'outcome: rare': { outcome: 'failed' },
      'outcome: none': { outcome: 'unknown' },
      'line and outcome, rare': { siteId: 'brightwater', lineId: 'after-hours', outcome: 'failed' },
      'number: last four digits': { number: { digits: '4321', whole: false } },
      'number: whole': { number: { digits: '14155554321', whole: true } },
      'number: whose every tenth call it is': { number: { digits: '14155550000', whole: true } },
      'number: nobody': { number: { digits: '99999999', whole: false } },
      'word: common': { words: ['hello'] },
      'word: rare': { words: ['zamboni'] },
      'word: common last year only': { words: ['snowed'] },
      'word: nobody said': { words: ['xylophone'] },
      'two words': { words: ['hello', 'word31'] },
      'word unfinished: many': { words: ['wo'] },
      'word unfinished: few': { words: ['zam'] },
      'word, line and outcome': { words: ['hello'], siteId: 'brightwater', lineId: 'sales', outcome: 'failed' },
      'rare word and line': { words: ['zamboni'], siteId: 'brightwater', lineId: 'sales' },
      'word and number': { words: ['zamboni'], number: { digits: '0000', whole: false } },
      'a time': summer,
      'a time and a common word': { ...summer, words: ['hello'] },
      'a time, a line and a rare word': { ...summer, siteId: 'brightwater', lineId: 'support', words: ['zamboni'] },
      'everything at once': {
        ...summer,
        siteId: 'brightwater',
        lineId: 'support',
        outcome: 'hung-up',
        direction: 'inbound',
        words: ['hello'],
        number: { digits: '0000', whole: false },
      },
    },
  };
}

const startOf = (index: number): number => firstAt + index * apartMs;
const idOf = (index: number): string => `call_01k${String(index).padStart(23, '0')}`;

function callOf(index: number): Call {
  const digits = String(index % 10 === 0 ? 0 : (index * 7919) % 10_000).padStart(4, '0');
  return {
    id: idOf(index),
    callSid: `CA${index.toString(16).padStart(32, '0')}`,
    siteId: 'brightwater',
    lineId: lines[index % lines.length] ?? 'support',
    direction: 'inbound',
    from: { kind: 'phone', number: `+1415555${digits}` },
    to: '+14155550102',
    startedAt: startOf(index),
  };
}

function eventsOf(index: number, calls: number): readonly CallEvent[] {
  const at = startOf(index);
  const random = generator(index);
  const rare = index % 1000 === 7 ? ' zamboni' : '';
  const old = index < calls / 2 ? ' snowed' : '';
  const said = (turn: number, more = ''): CallEvent => ({
    type: 'caller-said',
    turn,
    text: `hello ${sentence(random)}${more}`,
    via: 'speech',
    at: at + turn * 10_000,
  });
  const answered = (turn: number): CallEvent => {
    const text = sentence(random);
    return { type: 'bot-said', turn, text, heard: text, interrupted: false, at: at + turn * 10_000 + 900 };
  };
  const promptAt = at + 10_000;
  const timing = { promptAt, requestAt: promptAt, firstDeltaAt: promptAt, firstSentAt: promptAt, lastSentAt: promptAt };
  const usage = { inputTokens: 2000, cachedTokens: 1500, outputTokens: 60 };
  return [
    { type: 'call-started', from: '+14155550123', to: '+14155550102', lineId: 'support', at },
    { type: 'session-started', sessionId: `VX${index}`, reconnect: false, greeting: 'Hello', at },
    said(1, rare),
    answered(1),
    said(2, old),
    answered(2),
    said(3),
    {
      type: 'turn-ended',
      turn: 3,
      outcome: 'completed',
      timing: { ...timing, interruptedAt: null },
      usage,
      model: 'gpt-6-luna',
      at,
    },
    {
      type: 'session-ended',
      sessionId: `VX${index}`,
      reason: index % 500 === 3 ? 'socket-lost' : 'caller-hung-up',
      at,
    },
    { type: 'call-ended', status: 'completed', durationSeconds: 120, at: at + 120_000 },
  ];
}

const sentence = (random: () => number): string =>
  Array.from({ length: 14 }, () => `word${Math.floor(random() ** 3 * vocabulary)}`).join(' ');

/** The same calls every time. */
function generator(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}
