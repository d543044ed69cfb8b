import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessBench, basic, cookieOf, password } from './access-bench.ts';

const foreign: readonly (readonly [string, Record<string, string>])[] = [
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another site, by a browser that says less', { origin: 'https://evil.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:5500', 'sec-fetch-site': 'same-site' }],
  ['another name of this machine', { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' }],
  ['a browser that says no more than that', { 'sec-fetch-site': 'cross-site' }],
  ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ['an address bar', { 'sec-fetch-site': 'none' }],
  ['an origin that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
  ['an origin that is none', { origin: '127.0.0.1' }],
];

/** What a form on any page can send without asking: a body of these types, and whatever cookies there are. */
const forms: readonly (readonly [string, string])[] = [
  ['text/plain', '{"name":"eve","role":"admin","password":"correct horse battery","x":"="}'],
  ['application/x-www-form-urlencoded', 'name=eve&role=admin'],
  ['multipart/form-data; boundary=x', '--x--'],
];

describe('what a foreign page makes a browser send', () => {
  let bench: AccessBench;
  const change = (headers: Record<string, string>) => bench.ask('POST', '/api/change', { headers });
  afterEach(() => bench.close());

  describe('to a console that is open on this machine', () => {
    beforeEach(async () => {
      bench = await new AccessBench().open();
    });
    const token = async () => String((await bench.ask('GET', '/api/who')).json?.csrfToken);

    it.each(foreign)('[ACC30] changes nothing from %s, not even with the token', async (_from, headers) => {
      const answer = await change({ ...headers, 'x-csrf-token': await token() });
      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({ error: 'This request comes from another site.' });
      expect(bench.changes).toEqual([]);
    });

    it.each(forms)('[ACC31] changes nothing by a form of %s', async (type, body) => {
      for (const from of [{}, bench.page(), { origin: 'https://evil.example' }]) {
        const answer = await bench.ask('POST', '/api/accounts', { headers: { ...from, 'content-type': type }, body });
        expect(answer.status).toBe(403);
      }
      expect(await bench.store.accounts()).toEqual([]);
    });

    it('[ACC32] changes nothing without the token, or with another', async () => {
      for (const other of ['', 'x', `${await token()}x`, (await token()).slice(1)])
        expect((await change({ ...bench.page(), 'x-csrf-token': other })).status).toBe(403);
      expect((await change(bench.page())).status).toBe(403);
      expect((await change({ ...bench.page(), 'x-csrf-token': await token() })).status).toBe(204);
      expect(bench.changes).toEqual(['local']);
    });

    it('[ACC32] the token is the same in every process and after a restart, and another on another server', async () => {
      const before = await token();
      const [next, stranger] = [await new AccessBench({ store: bench.store }).open(), await new AccessBench().open()];
      expect((await next.ask('GET', '/api/who')).json?.csrfToken).toBe(before);
      expect((await stranger.ask('GET', '/api/who')).json?.csrfToken).not.toBe(before);
      await Promise.all([next.close(), stranger.close()]);
    });

    it('[ACC30] reads nothing either, since reading can be kept in the audit log', async () => {
      for (const site of ['cross-site', 'same-site'])
        expect((await bench.ask('GET', '/api/calls', { headers: { 'sec-fetch-site': site } })).status).toBe(403);
      expect((await bench.ask('GET', '/api/calls', { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
      expect((await bench.ask('OPTIONS', '/api/change', { headers: { origin: 'https://evil.example' } })).status).toBe(
        403,
      );
    });
  });

  describe('to one that is signed in to', () => {
    beforeEach(async () => {
      bench = await new AccessBench({ consolePassword: 'secret' }).open();
      await bench.account('dana', 'admin');
      await bench.account('eve', 'admin');
    });

    it.each(foreign)('[ACC30] changes nothing from %s, by cookie and token or by password', async (_from, headers) => {
      const browser = await bench.browser('dana');
      expect((await change({ ...browser, 'sec-fetch-site': 'same-origin', ...headers })).status).toBe(403);
      expect((await change({ ...basic('dana', password), ...headers })).status).toBe(403);
      expect(bench.changes).toEqual([]);
    });

    it.each(foreign)('[ACC33] signs nobody in from %s', async (_from, headers) => {
      const answer = await bench.ask('POST', '/api/sign-in', { headers, body: { name: 'dana', password } });
      expect(answer.status).toBe(403);
      expect(cookieOf(answer)).toBe('');
      expect(bench.hashed).toBe(0);
    });

    it.each(forms)('[ACC31] changes nothing by a form of %s', async (type, body) => {
      const { cookie } = await bench.browser('dana');
      const headers = { ...bench.page(), cookie, 'content-type': type };
      expect((await bench.ask('POST', '/api/accounts', { headers, body })).status).toBe(403);
      expect((await bench.ask('POST', '/api/sign-out', { headers, body })).status).toBe(403);
      const withToken = { ...(await bench.browser('dana')), 'content-type': type };
      expect((await bench.ask('POST', '/api/accounts', { headers: withToken, body })).status).toBe(400);
      expect(await bench.store.accounts()).toHaveLength(2);
    });

    it('[ACC32] changes nothing without the token of the same session', async () => {
      const [dana, eve] = [await bench.browser('dana'), await bench.browser('eve')];
      const { 'x-csrf-token': _token, ...withoutToken } = dana;
      expect((await change(withoutToken)).status).toBe(403);
      expect((await change({ ...dana, 'x-csrf-token': eve['x-csrf-token'] ?? '' })).status).toBe(403);
      expect((await change(dana)).status).toBe(204);
      expect(bench.changes).toEqual(['dana']);
    });

    it('[ACC32] a script that sends its password needs no token', async () => {
      expect((await bench.ask('GET', '/api/who', { headers: basic('', 'secret') })).json).toMatchObject({
        csrfToken: '',
        signedIn: false,
      });
      expect((await change(basic('', 'secret'))).status).toBe(204);
    });
  });

  describe('where a proxy stands before it', () => {
    const publicUrl = 'https://voice.example/line';
    beforeEach(async () => {
      bench = await new AccessBench({ consolePassword: 'secret', publicUrl }).open();
    });
    const from = async (headers: Record<string, string>) =>
      (await change({ ...basic('', 'secret'), ...headers })).status;

    it('[ACC34] its own pages are those of the public URL, or of the host they were asked of', async () => {
      expect(await from({ host: 'voice.example', origin: 'https://voice.example' })).toBe(204);
      expect(await from({ origin: 'https://voice.example' })).toBe(204);
      expect(await from({ origin: bench.origin })).toBe(204);
      expect(await from({ host: 'inner.example', origin: 'https://inner.example' })).toBe(204);
    });

    it('[ACC34] others are not: over plain http, of another port, of another name', async () => {
      expect(await from({ host: 'voice.example', origin: 'http://voice.example' })).toBe(403);
      expect(await from({ host: 'voice.example', origin: 'https://voice.example:444' })).toBe(403);
      expect(await from({ host: 'voice.example', origin: 'https://x.voice.example' })).toBe(403);
      expect(await from({ host: 'voice.example', origin: 'https://voice.example.evil.example' })).toBe(403);
    });
  });
});
