import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionServer, caller } from './action-server.ts';
import { OrderSystem } from './order-system.ts';
import { shop, startBoth, token } from './request-site.ts';

const order = { item: 'A "pump"', amount: 2.5, gift: true, wish: null, day: '2026-12-01T09:30', kind: 'new' };

describe('http_request actions, from the site file to a foreign server', () => {
  const acme = new ActionServer();
  const orders = new OrderSystem();
  beforeAll(() => startBoth(acme, orders), 60_000);
  afterAll(async () => {
    await acme.close();
    await orders.close();
  });

  describe('the request', () => {
    it('[ACT40] method, URL and headers with secrets arrive, and nobody else sees the secrets', async () => {
      const call = await acme.call();
      const items = [{ name: 'Pump', cost: 40 }, { name: 'Hose' }];
      const answer = { order: { status: 'shipped', margin: 12, items }, asked: `Bearer ${token}`, by: shop };
      orders.when('/orders/A-17/status', { json: answer });
      expect(await call.run('order_status', { order: 'A-17', by: 'Jane & Joe' })).toEqual({
        status: 'ok',
        say: 'Here is what I found.',
        http_status: 200,
        data: { 'order.status': 'shipped', 'order.items.*.name': ['Pump', 'Hose'], 'order.none': null },
      });
      const [asked] = orders.asked('/orders/A-17/status');
      expect(asked).toMatchObject({ method: 'GET', body: '' });
      expect(asked?.url).toBe('/orders/A-17/status?by=Jane%20%26%20Joe&line=Support');
      expect(asked?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'x-shop': `a-${shop}-z` });
      expect(asked?.headers['content-type']).toBeUndefined();
      orders
        .when('/whole/A-17', { json: answer })
        .when('/whole/A-18', { status: 500, json: { you: `Bearer ${token} at ${shop}` } });
      expect((await call.run('whole_order', { order: 'A-17' })).data).toMatchObject({ order: { status: 'shipped' } });
      expect((await call.run('whole_order', { order: 'A-18' })).data).toEqual({ you: 'Bearer *** at ***' });
      const { callSid } = call.twilio;
      const places = [
        acme.server.output,
        JSON.stringify(acme.model.requests),
        JSON.stringify(await acme.server.json(`/api/calls/${callSid}`)),
        JSON.stringify(await acme.server.json('/api/calls')),
        await (await fetch(`${acme.server.url}/metrics`)).text(),
      ];
      expect(places.map((place) => place.length > 20)).toEqual(places.map(() => true));
      expect(places.filter((place) => place.includes(token) || place.includes(shop))).toHaveLength(0);
      call.twilio.close();
    });

    it.each([
      ['a/../../admin?x=1#y', 'a%2F..%2F..%2Fadmin%3Fx%3D1%23y'],
      ['../admin', '..%2Fadmin'],
      ['..%2f..%2fadmin', '..%252f..%252fadmin'],
      ['\\..\\admin', '%5C..%5Cadmin'],
      ['a b\tc\u0000\r\nd', 'a%20b%20c%0Ad'],
      ['@evil.example:80', '%40evil.example%3A80'],
      ['ü€😀', '%C3%BC%E2%82%AC%F0%9F%98%80'],
      ['<%= it.call.id %>', '%3C%25%3D%20it.call.id%20%25%3E'],
    ])('[ACT40] %j stays in its part of the path', async (value, encoded) => {
      const call = await acme.call();
      const before = orders.seen.length;
      expect(await call.run('order_status', { order: value, by: value })).toMatchObject({ http_status: 404 });
      expect(orders.seen.slice(before).map(({ url }) => url)).toEqual([
        `/orders/${encoded}/status?by=${encoded}&line=Support`,
      ]);
      call.twilio.close();
    });

    it.each(['..', '.', ' .. ', '\u0000', '\u200b'])(
      '[ACT40] %j would leave its part of the path empty: nothing is asked',
      async (value) => {
        const call = await acme.call();
        const before = orders.seen.length;
        const result = await call.run('order_status', { order: value, by: null });
        expect(result).toMatchObject({
          status: 'failed',
          code: 'bad_arguments',
          hint: expect.stringContaining('order'),
        });
        expect(orders.seen).toHaveLength(before);
        call.twilio.close();
      },
    );

    it('[ACT40] a JSON body written as YAML keeps the types of its values, and nothing adds a key to it', async () => {
      const call = await acme.call();
      orders.when('/orders', { status: 201, json: { id: 'A-99', more: 1 } });
      const placed = await call.run('place_order', { ...order, item: '"}, "admin": {"x": "' });
      expect(placed).toEqual({ status: 'ok', say: 'It is ordered.', http_status: 201, data: { id: 'A-99' } });
      const [asked] = orders.asked('/orders');
      expect(asked?.method).toBe('POST');
      expect(asked?.headers['content-type']).toBe('application/json');
      expect(JSON.parse(asked?.body ?? '')).toEqual({
        item: '"}, "admin": {"x": "',
        note: `"}, "admin": {"x": " for ${caller}`,
        amount: 2.5,
        gift: true,
        wish: null,
        day: '2026-12-01T09:30',
        kind: 'new',
        fixed: [1, true, null, 'x', { deep: 2.5 }],
      });
      call.twilio.close();
    });

    it('[ACT40] so does one written as text', async () => {
      const call = await acme.call();
      orders.when('/orders/1', { status: 204 });
      const changed = await call.run('change_order', order);
      expect(changed).toEqual({ status: 'ok', say: "That's done.", http_status: 204, data: null });
      const [asked] = orders.asked('/orders/1');
      expect(asked?.method).toBe('PUT');
      expect(JSON.parse(asked?.body ?? '')).toEqual({
        item: 'A "pump"',
        amount: 2.5,
        gift: true,
        wish: null,
        fixed: 2.5,
      });
      call.twilio.close();
    });

    it('[ACT40] each tool call has an idempotency key of its own, which holds its call and no more', async () => {
      const call = await acme.call();
      const before = orders.asked('/orders').length;
      await call.runs([['place_order', order]], [['place_order', order]]);
      const other = await acme.call();
      await other.run('place_order', order);
      const keys = orders
        .asked('/orders')
        .slice(before)
        .map(({ headers }) => headers['idempotency-key']);
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(3);
      for (const key of keys) expect(key).toMatch(/^call_\w+:puppet_\d+$/);
      call.twilio.close();
      other.twilio.close();
    });

    it('[ACT40] of a long answer the model sees the beginning, without control characters', async () => {
      const call = await acme.call();
      const name = 'Pump\u0000\u0007\u202e 1\u2028';
      orders.when('/whole/long', { json: { name, lines: Array.from({ length: 500 }, (_, line) => `line ${line}`) } });
      const { data } = await call.run('whole_order', { order: 'long' });
      expect(data).toMatchObject({ name: 'Pump 1\n' });
      expect((data as { lines: string[] }).lines.slice(0, 2)).toEqual(['line 0', 'line 1']);
      expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(200);
      call.twilio.close();
    });

    it('[ACT40] what is not JSON is seen as text where all may be seen, and not at all where paths say what may be', async () => {
      const call = await acme.call();
      const page = { text: 'Shipped.', type: 'text/plain' };
      orders.when('/whole/plain', page).when('/orders/plain/status', page);
      expect(await call.run('whole_order', { order: 'plain' })).toMatchObject({ status: 'ok', data: 'Shipped.' });
      expect(await call.run('order_status', { order: 'plain', by: null })).toMatchObject({
        status: 'failed',
        data: null,
      });
      call.twilio.close();
    });

    it('[ACT40] its data can be used in later templates, and a look-up that failed stops what depends on it', async () => {
      const call = await acme.call();
      orders.when('/orders/A-20/status', { json: { order: { status: 'packed', items: [] } } });
      const failing = await call.runs([['order_status', { order: 'none', by: null }]], [['tell_desk', {}]]);
      expect(failing[1]?.result).toMatchObject({ status: 'refused', code: 'previous_failed' });
      const working = await call.runs([['order_status', { order: 'A-20', by: null }]], [['tell_desk', {}]]);
      expect(working[1]?.result.status).toBe('sent');
      expect(acme.carrier.messages.at(-1)).toMatchObject({ to: '+14155550171', body: 'Order: packed.' });
      call.twilio.close();
    });

    it('[ACT40] one call makes at most 30 requests', async () => {
      const call = await acme.call();
      orders.when('/orders', { status: 201, json: { id: 'A-99' } });
      const three = [0, 1, 2].map(() => [['place_order', order]] as const);
      const before = orders.asked('/orders').length;
      for (let turn = 0; turn < 10; turn++) await call.runs(...three);
      expect(await call.run('place_order', order)).toMatchObject({ status: 'refused', code: 'cap_conversation' });
      expect(orders.asked('/orders')).toHaveLength(before + 30);
      call.twilio.close();
    }, 30_000);
  });

  describe('an answer that is none', () => {
    const sorry = { refused: 'accept', missing: "couldn't find", broken: 'a problem', unreadable: "can't read" };
    const wrong = { json: { error: 'No.' } };
    it.each([
      ['a missing page', { status: 404, ...wrong }, sorry.missing],
      ['a page that is gone', { status: 410, ...wrong }, sorry.missing],
      ['a refusal', { status: 400, ...wrong }, sorry.refused],
      ['an error of the system', { status: 500, ...wrong }, sorry.broken],
      ['a redirect to nowhere', { status: 302, ...wrong }, sorry.refused],
    ])('[ACT41] %s is told as what it is', async (what, answer, say) => {
      const call = await acme.call();
      const path = what.replaceAll(' ', '-');
      orders.when(`/try/${path}`, answer);
      const result = { status: 'failed', code: 'vendor_refused', http_status: answer.status, data: { error: 'No.' } };
      const read = await call.run('try_order', { order: path });
      expect(read).toEqual({ ...result, say: expect.stringContaining(say) });
      const placed = await call.run('try_placing', { order: path });
      const hint = answer.status === 500 ? { hint: 'It may have been done. Do not do it again.' } : {};
      expect(placed).toEqual({ ...result, ...hint, say: expect.stringContaining(say) });
      expect(orders.asked(`/try/${path}`).map(({ method }) => method)).toEqual(['GET', 'POST']);
      call.twilio.close();
    });

    it.each([
      ['broken', { text: '{"order": {"status": "ship' }],
      ['page', { text: '<html>Please log in</html>', type: 'image/svg+xml' }],
    ])('[ACT41] an answer that cannot be read is a failed look-up: %s', async (path, answer) => {
      const call = await acme.call();
      orders.when(`/try/${path}`, answer);
      expect(await call.run('try_order', { order: path })).toEqual({
        status: 'failed',
        code: 'vendor_refused',
        say: expect.stringContaining(sorry.unreadable),
        http_status: 200,
        data: null,
      });
      expect(await call.run('try_placing', { order: path })).toMatchObject({ status: 'ok', say: "That's done." });
      expect(orders.asked(`/try/${path}`)).toHaveLength(2);
      call.twilio.close();
    });

    it('[ACT41] a look-up without an answer in time, of which the caller hears meanwhile', async () => {
      const call = await acme.call();
      orders.when('/try/silence', 'silence');
      const result = await call.run('try_order', { order: 'silence' });
      expect(result).toEqual({
        status: 'failed',
        code: 'vendor_unreachable',
        say: "I'm sorry, our system didn't answer in time.",
      });
      expect(call.words).toMatch(/^\w.+ That was that\.\s*$/);
      expect(orders.asked('/try/silence')).toHaveLength(1);
      call.twilio.close();
    });

    it.each(['silence', 'loss'] as const)(
      '[ACT41] an order without an answer (%s) may have been placed, and is not placed again',
      async (answer) => {
        const call = await acme.call();
        orders.when(`/try/no-${answer}`, answer);
        expect(await call.run('try_placing', { order: `no-${answer}` })).toEqual({
          status: 'failed',
          code: 'vendor_unreachable',
          say: expect.stringContaining("can't tell whether that went through"),
          hint: 'It may have been done. Do not do it again.',
        });
        expect(orders.asked(`/try/no-${answer}`)).toHaveLength(1);
        expect(await call.messages()).toMatchObject([{ status: 'failed', attempts: 1 }]);
        call.twilio.close();
      },
    );

    it('[ACT41] a system that is not there', async () => {
      const call = await acme.call();
      expect(await call.run('ask_nobody')).toEqual({
        status: 'failed',
        code: 'vendor_unreachable',
        say: "I'm sorry, I can't reach our system at the moment.",
      });
      expect(await call.messages()).toMatchObject([{ status: 'failed', attempts: 1 }]);
      call.twilio.close();
    });
  });
});
