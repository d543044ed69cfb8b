import { afterEach, expect, it } from 'vitest';
import { CallbackCalls, DESK } from './callback-calls.ts';

let calls: CallbackCalls;
afterEach(() => calls.close());

const closed = { line: { hours: {} } };
const customer = { first: 'customer' } as const;

it('[DCB9] a customer who is rung first is connected with an agent outside their hours, where an operator wanted that', async () => {
  calls = await new CallbackCalls(closed).ring({ anyHour: true }, customer);
  expect((await calls.step('answered', { AnsweredBy: 'human' })).text).toContain(`>${DESK}</Number>`);
});

it('[DCB9] and with nobody where no operator did', async () => {
  calls = await new CallbackCalls(closed).ring({}, customer);
  expect((await calls.step('answered', { AnsweredBy: 'human' })).text).not.toContain(DESK);
});
