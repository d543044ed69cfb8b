import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionServer, caller } from './action-server.ts';
import { OrderSystem } from './order-system.ts';
import { startBoth } from './request-site.ts';
import { site } from './site.ts';

describe('where http_request actions may go, and what their links may be used for', () => {
  const acme = new ActionServer();
  const orders = new OrderSystem();
  /** Another server of this machine. */
  const other = new OrderSystem();
  beforeAll(async () => {
    await other.listen();
    await startBoth(acme, orders);
  }, 60_000);
  afterAll(async () => {
    await acme.close();
    await Promise.all([orders.close(), other.close()]);
  });

  const notThere = {
    status: 'failed',
    code: 'not_configured',
    say: "I'm sorry, I can't reach our system at the moment.",
  };

  it('[ACT43] a private address that is not in private_hosts needs https: such a file does not start', async () => {
    const bad = new ActionServer();
    const action = '- { type: http_request, name: ask, description: Asks., url: "http://127.0.0.1:8080/" }\n  ';
    const file = site.replace('actions:\n  ', `actions:\n  ${action}`);
    await expect(bad.start(file)).rejects.toThrow('add 127.0.0.1 to private_hosts');
    await bad.close();
  }, 60_000);

  it.each(['ask_by_name', 'ask_by_address'])(
    '[ACT43] by https it is not reached either: neither by a name nor written out (%s)',
    async (tool) => {
      const call = await acme.call();
      expect(await call.run(tool)).toEqual(notThere);
      call.twilio.close();
    },
  );

  it.each([
    ['the address of credentials', () => 'http://169.254.169.254/latest/meta-data/'],
    ['the same in other words', () => 'http://[::ffff:169.254.169.254]/latest/'],
    ['another name of the same machine', () => `http://localhost:${other.port}/secret`],
    ['another address of the same machine', () => `http://127.0.0.2:${other.port}/secret`],
    ['its address in IPv6', () => `http://[::1]:${other.port}/secret`],
    ['its address with a name in front', () => `http://127.0.0.1@localhost:${other.port}/secret`],
    ['a foreign host', () => 'https://orders.foreign.example/'],
    ['a foreign host by the same scheme', () => '//orders.foreign.example/'],
    ['another scheme', () => 'file:///etc/passwd'],
  ])('[ACT43] a redirect to %s is not followed', async (what, location) => {
    const call = await acme.call();
    const path = `/abroad/${encodeURIComponent(what)}`;
    orders.when(path, { status: 302, location: location(), text: '' });
    expect(await call.run('order_abroad', { order: what })).toEqual(notThere);
    expect(orders.asked(path)).toHaveLength(1);
    expect(await call.run('place_abroad', { order: what })).toMatchObject({
      code: 'vendor_unreachable',
      hint: 'It may have been done. Do not do it again.',
    });
    expect(orders.asked(path)).toHaveLength(2);
    expect(other.seen).toEqual([]);
    call.twilio.close();
  });

  it('[ACT43] one within the hosts of the file is followed, without the secrets of the first server', async () => {
    const call = await acme.call();
    const third = await new OrderSystem().listen();
    third.when('/moved', { json: { state: 'open' } });
    orders.when('/abroad/moved', { status: 302, location: `http://127.0.0.1:${third.port}/moved`, text: '' });
    expect(await call.run('order_abroad', { order: 'moved' })).toMatchObject({ status: 'ok', data: { state: 'open' } });
    const [asked] = third.asked('/moved');
    expect(asked?.headers.authorization).toBeUndefined();
    expect(asked?.headers['idempotency-key']).toBeUndefined();
    expect(orders.asked('/abroad/moved')[0]?.headers.authorization).toMatch(/^Bearer .+/);
    await third.close();
    call.twilio.close();
  });

  it('[ACT44] a link of an answer is texted once the caller agreed, when its host is allowed', async () => {
    const call = await acme.call();
    const ours = 'https://track.acme.example/t/A-17?from=phone';
    const foreign = 'https://track.acme.example.foreign.example/t/A-17';
    orders.when('/whole/linked', { json: { tracking: ours, other: foreign } });
    const { data } = await call.run('whole_order', { order: 'linked' });
    expect(data).toEqual({ tracking: ours, other: foreign });
    const before = acme.carrier.messages.length;
    expect(await call.run('send_sms_link', { link: ours, to: 'caller' })).toMatchObject({
      status: 'needs_confirmation',
    });
    await call.agreeTo("Shall I text that to the number you're calling from?");
    expect(await call.run('send_sms_link', { link: foreign, to: 'caller' })).toMatchObject({
      status: 'refused',
      code: 'link_not_allowed',
    });
    expect(await call.run('send_sms', { to: 'caller', message: `Here: ${foreign}` })).toMatchObject({
      code: 'link_not_allowed',
    });
    expect(acme.carrier.messages).toHaveLength(before);
    expect((await call.run('send_sms_link', { link: ours, to: 'caller' })).status).toBe('sent');
    expect(acme.carrier.messages.slice(before)).toMatchObject([{ to: caller, body: expect.stringContaining(ours) }]);
    call.twilio.close();
  });
});
