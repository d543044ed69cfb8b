import { afterEach, describe, expect, it } from 'vitest';
import { AccessBench, basic, password } from './access-bench.ts';

describe('who may use the console', () => {
  let bench: AccessBench;
  const open = async (options: ConstructorParameters<typeof AccessBench>[0] = {}) => {
    bench = await new AccessBench(options).open();
    return bench;
  };
  afterEach(() => bench.close());

  it('[ACC10] without a password and accounts: this machine, as admin', async () => {
    await open();
    const { status, json } = await bench.ask('GET', '/api/who');
    expect(status).toBe(200);
    expect(json).toMatchObject({ operator: { name: 'local', role: 'admin' }, signedIn: false });
    expect((await bench.ask('GET', '/api/sign-in')).json).toEqual({
      needed: false,
      names: false,
      sharedPassword: false,
    });
    expect((await bench.signIn('console', 'x')).status).toBe(409);
  });

  it.each([
    ['a name that a foreign page made point here', { host: 'evil.example' }],
    ['the same with our port', { host: 'evil.example:3000' }],
    ['a name that begins like ours', { host: 'localhost.evil.example' }],
    ['a tunnel', { 'x-forwarded-for': '203.0.113.5' }],
    ['a proxy', { forwarded: 'for=203.0.113.5' }],
    ['another proxy', { 'x-forwarded-host': 'console.example' }],
  ])('[ACC11] then not %s', async (_what, headers) => {
    await open();
    for (const [method, path] of [
      ['GET', '/api/who'],
      ['POST', '/api/change'],
      ['GET', '/metrics'],
    ] as const) {
      const answer = await bench.ask(method, path, { headers });
      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({ error: 'Only from this machine. Set CONSOLE_PASSWORD for others.' });
    }
    expect((await bench.ask('POST', '/api/sign-in', { headers, body: { password } })).status).toBe(403);
    expect(bench.changes).toEqual([]);
  });

  it('[ACC12] with a password nobody without it, not even from this machine', async () => {
    await open({ consolePassword: 'secret' });
    for (const [method, path] of [
      ['GET', '/api/who'],
      ['GET', '/api/calls'],
      ['POST', '/api/change'],
      ['GET', '/api/no'],
    ] as const)
      expect((await bench.ask(method, path)).status).toBe(401);
    expect(bench.changes).toEqual([]);
    expect((await bench.ask('GET', '/api/sign-in')).json).toEqual({ needed: true, names: false, sharedPassword: true });
  });

  it('[ACC13] with an account on a server without a password everybody signs in, here and behind a tunnel', async () => {
    await open();
    await bench.account('dana', 'viewer');
    expect((await bench.ask('GET', '/api/who')).status).toBe(401);
    expect((await bench.ask('GET', '/api/sign-in')).json).toEqual({ needed: true, names: true, sharedPassword: false });
    const tunnel = { host: 'x.tunnel.example', 'x-forwarded-for': '203.0.113.5', origin: 'https://x.tunnel.example' };
    const signedIn = await bench.ask('POST', '/api/sign-in', { headers: tunnel, body: { name: 'dana', password } });
    expect(signedIn.status).toBe(200);
    // Nobody becomes the shared operator of a server that has no shared password.
    for (const name of ['', 'console', 'local']) expect((await bench.signIn(name, '')).status).toBe(401);
  });

  it('[ACC14] a script sends the password, with any name, or an account', async () => {
    await open({ consolePassword: 'secret' });
    await bench.account('dana', 'operator');
    const who = async (headers: Record<string, string>) =>
      (await bench.ask('GET', '/api/who', { headers })).json?.operator;
    expect(await who(basic('', 'secret'))).toEqual({ name: 'console', role: 'admin' });
    expect(await who(basic('anybody', 'secret'))).toEqual({ name: 'console', role: 'admin' });
    expect(await who(basic('Dana', password))).toEqual({ name: 'dana', role: 'operator' });
    expect(await who(basic('dana', 'wrong'))).toBeUndefined();
    expect(await who(basic('eve', password))).toBeUndefined();
    expect((await bench.ask('POST', '/api/change', { headers: basic('dana', password) })).status).toBe(204);
    expect(bench.changes).toEqual(['dana']);
  });

  it.each(['Basic', 'Basic ', 'Basic !!!', 'Basic c2VjcmV0', 'Bearer secret', 'Basic OnNlY3JldA== x', ''])(
    '[ACC14] "%s" is no way in',
    async (authorization) => {
      await open({ consolePassword: 'secret' });
      expect((await bench.ask('GET', '/api/who', { headers: { authorization } })).status).toBe(401);
    },
  );

  it('[ACC14] what a script sends again is not worked out again, until its account changes', async () => {
    await open({ consolePassword: 'secret' });
    await bench.account('dana', 'operator');
    const status = async (secret: string) =>
      (await bench.ask('GET', '/api/who', { headers: basic('dana', secret) })).status;
    for (let times = 0; times < 5; times++) expect(await status(password)).toBe(200);
    for (let times = 0; times < 30; times++) expect(await status('stale')).toBe(401);
    expect(bench.hashed).toBe(2);
    expect(bench.audited('sign-in-failed')).toHaveLength(1);
    expect(await status(password)).toBe(200);
    await bench.store.changeAccount('dana', { role: 'viewer' }, { at: 1, keepAdmin: false });
    expect((await bench.ask('POST', '/api/change', { headers: basic('dana', password) })).status).toBe(403);
    await bench.store.deleteAccount('dana', { keepAdmin: false });
    expect(await status(password)).toBe(401);
  });

  it('[ACC15] no answer makes a browser ask for a password in a window of its own', async () => {
    await open({ consolePassword: 'secret' });
    for (const headers of [{}, { accept: 'text/html' }, basic('x', 'wrong')]) {
      const challenge = (await bench.ask('GET', '/api/who', { headers })).headers['www-authenticate'];
      expect(challenge).not.toMatch(/basic|digest|negotiate|ntlm/i);
    }
  });

  it('[ACC16] figures are for this machine and for whoever may use the console', async () => {
    await open({ consolePassword: 'secret' });
    const away = { host: 'voice.example', 'x-forwarded-for': '203.0.113.5' };
    expect((await bench.ask('GET', '/metrics')).text).toBe('figures');
    expect((await bench.ask('GET', '/metrics', { headers: away })).status).toBe(401);
    expect((await bench.ask('GET', '/metrics', { headers: { ...away, ...basic('', 'wrong') } })).status).toBe(401);
    expect((await bench.ask('GET', '/metrics', { headers: { ...away, ...basic('', 'secret') } })).text).toBe('figures');
  });

  it('[ACC17] roles: each may what the one before may, and nothing else', async () => {
    await open();
    const may = async (name: string) => {
      const headers = basic(name, password);
      const asked = await Promise.all([
        bench.ask('GET', '/api/calls', { headers }),
        bench.ask('POST', '/api/change', { headers }),
        bench.ask('GET', '/api/audit', { headers }),
        bench.ask('GET', '/api/accounts', { headers }),
      ]);
      return asked.map(({ status }) => status);
    };
    for (const role of ['viewer', 'operator', 'admin'] as const) await bench.account(role, role);
    expect(await may('viewer')).toEqual([200, 403, 403, 403]);
    expect(await may('operator')).toEqual([200, 204, 403, 403]);
    expect(await may('admin')).toEqual([200, 204, 200, 200]);
  });

  it('[ACC18] a store that is away lets nobody in, and is said to be away', async () => {
    await open();
    await bench.account('dana', 'admin');
    bench.store.away = true;
    for (const headers of [{}, basic('dana', password), { cookie: `attendant-${bench.port}=${'x'.repeat(30)}` }]) {
      const answer = await bench.ask('GET', '/api/who', { headers });
      expect(answer.status).toBe(503);
      expect(answer.json).toEqual({ error: 'The store does not answer. Try again in a moment.' });
    }
    expect((await bench.signIn('dana')).status).toBe(503);
  });
});
