import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Model } from '../../src/ports.ts';
import { brief, CountingIds, collect, modelRequest, silentLog } from '../support/model-parts.ts';
import type { ModelWire } from '../support/model-wire.ts';
import { RawModelServer } from '../support/raw-model-server.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

type Create = (options: {
  apiKey: string;
  baseUrl: string;
  model: string;
  clock: VirtualClock;
  ids: CountingIds;
  log: typeof silentLog;
}) => Model;

const usage = 'usage 100/60/7 test-model-1';

/** What every model adapter does with what a server may do; the same neutral events whatever the vendor's shape. */
export function describeModel(name: string, create: Create, wire: ModelWire): void {
  describe(`${name} as a model`, () => {
    const server = new RawModelServer();
    let clock: VirtualClock;
    let model: Model;
    const never = new AbortController().signal;
    const run = async (signal = never) => brief(await collect(model.stream(modelRequest(), signal)));

    beforeAll(() => server.listen());
    afterAll(() => server.close());
    beforeEach(() => {
      clock = new VirtualClock();
      const options = { apiKey: 'key', baseUrl: server.baseUrl, model: 'test-model', clock, log: silentLog };
      model = create({ ...options, ids: new CountingIds() });
    });
    const answer = (...chunks: string[]) =>
      server.answerWith((exchange) => {
        exchange.stream(...chunks);
        exchange.response.end();
      });
    const refuse = (status: number, body: string, headers: Record<string, string> = {}) =>
      server.answerWith(({ response }) => response.writeHead(status, headers).end(body));

    it('[MOD1] streams text, then usage, then one end', async () => {
      answer(wire.text('Good '), wire.text('morning.'), ...wire.finish(false));
      expect(await run()).toEqual(['Good ', 'morning.', usage, 'finished']);
      expect(server.exchanges.map((exchange) => exchange.path)).toEqual([wire.path]);
      expect(clock.pending).toBe(0);
    });

    it('[MOD2] puts a tool call together from its pieces and keeps the text before it', async () => {
      answer(
        wire.text('One moment.'),
        ...wire.call(1, 'call_a', 'end_call', ['{"fare', 'well":"Bye"}']),
        ...wire.finish(true),
      );
      expect(await run()).toEqual(['One moment.', 'end_call({"farewell":"Bye"})#call_a', usage, 'finished']);
    });

    it('[MOD2] yields two tool calls in their order', async () => {
      const calls = [...wire.call(0, 'call_a', 'first', ['{}']), ...wire.call(1, 'call_b', 'second', ['{"x":', '1}'])];
      answer(...calls, ...wire.finish(true));
      expect(await run()).toEqual(['first({})#call_a', 'second({"x":1})#call_b', usage, 'finished']);
    });

    it('[MOD2] hands arguments on as they are, JSON or not', async () => {
      answer(...wire.call(0, 'call_a', 'broken', ['{"to": ', 'nonsense']), ...wire.finish(true));
      expect(await run()).toEqual(['broken({"to": nonsense)#call_a', usage, 'finished']);
    });

    it('[MOD3] gives a call a fresh id when its own is missing or already used in this call', async () => {
      answer(...wire.call(0, '', 'first', ['{}']), ...wire.call(1, 'call_old', 'second', ['{}']), ...wire.finish(true));
      const old = { role: 'tool-call', id: 'call_old', name: 'x', argumentsJson: '{}' } as const;
      const events = await collect(model.stream(modelRequest({ history: [old] }), never));
      expect(brief(events)).toEqual(['first({})#call_made1', 'second({})#call_made2', usage, 'finished']);
    });

    it("[MOD4] a refusal is the model's text", async () => {
      answer(wire.refusal("I can't "), wire.refusal('do that.'), ...wire.finish(false));
      expect(await run()).toEqual(["I can't ", 'do that.', usage, 'finished']);
    });

    it('[MOD5] an empty answer finishes without a word', async () => {
      answer(...wire.finish(false));
      expect(await run()).toEqual([usage, 'finished']);
    });

    it('[MOD6] a cut stream is unreachable, and its half tool call is dropped', async () => {
      const half = wire.call(1, 'call_a', 'send_sms', ['{"to":"caller"', ',"message":"x"}']).slice(0, 2);
      answer(wire.text('One moment.'), ...half);
      expect(await run()).toEqual(['One moment.', 'failed unreachable null']);
    });

    it('[MOD6] a socket that dies mid-stream is unreachable', async () => {
      server.answerWith((exchange) => {
        exchange.stream(wire.text('Good '));
        exchange.response.socket?.end();
      });
      expect(await run()).toEqual(['Good ', 'failed unreachable null']);
    });

    it('[MOD6] a socket that dies before the headers is unreachable', async () => {
      server.answerWith((exchange) => exchange.response.socket?.destroy());
      expect(await run()).toEqual(['failed unreachable null']);
      expect(server.exchanges).toHaveLength(1);
    });

    it('[MOD6] nobody listening is unreachable', async () => {
      const options = { apiKey: 'key', baseUrl: 'http://127.0.0.1:1/v1', model: 'm', clock, log: silentLog };
      model = create({ ...options, ids: new CountingIds() });
      expect(await run()).toEqual(['failed unreachable null']);
    });

    it('[MOD7] 429 is rate-limited, says how long to wait, and is not repeated by the adapter', async () => {
      refuse(429, '{"error":{"message":"slow down","code":"rate_limit_exceeded"}}', { 'retry-after': '2' });
      const events = await collect(model.stream(modelRequest(), never));
      expect(events).toMatchObject([{ failure: { kind: 'rate-limited', status: 429, retryAfterMs: 2000 } }]);
      expect(server.exchanges).toHaveLength(1);
    });

    it('[MOD7] an exhausted quota is refused, not rate-limited', async () => {
      refuse(429, '{"error":{"message":"pay","code":"insufficient_quota"}}');
      expect(await run()).toEqual(['failed refused 429']);
    });

    it.each([
      [500, 'oops', 'failed unreachable 500'],
      [503, '', 'failed unreachable 503'],
      [400, '{"error":{"message":"no"}}', 'failed refused 400'],
      [401, '<html>no</html>', 'failed refused 401'],
      [404, '{}', 'failed refused 404'],
    ])('[MOD7] a %i answer is told by its status', async (status, body, expected) => {
      refuse(status, body);
      expect(await run()).toEqual([expected]);
    });

    it('[MOD8] an error inside the stream ends it as unreachable', async () => {
      answer(wire.text('Good '), wire.failure());
      expect(await run()).toEqual(['Good ', 'failed unreachable null']);
    });

    it.each([
      ['bad JSON', 'data: {"type": oops\n\n'],
      ['JSON that is no object', 'data: 7\n\ndata: null\n\ndata: [1]\n\ndata: "x"\n\n'],
      ['no events at all', '\u0000\u0001\ufffd nonsense\r\n<html></html>'],
      ['nothing', ''],
    ])('[MOD8] %s after good text ends as unreachable', async (_name, garbage) => {
      answer(wire.text('Good '), garbage);
      expect(await run()).toEqual(['Good ', 'failed unreachable null']);
    });

    it('[MOD9] an answer cut by the token limit is incomplete, and its tool call is not made', async () => {
      const half = wire.call(1, 'call_a', 'send_sms', ['{"to":"call']).slice(0, 2);
      answer(wire.text('Well'), ...half, ...wire.incomplete());
      const events = await run();
      expect(events.at(-1)).toBe('failed incomplete null');
      expect(events.filter((event) => event.startsWith('send_sms'))).toEqual([]);
    });

    it('[MOD10] a slow first token within the limit is waited for', async () => {
      server.answerWith((exchange) => exchange.stream(': hello\n\n'));
      const events = run();
      await server.received(1);
      await clock.advance(3900);
      server.exchanges[0]?.stream(wire.text('Here.'), ...wire.finish(false));
      server.exchanges[0]?.response.end();
      expect(await events).toEqual(['Here.', usage, 'finished']);
    });

    it.each([
      ['headers', () => {}],
      ['a first token', (stream: (chunk: string) => void) => stream(': ping\n\n')],
    ])('[MOD10] no %s within 4 s is unreachable, and the request is given up', async (_name, begin) => {
      server.answerWith((exchange) => begin(exchange.stream));
      const events = run();
      await server.received(1);
      await clock.advance(4000);
      expect(await events).toEqual(['failed unreachable null']);
      await server.exchanges[0]?.closed;
      expect(clock.pending).toBe(0);
    });

    it('[MOD11] a stream that dries up is given up after 4 s', async () => {
      server.answerWith((exchange) => exchange.stream(wire.text('Good ')));
      const iterator = model.stream(modelRequest(), never)[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toEqual({ type: 'text-delta', text: 'Good ' });
      const next = iterator.next();
      await clock.advance(4000);
      expect(brief([(await next).value])).toEqual(['failed unreachable null']);
      expect((await iterator.next()).done).toBe(true);
      await server.exchanges[0]?.closed;
    });

    it('[MOD11] a stream that never ends is given up after 30 s', async () => {
      server.answerWith((exchange) => exchange.stream(wire.text('a')));
      const events: string[] = [];
      for await (const event of model.stream(modelRequest(), never)) {
        events.push(...brief([event]));
        await clock.advance(3500);
        server.exchanges[0]?.stream(wire.text('a'));
      }
      expect(events).toEqual([...Array<string>(9).fill('a'), 'failed unreachable null']);
    });

    it('[MOD12] after an abort nothing but its end is yielded, though more is buffered', async () => {
      answer(wire.text('one '), wire.text('two '), wire.text('three '), ...wire.finish(false));
      const controller = new AbortController();
      const events: string[] = [];
      for await (const event of model.stream(modelRequest(), controller.signal)) {
        events.push(...brief([event]));
        controller.abort();
      }
      expect(events).toEqual(['one ', 'aborted']);
      expect(clock.pending).toBe(0);
    });

    it('[MOD12] an abort while waiting ends at once and closes the connection', async () => {
      server.answerWith(() => {});
      const controller = new AbortController();
      const events = run(controller.signal);
      await server.received(1);
      controller.abort();
      expect(await events).toEqual(['aborted']);
      await server.exchanges[0]?.closed;
    });

    it('[MOD12] an abort before the beginning asks nobody', async () => {
      answer(wire.text('x'), ...wire.finish(false));
      expect(await run(AbortSignal.abort())).toEqual(['aborted']);
      expect(server.exchanges).toHaveLength(0);
    });

    it('[MOD12] a reader that leaves early closes the connection', async () => {
      server.answerWith((exchange) => exchange.stream(wire.text('one ')));
      for await (const _event of model.stream(modelRequest(), never)) break;
      await server.exchanges[0]?.closed;
      expect(clock.pending).toBe(0);
    });

    it('[MOD13] a server that keeps the stream open after the answer delays its end by no more than 0.5 s', async () => {
      const chunks = [wire.text('Hi.'), ...wire.finish(false).slice(0, 1)].join('');
      server.answerWith((exchange) => exchange.stream(chunks));
      const iterator = model.stream(modelRequest(), never)[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toEqual({ type: 'text-delta', text: 'Hi.' });
      const rest = collect({ [Symbol.asyncIterator]: () => iterator });
      await settle();
      await clock.advance(500);
      expect(brief(await rest).at(-1)).toBe('finished');
    });

    it('[MOD14] warming never throws, whatever the server does', async () => {
      refuse(500, 'oops');
      await expect(model.warm(modelRequest())).resolves.toBeUndefined();
      expect(server.exchanges.map((exchange) => `${exchange.method} ${exchange.path}`)).toEqual(['GET /v1/models']);
      expect(clock.pending).toBe(0);
    });

    it('[MOD14] warming gives up after 5 s', async () => {
      server.answerWith(() => {});
      const warmed = model.warm(modelRequest());
      await server.received(1);
      await clock.advance(5000);
      await expect(warmed).resolves.toBeUndefined();
    });
  });
}
