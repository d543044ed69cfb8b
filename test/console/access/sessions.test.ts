import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessBench, cookieOf, password } from './access-bench.ts';

const hourMs = 3_600_000;

describe('a session', () => {
  let bench: AccessBench;
  beforeEach(async () => {
    bench = await new AccessBench().open();
    await bench.account('root', 'admin');
    await bench.account('dana', 'operator');
  });
  afterEach(() => bench.close());
  const who = async (headers: Record<string, string>, at = bench) => at.ask('GET', '/api/who', { headers });

  it('[ACC20] begins with the right password, in a cookie no script and no other site can use', async () => {
    const answer = await bench.signIn('Dana ');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ operator: { name: 'dana', role: 'operator' } });
    const [cookie = '', ...more] = answer.headers['set-cookie'] ?? [];
    expect(more).toEqual([]);
    expect(cookie).toMatch(
      new RegExp(
        `^attendant-${bench.port}=[\\w-]{24,}; Max-Age=604800; Path=/; Expires=[^;]+; HttpOnly; SameSite=Strict$`,
      ),
    );
    const { json } = await who({ cookie: cookieOf(answer) });
    expect(json).toMatchObject({ operator: { name: 'dana', role: 'operator' }, signedIn: true });
    expect(bench.audited()).toEqual([{ operator: 'dana', action: 'sign-in', subject: 'console', detail: {} }]);
  });

  it.each([
    ['eve', password],
    ['dana', 'wrong'],
    ['dana', ''],
    ['dana', `${password} `],
    ['dana', password.toUpperCase()],
    ['local', password],
    ['', password],
    ['dana\r\nset-cookie: x=y', password],
    ["dana' or '1'='1", password],
  ])('[ACC20] not for %j with %j', async (name, secret) => {
    const answer = await bench.signIn(name, secret);
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: 'The name or the password is wrong.' });
    expect(cookieOf(answer)).toBe('');
  });

  it.each([
    ['text', 'name=dana&password=x', 400],
    ['no password', { name: 'dana' }, 400],
    ['no object', [], 400],
    ['a password that is none', { name: 'dana', password: { $gt: '' } }, 400],
    ['a name too long', { name: 'x'.repeat(1001), password }, 400],
    ['far too much', { name: 'dana', password: 'x'.repeat(9000) }, 413],
  ])('[ACC20] %s is answered in a sentence', async (_what, body, status) => {
    const answer = await bench.ask('POST', '/api/sign-in', { headers: bench.page(), body });
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ error: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(bench.hashed).toBe(0);
  });

  it('[ACC20] JSON that is none too', async () => {
    const headers = { ...bench.page(), 'content-type': 'application/json' };
    const answer = await bench.ask('POST', '/api/sign-in', { headers, body: '{"name":' });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: 'The request could not be read.' });
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('[ACC21] is known to every process on the same store', async () => {
    const other = await new AccessBench({ store: bench.store }).open();
    try {
      const { json } = await other.ask('GET', '/api/who', {
        headers: { cookie: (await bench.browser('dana')).cookie.replace(String(bench.port), String(other.port)) },
      });
      expect(json).toMatchObject({ operator: { name: 'dana' } });
    } finally {
      await other.close();
    }
  });

  it('[ACC22] never takes a token that somebody else chose, and replaces the one before', async () => {
    const planted = `attendant-${bench.port}=${'a'.repeat(40)}`;
    const first = cookieOf(await bench.signIn('dana', password, { cookie: planted }));
    expect(first).not.toBe(planted);
    expect((await who({ cookie: planted })).status).toBe(401);
    const second = cookieOf(await bench.signIn('dana', password, { cookie: first }));
    expect(second).not.toBe(first);
    expect((await who({ cookie: first })).status).toBe(401);
    expect((await who({ cookie: second })).status).toBe(200);
  });

  it('[ACC22] a failed attempt leaves the session there is', async () => {
    const browser = await bench.browser('dana');
    await bench.signIn('dana', 'wrong', { cookie: browser.cookie });
    expect((await who(browser)).status).toBe(200);
  });

  it('[ACC23] ends on signing out, and the cookie is taken back', async () => {
    const [browser, other] = [await bench.browser('dana'), await bench.browser('dana')];
    const answer = await bench.ask('POST', '/api/sign-out', { headers: browser });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.every((cookie) => /Expires=Thu, 01 Jan 1970/.test(cookie))).toBe(true);
    expect((await who(browser)).status).toBe(401);
    expect((await who(other)).status).toBe(200);
    expect(bench.audited('sign-out')).toEqual([
      { operator: 'dana', action: 'sign-out', subject: 'console', detail: {} },
    ]);
  });

  it('[ACC24] ends 12 hours after its last use, and 7 days after its begin', async () => {
    const [early, late, busy] = [await bench.browser('dana'), await bench.browser('dana'), await bench.browser('dana')];
    await bench.clock.advance(12 * hourMs - 1);
    expect((await who(early)).status).toBe(200);
    expect((await who(busy)).status).toBe(200);
    await bench.clock.advance(1);
    expect((await who(late)).status).toBe(401);
    for (let hours = 12; hours < 7 * 24; hours += 6) {
      expect((await who(busy)).status).toBe(200);
      await bench.clock.advance(6 * hourMs);
    }
    expect((await who(busy)).status).toBe(401);
  });

  it.each([
    ['its role is changed', { role: 'viewer' }],
    ['its password is changed', { password: 'another good password' }],
  ])('[ACC25] ends when %s, and those of others do not', async (_what, change) => {
    const [browser, other] = [await bench.browser('dana'), await bench.browser('root')];
    expect((await bench.ask('PATCH', '/api/accounts/dana', { headers: other, body: change })).status).toBe(204);
    expect((await who(browser)).status).toBe(401);
    expect((await who(other)).status).toBe(200);
  });

  it('[ACC25] ends when the account is deleted, also for one who comes after under the same name', async () => {
    const [browser, other] = [await bench.browser('dana'), await bench.browser('root')];
    await bench.ask('DELETE', '/api/accounts/dana', { headers: other });
    expect((await who(browser)).status).toBe(401);
    await bench.account('dana', 'admin');
    expect((await who(browser)).status).toBe(401);
    expect((await bench.ask('POST', '/api/change', { headers: browser })).status).toBe(401);
    expect(bench.changes).toEqual([]);
  });

  it('[ACC26] of the shared password ends when the server starts with another one', async () => {
    const store = bench.store;
    const first = await new AccessBench({ store, consolePassword: 'secret' }).open();
    const cookie = cookieOf(await first.signIn('', 'secret'));
    expect((await who({ cookie }, first)).json).toMatchObject({ operator: { name: 'console' }, signedIn: true });
    await first.close();
    for (const [consolePassword, status] of [
      ['secret', 200],
      ['another', 401],
      [null, 401],
    ] as const) {
      const next = await new AccessBench({ store, consolePassword }).open();
      expect((await who({ cookie: cookie.replace(/\d+/, String(next.port)) }, next)).status).toBe(status);
      await next.close();
    }
  });

  it.each(['', 'x', 'a'.repeat(40), '../../x', '"quoted"', 'a'.repeat(5000), '%00%00%00%00%00%00%00%00%00%00%00'])(
    '[ACC27] a cookie of %j is nobody',
    async (value) => {
      expect((await who({ cookie: `a=b; attendant-${bench.port}=${value}; c` })).status).toBe(401);
    },
  );

  it('[ACC28] a stream ends when its reader may not read any more, and not because the store is away', async () => {
    const { cookie } = await bench.browser('dana');
    let ended = false;
    const stream = request({ host: '127.0.0.1', port: bench.port, path: '/api/stream', headers: { cookie } });
    const closed = new Promise<void>((resolve) => {
      stream.on('response', (response) => {
        response.on('error', () => {});
        response.on('close', () => {
          ended = true;
          resolve();
        });
        response.resume();
      });
    });
    const begun = new Promise((resolve) => stream.once('response', resolve));
    stream.end();
    await begun;
    await bench.clock.advance(60_000);
    bench.store.away = true;
    await bench.clock.advance(60_000);
    bench.store.away = false;
    await bench.clock.advance(60_000);
    expect(ended).toBe(false);
    await bench.store.deleteAccount('dana', { keepAdmin: false });
    await bench.clock.advance(30_000);
    await closed;
    expect(bench.clock.pending).toBe(0);
  });
});

