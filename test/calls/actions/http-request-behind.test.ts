import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerProcess } from '../../support/server-process.ts';
import { type ActionCall, ActionServer } from './action-server.ts';
import { type OrderAnswer, OrderSystem } from './order-system.ts';
import { startBoth } from './request-site.ts';

const away = { status: 503, json: { error: 'Back soon.' } };
const open = { json: { state: 'open', margin: 12 } };
const finished =
  'The order_later request has finished. Tell the caller in a sentence. Its answer (data): {"state":"open"}';
const key = 'idempotency-key';

async function noticed(server: ServerProcess, call: ActionCall): Promise<readonly (string | undefined)[]> {
  const path = `/api/calls/${call.twilio.callSid}`;
  const { events } = await server.json<{ events: { type: string; text?: string }[] }>(path);
  return events.filter(({ type }) => type === 'noticed').map(({ text }) => text);
}

describe('http_request actions behind the conversation', () => {
  const acme = new ActionServer();
  const orders = new OrderSystem();
  beforeAll(() => startBoth(acme, orders), 60_000);
  afterAll(async () => {
    await acme.close();
    await orders.close();
  });

  /** What the model was told of by a notice, and answered unasked. */
  const told = (text: string): boolean =>
    acme.model.requests.some(({ messages }) => messages.at(-1)?.content === `[Note, not from the caller: ${text}]`);

  it('[ACT42] the tool returns at once, and the answer is told when it comes', async () => {
    const call = await acme.call();
    const answer = Promise.withResolvers<OrderAnswer>();
    orders.when('/later/A-1', answer.promise);
    expect(await call.run('order_later', { order: 'A-1' })).toEqual({
      status: 'queued',
      say: "I've passed that on; it is being done now.",
    });
    expect(await call.hear('Anything else?')).toBe('Anything else?');
    await orders.arrived('/later/A-1');
    answer.resolve(open);
    expect(await call.twilio.listen()).toBe('Done.');
    expect(told(finished)).toBe(true);
    expect(orders.asked('/later/A-1')).toHaveLength(1);
    call.twilio.close();
  });

  it.each([
    ['loss', 'loss', 'there was no answer, so it may have been done or not.', ''],
    ['silence', 'silence', 'there was no answer, so it may have been done or not.', ''],
    ['away', away, 'the system has a problem.', ' What was answered (data): {"error":"Back soon."}'],
    ['refused', { status: 409, json: null }, 'it was refused.', ''],
  ] as const)(
    '[ACT42] an order that failed (%s) is not repeated, and the caller is told',
    async (path, answer, why, data) => {
      const call = await acme.call();
      orders.when(`/later/${path}`, answer);
      expect(await call.run('place_later', { order: path })).toEqual({ status: 'queued', say: 'The team is on it.' });
      expect(await call.twilio.listen()).toBe('Done.');
      const whatThen = 'Tell the caller, and offer what else there is. Do not repeat it.';
      expect(told(`The place_later request did not succeed: ${why} ${whatThen}${data}`)).toBe(true);
      const [message] = await call.messages();
      expect(message).toMatchObject({ attempts: 1, status: expect.stringMatching(/^(?:failed|sent)$/) });
      expect(orders.asked(`/later/${path}`)).toHaveLength(1);
      call.twilio.close();
    },
  );

  describe.concurrent('again', () => {
    it('[ACT42] a look-up is made again until it is answered, with the same key, and its answer told', async () => {
      const call = await acme.call();
      orders.when('/later/A-2', away, 'loss', open);
      expect(await call.run('order_later', { order: 'A-2' })).toMatchObject({ status: 'queued' });
      expect(await call.twilio.listen()).toBe('Done.');
      expect(told(finished)).toBe(true);
      expect(await call.messages()).toMatchObject([{ status: 'sent', attempts: 3 }]);
      const asked = orders.asked('/later/A-2');
      expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
      expect(new Set(asked.map(({ headers }) => headers[key])).size).toBe(1);
      call.twilio.close();
    }, 120_000);

    it('[ACT42] also after a kill -9 in between, in the call that goes on', async () => {
      const server = await acme.another();
      const call = await acme.call(undefined, undefined, server);
      orders.when('/later/A-3', away, open);
      expect(await call.run('order_later', { order: 'A-3' })).toMatchObject({ status: 'queued' });
      while ((await call.messages(server))[0]?.status !== 'retry');
      await server.stop('SIGKILL');
      await server.start();
      await call.twilio.reconnect(server.url);
      expect(await call.twilio.listen()).toMatch(/sorry|back/i);
      expect(await call.twilio.listen()).toBe('Done.');
      const [first, second, ...more] = orders.asked('/later/A-3');
      expect(more).toEqual([]);
      expect(first?.headers[key]).toMatch(/^call_/);
      expect(second?.headers[key]).toBe(first?.headers[key]);
      expect(await call.messages(server)).toMatchObject([{ status: 'sent', attempts: 2 }]);
      expect(await noticed(server, call)).toEqual([finished]);
      call.twilio.close();
    }, 120_000);

    it('[ACT42] one the tool waited for when its process died is not made again, and the caller is told', async () => {
      const server = await acme.another();
      const call = await acme.call(undefined, undefined, server);
      orders.when('/try/A-4', 'silence');
      void call.run('try_placing', { order: 'A-4' });
      await orders.arrived('/try/A-4');
      await server.stop('SIGKILL');
      await server.start();
      await call.twilio.reconnect(server.url);
      expect(await call.twilio.listen()).toMatch(/sorry|back/i);
      expect(await call.twilio.listen()).toBe('Done.');
      expect(await noticed(server, call)).toEqual([expect.stringContaining('it may have been done or not')]);
      expect(orders.asked('/try/A-4')).toHaveLength(1);
      expect(await call.messages(server)).toMatchObject([{ status: 'failed' }]);
      call.twilio.close();
    }, 120_000);
  });
});
