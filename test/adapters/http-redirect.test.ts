import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpRequester } from '../../src/adapters/http-requester.ts';
import type { HttpRequest, HttpRequester } from '../../src/ports/http-requester.ts';
import {
  type Answer,
  type Dialled,
  type HttpTestServer,
  internetAt,
  startHttpServer,
} from '../support/http-test-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let server: HttpTestServer;
let dialled: Dialled[];
let requester: HttpRequester;
let answer: Answer;
let resolve: (host: string) => string;
let lookups: string[];

beforeEach(async () => {
  server = await startHttpServer((request, response) => answer(request, response));
  dialled = internetAt(server.port);
  answer = (_, response) => response.end('fine');
  resolve = (host) => (host.startsWith('intern') ? '10.0.0.5' : '8.8.8.8');
  lookups = [];
  const lookup = async (host: string): Promise<string[]> => {
    lookups.push(host);
    return [resolve(host)];
  };
  requester = createHttpRequester({ clock: new VirtualClock(), lookup });
});
afterEach(async () => {
  await requester.close();
  await server.close();
  vi.restoreAllMocks();
});

const asked = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: 'https://a.example/start',
  headers: {},
  body: null,
  timeoutMs: 5000,
  allowedHosts: ['a.example', 'b.example', 'intern.example', '127.0.0.1', '169.254.169.254'],
  privateHosts: [],
  maximumBytes: 1000,
  ...more,
});
const post = {
  method: 'POST',
  body: '{"n":1}',
  headers: { Authorization: 'Bearer s3cret', Cookie: 'id=1', 'X-Api-Key': 'k', 'Content-Type': 'application/json' },
} as const;

const redirect = (response: ServerResponse, status: number, location: string): unknown =>
  response.writeHead(status, { location }).end('moved');
/** Answers `/start` with a redirect, everything else with `fine`. */
const redirecting =
  (status: number, location: string): Answer =>
  ({ url }, response) =>
    url === '/start' ? redirect(response, status, location) : response.end('fine');
const seen = () =>
  server.seen.map(({ method, url, headers, body }) => `${method} ${headers.host}${url} ${body}`.trim());
const refused = { ok: false, failure: { reached: false, retryable: false, code: 'host_not_allowed' } };

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('[HTR7] %i is followed', async (status) => {
    answer = redirecting(status, 'next?x=1');
    expect(await requester.request(asked())).toMatchObject({ ok: true, value: { status: 200, body: 'fine' } });
    expect(seen()).toEqual(['GET a.example/start', 'GET a.example/next?x=1']);
  });

  it('[HTR7] the fourth is the answer', async () => {
    answer = ({ url }, response) => redirect(response, 302, `${url}+`);
    expect(await requester.request(asked())).toMatchObject({ ok: true, value: { status: 302, body: 'moved' } });
    expect(seen()).toHaveLength(4);
  });

  it.each([
    [300, '/x'],
    [304, '/x'],
    [302, 'https://'],
    [302, 'https://a.example:x/'],
    [302, 'https:\\\\b.example/'],
  ])('[HTR7] %i to %j is none, and the answer', async (status, location) => {
    answer = redirecting(status, location);
    expect(await requester.request(asked())).toMatchObject({ ok: true, value: { status } });
    expect(seen()).toHaveLength(1);
  });

  it.each([
    'https://c.example/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://intern.example/',
    'http://a.example/',
    'https://a.example:8443/',
    'https://me@b.example/',
    '//c.example/',
    'file:///etc/passwd',
  ])('[HTR7] to %s is refused', async (location) => {
    answer = redirecting(302, location);
    expect(await requester.request(asked())).toMatchObject(refused);
    expect(dialled.map(({ addresses }) => addresses)).toEqual([['8.8.8.8']]);
  });

  it('[HTR7] from a host of the house leads nowhere new', async () => {
    const more = { url: `${server.origin}/start`, privateHosts: ['127.0.0.1'] };
    answer = redirecting(302, 'https://intern.example/');
    expect(await requester.request(asked(more))).toMatchObject(refused);
    answer = redirecting(302, 'http://b.example/');
    expect(await requester.request(asked(more))).toMatchObject(refused);
    expect(dialled).toEqual([]);
  });

  it.each([301, 302, 303])('[HTR8] %i asks with GET and without a body', async (status) => {
    answer = redirecting(status, '/next');
    await requester.request(asked(post));
    expect(seen()).toEqual(['POST a.example/start {"n":1}', 'GET a.example/next']);
    expect(server.seen[1]?.headers).toMatchObject({ authorization: 'Bearer s3cret', 'x-api-key': 'k' });
    expect(Object.keys(server.seen[1]?.headers ?? {}).filter((name) => name.startsWith('content-'))).toEqual([]);
  });

  it.each([307, 308])('[HTR8] %i asks the same again, on the same origin', async (status) => {
    answer = redirecting(status, 'https://a.example:443/next');
    await requester.request(asked(post));
    expect(seen()).toEqual(['POST a.example/start {"n":1}', 'POST a.example/next {"n":1}']);
    expect(server.seen[1]?.headers).toMatchObject({
      authorization: 'Bearer s3cret',
      'content-type': 'application/json',
    });
  });

  it.each([307, 308])('[HTR8] %i hands nothing that may change something to another', async (status) => {
    answer = redirecting(status, 'https://b.example/next');
    expect(await requester.request(asked(post))).toMatchObject({ ok: true, value: { status } });
    expect(await requester.request(asked({ method: 'DELETE' }))).toMatchObject({ ok: true, value: { status } });
    expect(await requester.request(asked())).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen().filter((line) => line.includes('b.example'))).toEqual(['GET b.example/next']);
  });

  it.each([
    [302, post],
    [307, { headers: post.headers }],
  ])('[HTR9] %i to another origin carries no configured header, nor does the way back', async (status, more) => {
    answer = ({ url, headers }, response) => {
      if (headers.host === 'b.example') redirect(response, status, 'https://a.example/end');
      else if (url === '/start') redirect(response, status, 'https://b.example/middle');
      else response.end('fine');
    };
    expect(await requester.request(asked(more))).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen().slice(1)).toEqual(['GET b.example/middle', 'GET a.example/end']);
    const names = server.seen.slice(1).flatMap(({ headers }) => Object.keys(headers));
    expect(new Set(names)).toEqual(new Set(['host', 'connection', 'user-agent', 'accept-encoding']));
  });

  it('[HTR9] plain http on the same host is another origin', async () => {
    answer = redirecting(302, `http://a.example:${server.port}/next`);
    resolve = () => '127.0.0.1';
    const outcome = await requester.request(asked({ headers: post.headers, privateHosts: ['a.example'] }));
    expect(outcome).toMatchObject({ ok: true, value: { status: 200 } });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer s3cret');
    expect(server.seen[1]?.headers.authorization).toBeUndefined();
  });
});

