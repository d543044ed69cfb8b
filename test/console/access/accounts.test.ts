import { afterEach, describe, expect, it } from 'vitest';
import { AccessBench, basic, cookieOf, password } from './access-bench.ts';

const another = 'another good password';

describe('accounts', () => {
  let bench: AccessBench;
  afterEach(() => bench.close());
  /** A server with an admin, and the admin's browser. */
  const admin = async (options: ConstructorParameters<typeof AccessBench>[0] = {}) => {
    bench = await new AccessBench(options).open();
    await bench.account('root', 'admin');
    return bench.browser('root');
  };
  const names = async () => (await bench.store.accounts()).map(({ name, role }) => `${name}:${role}`);

  it('[ACC50] the first one is added on the open console, must be an admin, and closes it', async () => {
    bench = await new AccessBench().open();
    const csrf = String((await bench.ask('GET', '/api/who')).json?.csrfToken);
    const headers = { ...bench.page(), 'x-csrf-token': csrf };
    const add = (role: string) =>
      bench.ask('POST', '/api/accounts', { headers, body: { name: 'Root', role, password } });
    expect((await bench.ask('GET', '/api/accounts')).json).toEqual({ accounts: [], open: true, sharedPassword: false });
    expect((await add('operator')).status).toBe(409);
    const added = await add('admin');
    expect(added.status).toBe(201);
    expect(added.json).toEqual({ name: 'root', role: 'admin' });
    expect((await bench.ask('GET', '/api/who')).status).toBe(401);
    expect((await add('admin')).status).toBe(401);
    const browser = await bench.browser('root');
    expect((await bench.ask('GET', '/api/accounts', { headers: browser })).json).toEqual({
      accounts: [expect.objectContaining({ name: 'root', role: 'admin', signedInAt: bench.clock.now() })],
      open: false,
      sharedPassword: false,
    });
    expect(bench.audited('add-account')).toEqual([
      { operator: 'local', action: 'add-account', subject: 'account root', detail: { role: 'admin' } },
    ]);
  });

  it('[ACC51] are added, changed and deleted by admins, and each of it is in the audit log', async () => {
    const headers = await admin();
    const body = { name: 'dana', role: 'viewer', password };
    expect((await bench.ask('POST', '/api/accounts', { headers, body })).status).toBe(201);
    expect((await bench.ask('POST', '/api/accounts', { headers, body })).status).toBe(409);
    const change = (changes: object) => bench.ask('PATCH', '/api/accounts/dana', { headers, body: changes });
    expect((await change({ role: 'operator' })).status).toBe(204);
    expect((await change({ password: another })).status).toBe(204);
    expect((await bench.signIn('dana')).status).toBe(401);
    expect((await bench.signIn('dana', another)).json).toEqual({ operator: { name: 'dana', role: 'operator' } });
    expect((await bench.ask('DELETE', '/api/accounts/dana', { headers })).status).toBe(204);
    expect((await bench.signIn('dana', another)).status).toBe(401);
    expect((await bench.ask('DELETE', '/api/accounts/dana', { headers })).status).toBe(404);
    expect((await change({ role: 'viewer' })).status).toBe(404);
    const kept = bench.audited().filter(({ action }) => String(action).endsWith('-account'));
    expect(kept.map(({ action, detail }) => [action, detail])).toEqual([
      ['add-account', { role: 'viewer' }],
      ['change-account', { role: 'operator' }],
      ['change-account', { password: 'changed' }],
      ['delete-account', {}],
    ]);
    expect(JSON.stringify(bench.store.audit)).not.toMatch(/good password|scrypt/);
  });

  it('[ACC51] no answer has a hash in it', async () => {
    const headers = await admin();
    expect((await bench.ask('GET', '/api/accounts', { headers })).text).not.toMatch(/scrypt|hash|id-root/);
  });

  it.each([
    ['', 'A name has 1 to 40'],
    ['dana smith', 'A name has 1 to 40'],
    ['dana@example.com', 'A name has 1 to 40'],
    ['dana\r\nx: y', 'A name has 1 to 40'],
    ['<script>', 'A name has 1 to 40'],
    ['.dana', 'A name has 1 to 40'],
    ['дана', 'A name has 1 to 40'],
    ['x'.repeat(41), 'A name has 1 to 40'],
    ['Console', 'The name "console" is the server\'s own.'],
    ['local', 'The name "local" is the server\'s own.'],
  ])('[ACC52] nobody is called %j', async (name, error) => {
    const headers = await admin();
    const answer = await bench.ask('POST', '/api/accounts', { headers, body: { name, role: 'viewer', password } });
    expect(answer.status).toBe(400);
    expect(answer.json?.error).toContain(error);
    expect(await names()).toEqual(['root:admin']);
  });

  it.each([
    ['too short', 'A password has at least 12'],
    ['x'.repeat(201), 'A password has at most 200'],
    ['abababababab', 'The password repeats'],
    ['dana.petrova1', 'little more than the name'],
    ['Dana.Petrova2026', 'little more than the name'],
  ])('[ACC53] %j is no password', async (secret, error) => {
    const headers = await admin();
    const body = { name: 'dana.petrova', role: 'viewer', password: secret };
    const answer = await bench.ask('POST', '/api/accounts', { headers, body });
    expect(answer.status).toBe(400);
    expect(answer.json?.error).toContain(error);
    await bench.account('dana.petrova', 'viewer');
    const changed = await bench.ask('PATCH', '/api/accounts/dana.petrova', { headers, body: { password: secret } });
    expect(changed.status).toBe(400);
  });

  it.each([
    {},
    { role: 'owner' },
    { password: 7 },
    'x',
    { name: 'dana', role: 'admin' },
    { role: 'admin', password: 'x'.repeat(9000) },
  ])('[ACC53] %o is refused in a sentence', async (body) => {
    const headers = await admin();
    for (const [method, path] of [
      ['POST', '/api/accounts'],
      ['PATCH', '/api/accounts/root'],
    ] as const) {
      if (method === 'PATCH' && typeof body === 'object' && 'name' in body) continue;
      const answer = await bench.ask(method, path, { headers, body });
      expect([400, 413]).toContain(answer.status);
      expect(answer.json).toEqual({ error: expect.stringMatching(/\.$/) });
    }
    expect(await names()).toEqual(['root:admin']);
  });

  it('[ACC54] the last admin stays one, unless there is the shared password', async () => {
    const headers = await admin();
    await bench.account('dana', 'operator');
    const demote = (by: Record<string, string>) =>
      bench.ask('PATCH', '/api/accounts/root', { headers: by, body: { role: 'viewer' } });
    const refused = await demote(headers);
    expect(refused.status).toBe(409);
    expect(refused.json?.error).toContain('the last admin');
    expect(await names()).toEqual(['dana:operator', 'root:admin']);
    await bench.close();
    bench = await new AccessBench({ store: bench.store, consolePassword: 'secret' }).open();
    expect((await demote(basic('', 'secret'))).status).toBe(204);
    expect(await names()).toEqual(['dana:operator', 'root:viewer']);
  });

  it('[ACC55] nobody deletes the account they are using', async () => {
    const headers = await admin();
    await bench.account('other', 'admin');
    expect((await bench.ask('DELETE', '/api/accounts/ROOT', { headers })).status).toBe(409);
    expect((await bench.ask('DELETE', '/api/accounts/root', { headers: basic('root', password) })).status).toBe(409);
    expect((await bench.ask('DELETE', '/api/accounts/root', { headers: basic('other', password) })).status).toBe(204);
    expect(await names()).toEqual(['other:admin']);
  });

  it('[ACC56] everybody changes their own password, knowing the one before, and goes on in a new session', async () => {
    await admin();
    await bench.account('dana', 'viewer');
    const [browser, elsewhere] = [await bench.browser('dana'), await bench.browser('dana')];
    const change = (current: string, secret: string, headers: Record<string, string> = browser) =>
      bench.ask('POST', '/api/own-password', { headers, body: { current, password: secret } });
    expect((await change('wrong', another)).json).toEqual({ error: 'The current password is wrong.' });
    expect((await change('wrong', another)).status).toBe(403);
    expect((await change(password, 'short')).status).toBe(400);
    const { 'x-csrf-token': _token, ...withoutToken } = browser;
    expect((await change(password, another, withoutToken)).status).toBe(403);
    const changed = await change(password, another);
    expect(changed.status).toBe(204);
    const who = (cookie: string) => bench.ask('GET', '/api/who', { headers: { cookie } });
    expect((await who(browser.cookie)).status).toBe(401);
    expect((await who(elsewhere.cookie)).status).toBe(401);
    expect((await who(cookieOf(changed))).json).toMatchObject({ operator: { name: 'dana', role: 'viewer' } });
    expect((await bench.signIn('dana')).status).toBe(401);
    expect(bench.audited('change-account')).toEqual([
      { operator: 'dana', action: 'change-account', subject: 'account dana', detail: { password: 'changed' } },
    ]);
  });

  it('[ACC56] the current password is guessed no faster there than at the door', async () => {
    await admin();
    await bench.account('dana', 'viewer');
    const headers = await bench.browser('dana');
    const guess = () =>
      bench.ask('POST', '/api/own-password', { headers, body: { current: 'wrong', password: another } });
    for (let time = 0; time < 5; time++) expect((await guess()).status).toBe(403);
    expect((await guess()).status).toBe(429);
  });

  it('[ACC56] whoever has no account has no password of their own', async () => {
    await admin({ consolePassword: 'secret' });
    const body = { current: 'secret', password: another };
    expect((await bench.ask('POST', '/api/own-password', { headers: basic('', 'secret'), body })).status).toBe(409);
  });
});
