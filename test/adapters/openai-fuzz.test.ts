import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChatModel } from '../../src/adapters/openai-chat.ts';
import { createResponsesModel } from '../../src/adapters/openai-responses.ts';
import type { Model, ModelEvent } from '../../src/ports.ts';
import { CountingIds, collect, modelRequest, silentLog } from '../support/model-parts.ts';
import { chatWire, type ModelWire, responsesWire } from '../support/model-wire.ts';
import { RawModelServer } from '../support/raw-model-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const streams = 1500;
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
type Random = () => number;

/** mulberry32: the same numbers for the same seed. */
function randomFrom(start: number): Random {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T;

function validStream(wire: ModelWire, random: Random): string[] {
  const call = () =>
    wire.call(below(random, 3), pick(random, ['', 'call_a', 'call_b']), pick(random, ['', 'tool']), ['{"a"', ':1}']);
  const parts = Array.from({ length: below(random, 6) }, () => (random() < 0.6 ? [wire.text('word ')] : call()));
  const end = pick(random, [wire.finish(true), wire.finish(false), wire.incomplete(), [wire.failure()], []]);
  return [...parts.flat(), ...end];
}

const odd = [
  'null',
  '7',
  '"x"',
  '[]',
  '{}',
  'true',
  '-1e309',
  '[{"type":null}]',
  '{"type":"response.completed"}',
  '{"choices":[null]}',
];

function mutate(chunks: string[], random: Random): string {
  const text = chunks.join('');
  const at = below(random, text.length + 1);
  const length = below(random, 40);
  switch (below(random, 8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 3:
      return `${text.slice(0, at)}${String.fromCharCode(below(random, 256))}${text.slice(at + 1)}`;
    case 4:
      return text.replace(/:("[^"]*"|\d+|null|\{|\[)/g, (value) => (random() < 0.15 ? `:${pick(random, odd)}` : value));
    case 5:
      return [...chunks.slice(0, 2), `data: ${pick(random, odd)}\n\n`, ...chunks.slice(2)].join('');
    case 6:
      return chunks.toSorted(() => random() - 0.5).join('');
    default:
      return Array.from({ length: 60 }, () => String.fromCharCode(below(random, 128))).join('');
  }
}

const isSound = (events: readonly ModelEvent[]): boolean =>
  events.at(-1)?.type === 'end' &&
  events.filter((event) => event.type === 'end').length === 1 &&
  events.every((event) => event.type !== 'text-delta' || event.text !== '') &&
  events.every((event) => event.type !== 'tool-call' || (event.id !== '' && event.name !== ''));

describe.each([
  ['Responses', createResponsesModel, responsesWire],
  ['Chat Completions', createChatModel, chatWire],
] as const)('%s streams, random and mutated', (_name, create, wire) => {
  const server = new RawModelServer();
  beforeAll(() => server.listen());
  afterAll(() => server.close());

  it(`[MOD15] never throw and always end exactly once (${streams} streams, FUZZ_SEED to vary)`, async () => {
    const clock = new VirtualClock();
    const random = randomFrom(seed);
    const options = { apiKey: 'k', baseUrl: server.baseUrl, model: 'm', clock, ids: new CountingIds(), log: silentLog };
    const model: Model = create(options);
    const unsound: string[] = [];
    const ends = new Map<string, number>();
    for (let round = 0; round < streams; round++) {
      let sent = mutate(validStream(wire, random), random);
      if (random() < 0.3) sent = mutate(sent.split(/(?<=\n\n)/), random);
      const destroys = random() < 0.1;
      server.answerWith((exchange) => {
        exchange.stream(sent);
        if (destroys) exchange.response.socket?.destroySoon();
        else exchange.response.end();
      });
      const events = await collect(model.stream(modelRequest(), new AbortController().signal));
      if (!isSound(events)) unsound.push(sent);
      const last = events.at(-1);
      if (last?.type === 'end') ends.set(last.reason, (ends.get(last.reason) ?? 0) + 1);
    }
    expect(unsound).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(ends.get('finished')).toBeGreaterThan(streams / 20);
    expect(ends.get('failed')).toBeGreaterThan(streams / 20);
  });
});