describe('a name that changes', () => {
  it('[HTR5] is resolved once: what was checked is what is connected to', async () => {
    resolve = () => (lookups.length === 1 ? '8.8.8.8' : '127.0.0.1');
    expect(await requester.request(asked())).toMatchObject({ ok: true });
    expect(lookups).toEqual(['a.example']);
    expect(dialled).toMatchObject([{ host: 'a.example', addresses: ['8.8.8.8'] }]);
  });

  it('[HTR5] is checked again for the next connection', async () => {
    resolve = () => (lookups.length === 1 ? '8.8.8.8' : '127.0.0.1');
    answer = (_, response) => response.setHeader('connection', 'close').end('fine');
    expect(await requester.request(asked())).toMatchObject({ ok: true });
    expect(await requester.request(asked())).toMatchObject({ ...refused, failure: { certain: true } });
    expect(server.seen).toHaveLength(1);
  });

  it('[HTR5] goes to its first address, over a real connection', async () => {
    const other = await startHttpServer((_, response) => response.end('other'), '127.0.0.2', server.port);
    resolve = () => (lookups.length === 1 ? '127.0.0.2' : '127.0.0.1');
    const more = { url: `http://intern.example:${server.port}/`, privateHosts: ['intern.example'] };
    expect(await requester.request(asked(more))).toMatchObject({ ok: true, value: { body: 'other' } });
    expect([lookups, server.seen]).toEqual([['intern.example'], []]);
    await other.close();
  });

  it('[HTR6] an open connection into the house is not used by who may not go there', async () => {
    resolve = () => '127.0.0.1';
    const inside = asked({ url: 'https://intern.example/', privateHosts: ['intern.example'] });
    expect(await requester.request(inside)).toMatchObject({ ok: true });
    expect(await requester.request({ ...inside, privateHosts: [] })).toMatchObject(refused);
    expect(server.seen).toHaveLength(1);
  });
});

describe('anything', () => {
  it('[HTR15] comes to a value, and only the listed host is asked', { timeout: 60_000 }, async () => {
    const words = 'https:// http:// // a.example b.example 127.0.0.1 [::1] @ : / ? # \\ . .. % é 443'.split(' ');
    const part = fc.constantFrom(...words, ' ', '\n', '\u0000');
    const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
    const begun = fc.tuple(fc.constantFrom('', 'https://a.example', 'https://a.example/'), text);
    const url = fc.oneof(
      begun.map((parts) => parts.join('')),
      fc.constant('https://a.example/start'),
    );
    const hostile = fc.string({
      unit: fc.constantFrom('a', '-', ':', ' ', '\r', '\n', 'é', '€', '\u0000'),
      maxLength: 5,
    });
    const header = fc.oneof({ weight: 6, arbitrary: fc.constant('x-a') }, hostile);
    await fc.assert(
      fc.asyncProperty(url, text, header, header, text, async (url, location, name, value, body) => {
        const before = server.seen.length;
        answer = redirecting(302, encodeURI(location));
        const more = { url, method: 'POST', headers: { [name]: value }, body, allowedHosts: ['a.example'] } as const;
        const outcome = await requester.request(asked(more));
        expect(typeof outcome.ok).toBe('boolean');
        expect(new Set(server.seen.slice(before).map(({ headers }) => headers.host)).size).toBeLessThan(2);
        expect(new Set(dialled.map(({ host }) => host))).toEqual(new Set(dialled.length === 0 ? [] : ['a.example']));
      }),
      { seed: 8, numRuns: 500 },
    );
    expect(server.seen.length).toBeGreaterThan(150);
  });
});
