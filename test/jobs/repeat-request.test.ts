import { describe, expect, it } from 'vitest';
import type { HttpContent } from '../../src/domain/message.ts';
import { answer, bench, closed, forbidden, lost } from './request-bench.ts';

const waits = [5000, 10_000, 20_000, 40_000, 80_000];
const behind = (changes: Partial<HttpContent> = {}) => bench({ ...changes, behind: true });

describe('a request behind the conversation', () => {
  it.each(['GET', 'PUT', 'DELETE'] as const)('[REQ3] a %s is made again until it is answered', async (method) => {
    const { deliver, reserve, asked, answers, clock, finished } = behind({ method });
    await reserve();
    answers.push(answer(503), lost, answer(429), answer(500), closed, answer(200));
    for (const wait of waits) {
      expect(await deliver('m1', true)).toMatchObject({ status: 'retry', result: null });
      await clock.advance(wait - 1);
      const before = asked.length;
      await deliver('m1', true);
      expect(asked).toHaveLength(before);
      await clock.advance(1);
    }
    expect(finished).toEqual([]);
    expect(await deliver('m1', true)).toMatchObject({ status: 'sent', attempts: 6, result: { status: 200 } });
    expect(finished).toMatchObject([{ result: { status: 200 } }]);
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it.each([
    ['an error', answer(503, { e: 1 }), { status: 'sent', result: { status: 503, answer: { e: 1 } } }],
    ['no answer', lost, { status: 'failed', errorCode: 'outcome_unknown' }],
    ['nobody there', closed, { status: 'failed', errorCode: 'vendor_unreachable' }],
  ])('[REQ3] after six times %s is what it came to', async (_what, outcome, end) => {
    const { deliver, reserve, asked, answers, clock, finished } = behind();
    await reserve();
    for (let attempt = 0; attempt < 6; attempt++) answers.push(outcome);
    for (const wait of waits) {
      await deliver('m1', true);
      await clock.advance(wait);
    }
    expect(await deliver('m1', true)).toMatchObject(end);
    await clock.advance(600_000);
    await deliver('m1', true);
    expect(asked).toHaveLength(6);
    expect(finished).toHaveLength(1);
  });

  it.each([200, 301, 400, 404, 409])('[REQ3] an answer of %i ends it at once', async (status) => {
    const { deliver, reserve, asked, answers, finished } = behind();
    await reserve();
    answers.push(answer(status));
    expect(await deliver('m1', true)).toMatchObject({ status: 'sent', result: { status } });
    expect(asked).toHaveLength(1);
    expect(finished).toHaveLength(1);
  });

  it('[REQ3] one whose process died while it was made is made again', async () => {
    const { deliver, reserve, asked, crash } = behind();
    await reserve();
    await crash();
    expect(await deliver('m1', true)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(asked).toHaveLength(1);
  });

  it.each(['POST', 'PATCH'] as const)(
    '[REQ4] a %s is made again only when it certainly did not arrive',
    async (method) => {
      const { deliver, reserve, asked, answers, clock } = behind({ method });
      await reserve();
      answers.push(closed, lost);
      expect(await deliver('m1', true)).toMatchObject({ status: 'retry', errorCode: 'vendor_unreachable' });
      await clock.advance(5000);
      expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'outcome_unknown', attempts: 2 });
      await clock.advance(600_000);
      await deliver('m1', true);
      expect(asked).toHaveLength(2);
    },
  );

  it.each(['POST', 'PATCH'] as const)(
    '[REQ4] a %s that was answered with an error is not made again',
    async (method) => {
      const { deliver, reserve, asked, answers, finished } = behind({ method });
      await reserve();
      answers.push(answer(503));
      expect(await deliver('m1', true)).toMatchObject({ status: 'sent', result: { status: 503 } });
      expect(asked).toHaveLength(1);
      expect(finished).toHaveLength(1);
    },
  );

  it('[REQ4] a POST whose process died while it was made is not made again', async () => {
    const { deliver, reserve, asked, crash, finished } = behind({ method: 'POST' });
    await reserve();
    await crash();
    expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'outcome_unknown' });
    expect(asked).toEqual([]);
    expect(finished).toHaveLength(1);
  });

  it('[REQ4] where it may not go it does not go later either', async () => {
    const { deliver, reserve, asked, answers } = behind();
    await reserve();
    answers.push(forbidden);
    expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'host_not_allowed' });
    expect(asked).toHaveLength(1);
  });

  it('[REQ5] after an attempt without an answer one that did not arrive says nothing of the first', async () => {
    const { deliver, reserve, answers, clock } = behind({ method: 'PUT' });
    await reserve();
    answers.push(lost, closed, closed, closed, closed, closed);
    for (const wait of waits) {
      expect(await deliver('m1', true)).toMatchObject({ status: 'retry', errorCode: 'outcome_unknown' });
      await clock.advance(wait);
    }
    expect(await deliver('m1', true)).toMatchObject({ status: 'failed', errorCode: 'outcome_unknown' });
  });

  it('[REQ5] nor does it after a crash', async () => {
    const { deliver, reserve, answers, crash } = behind({ method: 'DELETE' });
    await reserve();
    await crash();
    answers.push(closed);
    expect(await deliver('m1', true)).toMatchObject({ status: 'retry', errorCode: 'outcome_unknown' });
  });
});