describe('the cookie of a session behind a proxy', () => {
  let bench: AccessBench;
  beforeEach(async () => {
    bench = await new AccessBench({ consolePassword: 'secret', publicUrl: 'https://voice.example' }).open();
  });
  afterEach(() => bench.close());
  const outside = { host: 'voice.example', 'x-forwarded-for': '203.0.113.5', origin: 'https://voice.example' };
  const signIn = (headers: Record<string, string>) =>
    bench.ask('POST', '/api/sign-in', { headers, body: { password: 'secret' } });

  it('[ACC29] over https is secure, under a name that no other host can set', async () => {
    const { headers } = await signIn(outside);
    expect(headers['set-cookie']?.[0]).toMatch(
      /^__Host-attendant=[\w-]+; .*Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(headers['set-cookie']?.[0]).not.toContain('Domain');
  });

  it('[ACC29] the same where the proxy gives another host on, and for a script', async () => {
    for (const headers of [{ ...outside, host: `127.0.0.1:${bench.port}` }, { host: 'voice.example' }])
      expect(cookieOf(await signIn(headers))).toMatch(/^__Host-attendant=/);
  });

  it('[ACC29] past the proxy, on this machine, it is a plain one, and good there only', async () => {
    const cookie = cookieOf(await signIn({ origin: bench.origin }));
    expect(cookie).toMatch(/^attendant-\d+=/);
    expect((await bench.ask('GET', '/api/who', { headers: { cookie } })).status).toBe(200);
    const { origin: _origin, ...from } = outside;
    const tossed = cookie.replace(/-\d+/, '-80');
    expect((await bench.ask('GET', '/api/who', { headers: { ...from, cookie: tossed } })).status).toBe(401);
  });
});
