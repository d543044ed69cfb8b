import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpRequester } from '../../src/adapters/http-requester.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { HttpContent } from '../../src/domain/message.ts';
import { attemptRequest } from '../../src/jobs/attempt-request.ts';
import { type HttpTestServer, type Seen, startHttpServer } from '../support/http-test-server.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { answer, bench, closed, forbidden, lost } from './request-bench.ts';

const promised = { method: 'POST', body: '{"a":"ü"}', behind: true, repeatable: true } as const;
const secret = 'token-4711-abc';

/** As the README tells those who take notes to do it. */
function verify(header: string, body: string, now: number): boolean {
  const [, time = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  const isOurs = given !== '' && timingSafeEqual(Buffer.from(given, 'hex'), expected);
  return isOurs && Math.abs(now / 1000 - Number(time)) <= 300;
}

describe('a request that is signed', () => {
  it('[WRP12] carries the time and the signature of its body, of the moment it leaves', async () => {
    const { deliver, reserve, asked, answers, clock } = bench({ ...promised, signWith: '${TOKEN}', headers: {} });
    await reserve();
    answers.push(answer(503));
    const begun = clock.now();
    await deliver('m1', true);
    await clock.advance(5000);
    await deliver('m1', true);
    const headers = asked.map((one) => one.headers['x-attendant-signature'] ?? '');
    expect(headers.map((header) => header.split(',')[0])).toEqual([begun, begun + 5000].map((at) => `t=${at / 1000}`));
    for (const header of headers) expect(verify(header, promised.body, clock.now())).toBe(true);
    expect(verify(headers[0] ?? '', '{"a":"b"}', clock.now())).toBe(false);
    expect(verify(headers[0] ?? '', promised.body, clock.now() + 600_000)).toBe(false);
    expect(new Set(asked.map((one) => one.headers['idempotency-key']))).toEqual(new Set(['call_1:tool_1']));
  });

  it('[WRP12] is not made without its secret, and hides it where the answer repeats it', async () => {
    const unset = bench({ ...promised, signWith: '${UNSET}', headers: {} });
    await unset.reserve();
    expect(await unset.deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'not_configured' });
    expect(unset.asked).toEqual([]);
    const repeating = bench({ ...promised, signWith: '${TOKEN}', headers: {} });
    await repeating.reserve();
    repeating.answers.push(answer(200, { echo: `key ${secret}` }));
    const message = await repeating.deliver('m1', true);
    expect(JSON.stringify(message?.result)).not.toContain(secret);
  });

  it('[WRP12] others are not signed', async () => {
    const { deliver, reserve, asked } = bench(promised);
    await reserve();
    await deliver('m1', true);
    expect(Object.keys(asked[0]?.headers ?? {}).toSorted()).toEqual(['authorization', 'idempotency-key']);
  });
});

describe('a request that may be repeated', () => {
  it('[WRP13] is a POST made again until it is answered, doubled waits up to an hour, twenty times', async () => {
    const { deliver, reserve, asked, answers, clock, finished } = bench(promised);
    await reserve();
    for (let index = 0; index < 30; index++) answers.push([answer(503), lost, answer(429), closed][index % 4] ?? lost);
    const waits: number[] = [];
    for (let attempt = 1; attempt < 20; attempt++) {
      const message = await deliver('m1', true);
      if (message === null) throw new Error('it is there');
      expect(message).toMatchObject({ status: 'retry', attempts: attempt });
      waits.push(message.dueAt - clock.now());
      await clock.advance(message.dueAt - clock.now());
    }
    expect(waits.slice(0, 4)).toEqual([5000, 10_000, 20_000, 40_000]);
    expect(Math.max(...waits)).toBe(3_600_000);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(8 * 3_600_000);
    expect(await deliver('m1', true)).toMatchObject({ status: 'failed', attempts: 20 });
    expect(asked).toHaveLength(20);
    expect(finished).toHaveLength(1);
  });

  it('[WRP13] is made again after a crash in the middle of it, under the same key', async () => {
    const { deliver, reserve, asked, crash } = bench(promised);
    await reserve();
    await crash();
    expect(await deliver('m1', true)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(asked).toMatchObject([{ headers: { 'idempotency-key': 'call_1:tool_1' } }]);
  });

  it.each([400, 401, 404, 410, 301])('[WRP13] a refusal (%i) ends it, and is logged', async (status) => {
    const { deliver, reserve, answers, log } = bench(promised);
    await reserve();
    answers.push(answer(status));
    expect(await deliver('m1', true)).toMatchObject({ status: 'sent', result: { status } });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { messageId: 'm1', status } }]);
  });

  it('[WRP13] where it may not go at all it is not repeated; other POSTs are not either', async () => {
    const nowhere = bench(promised);
    await nowhere.reserve();
    nowhere.answers.push(forbidden);
    expect(await nowhere.deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'host_not_allowed' });
    const other = bench({ method: 'POST', body: '{}', behind: true });
    await other.reserve();
    other.answers.push(answer(503));
    expect(await other.deliver('m1', true)).toMatchObject({ status: 'sent', result: { status: 503 } });
  });
});

describe('a signed request over HTTP', () => {
  let server: HttpTestServer;
  let respond: (request: Seen, response: ServerResponse) => void;
  beforeEach(async () => {
    respond = (_, response) => void response.writeHead(204).end();
    server = await startHttpServer((request, response) => respond(request, response));
  });
  afterEach(() => server.close());

  it('[WRP14] whoever takes it can check the bytes that came', async () => {
    const clock = new VirtualClock();
    const requester = createHttpRequester({ clock: systemClock });
    const content: HttpContent = {
      medium: 'http',
      to: '127.0.0.1',
      url: `${server.origin}/notes`,
      headers: { 'content-type': 'application/json' },
      allowedHosts: ['127.0.0.1'],
      privateHosts: ['127.0.0.1'],
      timeoutMs: 5000,
      resultPaths: [],
      resultLimitBytes: 100,
      ...promised,
      signWith: '${NOTES}',
    };
    const dependencies = { requester, secret: () => secret, clock, log: new SilentLog() };
    const message = { id: 'm1', callId: 'call_1', toolCallId: 'wrap-up:webhook', attempts: 1 } as never;
    const report = await attemptRequest(dependencies, message, content, { doubtful: false, behind: true });
    expect(report).toMatchObject({ status: 'sent', result: { status: 204 } });
    const [seen] = server.seen;
    expect(seen?.body).toBe(promised.body);
    expect(verify(String(seen?.headers['x-attendant-signature']), seen?.body ?? '', clock.now())).toBe(true);
    expect(seen?.headers['idempotency-key']).toBe('call_1:wrap-up:webhook');
    await requester.close();
  });
});
