import { describe, expect, it } from 'vitest';
import { answer, bench, closed, forbidden, lost } from './request-bench.ts';

describe('an attempt at a request', () => {
  it('[REQ1] is made as it was written down, with secrets and the key of its tool call', async () => {
    const { deliver, reserve, asked, finished } = bench({
      method: 'POST',
      body: '{"a":1}',
      headers: { authorization: 'Bearer ${TOKEN}', 'x-two': '${QUOTED} and ${TOKEN}', 'idempotency-key': 'mine' },
      privateHosts: ['10.0.0.1'],
    });
    await reserve();
    expect(await deliver('m1')).toMatchObject({ status: 'sent', attempts: 1, vendorId: null });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://orders.example.com/1',
        headers: {
          authorization: 'Bearer token-4711-abc',
          'x-two': 'a"b\\c-secret and token-4711-abc',
          'idempotency-key': 'call_1:tool_1',
        },
        body: '{"a":1}',
        timeoutMs: 5000,
        allowedHosts: ['orders.example.com'],
        privateHosts: ['10.0.0.1'],
        maximumBytes: 1_000_000,
      },
    ]);
    expect(finished).toEqual([]);
  });

  it.each([200, 204, 302, 404, 429, 500, 503])(
    '[REQ1] an answer of %i is kept as it is, and the tool that waits asks once',
    async (status) => {
      const { deliver, reserve, asked, answers } = bench();
      await reserve();
      answers.push(answer(status, { a: 'b' }));
      const result = { status, answer: { a: 'b' } };
      expect(await deliver('m1')).toMatchObject({ status: 'sent', result });
      expect(await deliver('m1', true)).toMatchObject({ status: 'sent', result });
      expect(asked).toHaveLength(1);
    },
  );

  it('[REQ1] of the answer what may be seen is kept, within its limit', async () => {
    const { deliver, reserve, answers } = bench({ resultPaths: ['a.b', 'c'], resultLimitBytes: 100 });
    await reserve();
    answers.push(answer(200, { a: { b: 'x'.repeat(500), z: 1 }, c: 2 }));
    const message = await deliver('m1');
    expect(Object.keys(message?.result?.answer as object)).toEqual(['a.b']);
    expect(JSON.stringify(message?.result?.answer).length).toBeLessThanOrEqual(102);
  });

  it.each([
    ['no answer', lost, 'outcome_unknown'],
    ['nobody there', closed, 'vendor_unreachable'],
    ['a host that is not allowed', forbidden, 'host_not_allowed'],
  ])('[REQ1] %s ends one that a tool waits for', async (_what, outcome, errorCode) => {
    const { deliver, reserve, asked, answers, clock, log } = bench();
    await reserve();
    answers.push(outcome);
    expect(await deliver('m1')).toMatchObject({ status: 'failed', errorCode, result: null });
    await clock.advance(600_000);
    await deliver('m1', true);
    expect(asked).toHaveLength(1);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { messageId: 'm1', attempts: 1 } }]);
    expect(JSON.stringify(log.lines)).not.toContain('token-4711');
  });

  it.each(['GET', 'POST', 'PUT'] as const)(
    '[REQ2] a %s whose process died before it was made is not made later',
    async (method) => {
      const { deliver, reserve, asked, finished } = bench({ method });
      await reserve();
      expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'not_made' });
      expect(asked).toEqual([]);
      expect(finished).toHaveLength(1);
    },
  );

  it.each(['GET', 'POST', 'DELETE'] as const)(
    '[REQ2] a %s whose process died while it was made is not made again',
    async (method) => {
      const { deliver, reserve, asked, finished, crash } = bench({ method });
      await reserve();
      await crash();
      expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'outcome_unknown' });
      expect(asked).toEqual([]);
      expect(finished).toHaveLength(1);
    },
  );

  it('[REQ2] while its tool still waits, nobody else takes it in hand', async () => {
    const { deliver, reserve, asked, store, clock } = bench({ timeoutMs: 15_000 });
    await reserve();
    await store.claimMessage('m1', clock.now(), 20_000);
    await clock.advance(19_999);
    expect(await deliver('m1', true)).toMatchObject({ status: 'sending' });
    expect(asked).toEqual([]);
  });

  it('[REQ6] without its secret nothing is asked', async () => {
    const { deliver, reserve, asked } = bench({ headers: { a: '${TOKEN}', b: 'x ${UNSET} y' } });
    await reserve();
    expect(await deliver('m1')).toMatchObject({ status: 'failed', errorCode: 'not_configured' });
    expect(asked).toEqual([]);
  });

  it('[REQ6] secrets that an answer repeats are hidden, as they are and as JSON writes them', async () => {
    const { deliver, reserve, answers, store } = bench({ headers: { a: 'Bearer ${TOKEN}', b: '${QUOTED}' } });
    await reserve();
    answers.push(answer(500, { sent: ['Bearer token-4711-abc', 'a"b\\c-secret'], 'token-4711-abc': 1 }));
    await deliver('m1');
    expect((await store.findMessage('m1'))?.result?.answer).toEqual({ sent: ['Bearer ***', '***'], '***': 1 });
  });

  it.each([
    ['broken JSON', { body: '{"a":' }],
    ['JSON that was cut', { body: '[1,2', truncated: true }],
    ['a compressed one', { body: '', truncated: true }],
    ['one of another kind', { body: 'PNG', contentType: 'image/png' }],
  ])('[REQ7] %s cannot be read', async (_what, more) => {
    const { deliver, reserve, answers } = bench();
    await reserve();
    answers.push(answer(200, null, more));
    expect((await deliver('m1'))?.result).toEqual({ status: 200, answer: null, unreadable: true });
  });

  it.each([
    ['nothing', '', ''],
    ['null', ' null\n', 'application/json'],
    ['spaces', ' \r\n', 'application/json'],
  ])('[REQ7] %s is read as nothing', async (_what, body, contentType) => {
    const { deliver, reserve, answers } = bench();
    await reserve();
    answers.push(answer(200, null, { body, contentType }));
    expect((await deliver('m1'))?.result).toEqual({ status: 200, answer: null });
  });
});
