import { beforeEach, describe, expect, it } from 'vitest';
import { createResilientModel } from '../../src/adapters/resilient-model.ts';
import type { Model, ModelEvent, ModelFailure } from '../../src/ports.ts';
import { brief, collect, modelRequest, PlayedModel, RecordingMetrics, silentLog } from '../support/model-parts.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const never = new AbortController().signal;
type Script = (signal: AbortSignal) => AsyncIterable<ModelEvent>;

const plays = (...events: ModelEvent[]): Script =>
  async function* () {
    yield* events;
  };
const finished: ModelEvent = { type: 'end', reason: 'finished' };
const says = (text: string): Script => plays({ type: 'text-delta', text }, finished);
const fails = (kind: ModelFailure['kind'], status: number | null = null, retryAfterMs?: number): Script =>
  plays(failure(kind, status, retryAfterMs));
const failure = (kind: ModelFailure['kind'], status: number | null = null, retryAfterMs?: number): ModelEvent => ({
  type: 'end',
  reason: 'failed',
  failure: { kind, status, message: kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});
const hangs: Script = async function* (signal) {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  yield { type: 'end', reason: 'aborted' };
};

describe('the resilient model', () => {
  let clock: VirtualClock;
  let metrics: RecordingMetrics;
  beforeEach(() => {
    clock = new VirtualClock();
    metrics = new RecordingMetrics();
  });
  const over = (primary: Model, fallback: Model | null = null): Model =>
    createResilientModel({ primary, fallback, clock, log: silentLog, metrics });
  /** Runs a request to its end, moving the clock as it needs; says how long it took. */
  const run = async (model: Model, signal = never): Promise<{ events: string[]; ms: number }> => {
    const startedAt = clock.now();
    let isDone = false;
    const events = collect(model.stream(modelRequest(), signal)).finally(() => {
      isDone = true;
    });
    await settle();
    while (!isDone) await clock.advance(100);
    return { events: brief(await events), ms: clock.now() - startedAt };
  };

  it('[RES1] passes a good answer on as it is', async () => {
    const primary = new PlayedModel(says('Hi.'));
    expect(await run(over(primary))).toEqual({ events: ['Hi.', 'finished'], ms: 0 });
    expect(primary.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['a 500', fails('unreachable', 500)],
    ['a lost connection', fails('unreachable')],
    ['a 429', fails('rate-limited', 429)],
    ['an empty answer', plays(finished)],
  ])('[RES2] tries once more after %s, after a short pause', async (_name, first) => {
    const primary = new PlayedModel(first, says('Hi.'));
    expect(await run(over(primary))).toEqual({ events: ['Hi.', 'finished'], ms: 200 });
    expect(primary.requests).toHaveLength(2);
  });

  it('[RES2] waits as long as the vendor asks, up to a second', async () => {
    const patient = new PlayedModel(fails('rate-limited', 429, 900), says('Hi.'));
    expect(await run(over(patient))).toEqual({ events: ['Hi.', 'finished'], ms: 900 });
    const tooLong = new PlayedModel(fails('rate-limited', 429, 5000), says('Hi.'));
    expect(await run(over(tooLong))).toEqual({ events: ['failed rate-limited 429'], ms: 0 });
  });

  it('[RES2] does not repeat what was refused', async () => {
    const primary = new PlayedModel(fails('refused', 400), says('Hi.'));
    expect((await run(over(primary))).events).toEqual(['failed refused 400']);
    expect(primary.requests).toHaveLength(1);
  });

  it('[RES3] asks the fallback when the second try fails too, and ends failed when all have', async () => {
    const primary = new PlayedModel(fails('unreachable', 500));
    const fallback = new PlayedModel(says('Here.'), fails('unreachable', 503));
    const model = over(primary, fallback);
    expect((await run(model)).events).toEqual(['Here.', 'finished']);
    expect(primary.requests).toHaveLength(2);
    expect((await run(model)).events).toEqual(['failed unreachable 503']);
  });

  it("[RES3] the fallback gets its own model name, or the line's", async () => {
    const primary = new PlayedModel(fails('refused', 401));
    const fallback = new PlayedModel(says('Here.'));
    const model = over(primary, fallback);
    await collect(model.stream(modelRequest({ model: 'big' }), never));
    await collect(model.stream(modelRequest({ model: 'big', fallbackModel: 'small' }), never));
    expect(primary.requests.map((request) => request.model)).toEqual(['big', 'big']);
    expect(fallback.requests.map((request) => request.model)).toEqual([undefined, 'small']);
  });

  it("[RES3] a line's fallback name works without a configured fallback", async () => {
    const primary = new PlayedModel(fails('refused', 404), says('Here.'));
    const request = modelRequest({ model: 'gone', fallbackModel: 'small' });
    expect(brief(await collect(over(primary).stream(request, never)))).toEqual(['Here.', 'finished']);
    expect(primary.requests.map(({ model }) => model)).toEqual(['gone', 'small']);
  });

  it.each([
    ['text', { type: 'text-delta', text: 'We are' } as const, 'We are'],
    ['a tool call', { type: 'tool-call', id: 'c', name: 'send', argumentsJson: '{}' } as const, 'send({})#c'],
  ])('[RES4] never repeats once %s was yielded', async (_name, event, expected) => {
    const primary = new PlayedModel(plays(event, failure('unreachable')));
    const fallback = new PlayedModel(says('Here.'));
    expect((await run(over(primary, fallback))).events).toEqual([expected, 'failed unreachable null']);
    expect(primary.requests).toHaveLength(1);
    expect(fallback.requests).toHaveLength(0);
  });

  it('[RES5] a silent model is left after 2.5 s for the fallback', async () => {
    const primary = new PlayedModel(hangs);
    expect(await run(over(primary, new PlayedModel(says('Here.'))))).toEqual({
      events: ['Here.', 'finished'],
      ms: 2500,
    });
    expect(primary.requests).toHaveLength(1);
  });

  it('[RES5] without a first token it gives up after 4.5 s, however many models hang', async () => {
    expect(await run(over(new PlayedModel(hangs)))).toEqual({ events: ['failed unreachable null'], ms: 4500 });
    const both = over(new PlayedModel(hangs), new PlayedModel(hangs));
    expect(await run(both)).toEqual({ events: ['failed unreachable null'], ms: 4500 });
    expect(clock.pending).toBe(0);
  });

  it('[RES5] once a token came the budget no longer counts', async () => {
    const slow: Script = async function* () {
      yield { type: 'text-delta', text: 'Well' };
      await new Promise<void>((resolve) => clock.after(9000, resolve));
      yield { type: 'text-delta', text: ' then.' };
      yield finished;
    };
    expect(await run(over(new PlayedModel(slow)))).toEqual({ events: ['Well', ' then.', 'finished'], ms: 9000 });
  });

  it('[RES6] after three failures in a row a model is skipped for a minute, while there is another', async () => {
    const primary = new PlayedModel(fails('refused', 401), fails('refused', 401), fails('refused', 401), says('Back.'));
    const fallback = new PlayedModel(says('Here.'));
    const model = over(primary, fallback);
    for (let call = 0; call < 3; call++) expect((await run(model)).events).toEqual(['Here.', 'finished']);
    await clock.advance(59_000);
    expect((await run(model)).events).toEqual(['Here.', 'finished']);
    expect(primary.requests).toHaveLength(3);
    await clock.advance(1000);
    expect((await run(model)).events).toEqual(['Back.', 'finished']);
  });

  it('[RES6] without an alternative it is asked all the same', async () => {
    const primary = new PlayedModel(fails('refused', 401));
    const model = over(primary);
    for (let call = 0; call < 5; call++) await run(model);
    expect(primary.requests).toHaveLength(5);
  });

  it('[RES6] what is wrong with one request does not count against the model', async () => {
    const primary = new PlayedModel(fails('refused', 400));
    const model = over(primary, new PlayedModel(says('Here.')));
    for (let call = 0; call < 5; call++) await run(model);
    expect(primary.requests).toHaveLength(5);
  });

  it('[RES7] an abort ends it as aborted: waiting, in the pause, in the middle', async () => {
    for (const script of [hangs, fails('unreachable', 500)]) {
      const controller = new AbortController();
      const events = run(over(new PlayedModel(script), new PlayedModel(hangs)), controller.signal);
      await settle();
      controller.abort();
      expect((await events).events).toEqual(['aborted']);
    }
    expect(clock.pending).toBe(0);
  });

  it('[RES7] an abort counts against no model', async () => {
    const primary = new PlayedModel(hangs);
    const model = over(primary, new PlayedModel(says('Here.')));
    for (let call = 0; call < 5; call++) await collect(model.stream(modelRequest(), AbortSignal.abort()));
    expect(metrics.counted).toEqual([]);
  });

  it('[RES7] an abort before the beginning asks nobody', async () => {
    const primary = new PlayedModel(says('Hi.'));
    expect((await run(over(primary), AbortSignal.abort())).events).toEqual(['aborted']);
    expect(primary.requests).toHaveLength(0);
  });

  it('[RES8] counts each attempt with how it ended', async () => {
    await run(over(new PlayedModel(fails('unreachable', 500)), new PlayedModel(says('Here.'))));
    expect(metrics.counted).toEqual([
      'attendant_model_attempts_total{primary,unreachable}',
      'attendant_model_attempts_total{primary,unreachable}',
      'attendant_model_attempts_total{fallback,ok}',
    ]);
  });

  it('[RES8] warms both models and never throws', async () => {
    const broken: Model = { stream: hangs as never, warm: () => Promise.reject(new Error('no')) };
    const fallback = new PlayedModel(says('Here.'));
    await expect(over(broken, fallback).warm(modelRequest())).resolves.toBeUndefined();
    expect(fallback.warmed).toBe(1);
  });
});
