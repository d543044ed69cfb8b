import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpRequester } from '../../src/adapters/http-requester.ts';
import type { HttpRequester } from '../../src/ports/http-requester.ts';
import { type Answer, askedHere as asked, type HttpTestServer, startHttpServer } from '../support/http-test-server.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function requester(): HttpRequester {
  const made = createHttpRequester({ clock: new VirtualClock() });
  open.push(made);
  return made;
}

async function serverThat(answer: Answer): Promise<HttpTestServer> {
  const server = await startHttpServer(answer);
  open.push(server);
  return server;
}

const ok: Answer = (_, response) => response.end('fine');
const post = { method: 'POST', body: '{"n":1}' } as const;
const nothingSent = { ok: false, failure: { reached: false, certain: true, retryable: true, code: null } };

describe('a request', () => {
  it('[HTR1] arrives as it was given', async () => {
    const server = await serverThat((_, response) =>
      response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end('{"é":"ü"}'),
    );
    const headers = { Authorization: 'Bearer s3cret', 'Content-Type': 'application/json', 'X-Name': 'José' };
    const request = asked(`${server.origin}/orders/7?q=a%20b&c=d#there`, { ...post, headers });
    expect(await requester().request(request)).toEqual({
      ok: true,
      value: {
        status: 201,
        contentType: 'application/json; charset=utf-8',
        body: '{"é":"ü"}',
        truncated: false,
      },
    });
    expect(server.seen).toMatchObject([{ method: 'POST', url: '/orders/7?q=a%20b&c=d', body: '{"n":1}' }]);
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer s3cret',
      'content-type': 'application/json',
      'content-length': '7',
      'accept-encoding': 'identity',
      host: `127.0.0.1:${server.port}`,
    });
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('[HTR1] %s too, and a refusal is an answer', async (method) => {
    const server = await serverThat((_, response) => response.writeHead(503).end('busy'));
    const body = method === 'GET' || method === 'DELETE' ? null : 'x';
    const outcome = await requester().request(asked(server.origin, { method, body }));
    expect(outcome).toEqual({ ok: true, value: { status: 503, contentType: '', body: 'busy', truncated: false } });
    expect(server.seen).toMatchObject([{ method, body: body ?? '' }]);
  });

  it('[HTR1] hints before the answer are none', async () => {
    const server = await serverThat((_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(200, { 'content-type': 'text/plain' }).end('fine');
    });
    expect(await requester().request(asked(server.origin))).toMatchObject({
      ok: true,
      value: { status: 200, contentType: 'text/plain', body: 'fine' },
    });
  });

  it('[HTR1] finds a host by its name, and reads the character set that is named', async () => {
    const server = await serverThat((_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain; charset="iso-8859-1"' }).end(Buffer.from([0xfc])),
    );
    const outcome = await requester().request(asked(`http://localhost:${server.port}/`));
    expect(outcome).toMatchObject({ ok: true, value: { body: 'ü' } });
  });

  it.each([
    { 'X-A': 'a\r\nX-B: b' },
    { 'X-A': 'a\nb' },
    { 'X-A': 'a\u0000' },
    { 'X-A': 'a\tb' },
    { 'X-A': 'a\u007f' },
    { 'X-A': 'Łódź' },
    { 'X A': 'a' },
    { 'X-A:': 'a' },
    { '': 'a' },
    { 'X\r\nY': 'a' },
    { Host: 'other.example' },
    { 'content-length': '3' },
    { 'Transfer-Encoding': 'chunked' },
    { connection: 'upgrade' },
  ] as Record<string, string>[])('[HTR13] a header that breaks the request is refused: %j', async (headers) => {
    const server = await serverThat(ok);
    const outcome = await requester().request(asked(server.origin, { ...post, headers }));
    expect(outcome).toMatchObject({
      ok: false,
      failure: { reached: false, certain: true, retryable: false, code: 'bad_header' },
    });
    expect(server.connections()).toBe(0);
  });

  it('[HTR13] and its value is not told', async () => {
    const outcome = await requester().request(asked('http://127.0.0.1:1/', { headers: { 'X-Key': 's3cret\n' } }));
    expect(JSON.stringify(outcome)).toContain('bad_header');
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
  });

  it('[HTR13] an answer is never asked for compressed', async () => {
    const server = await serverThat(ok);
    await requester().request(asked(server.origin, { headers: { 'Accept-Encoding': 'gzip' } }));
    expect(server.seen[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('[HTR14] connections are reused', async () => {
    const server = await serverThat(ok);
    const one = requester();
    for (let index = 0; index < 3; index++) {
      expect((await one.request(asked(server.origin))).ok).toBe(true);
      await settle();
    }
    expect(server.connections()).toBe(1);
  });

  it('[HTR14] closing lets what is under way finish, and takes nothing more', async () => {
    let answer = (): void => {};
    const server = await serverThat((_, response) => {
      answer = () => response.end('fine');
    });
    const one = requester();
    const running = one.request(asked(server.origin));
    await server.arrived(1);
    const closed = one.close();
    answer();
    expect(await running).toMatchObject({ ok: true, value: { body: 'fine' } });
    await closed;
    expect(await one.request(asked(server.origin))).toMatchObject(nothingSent);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a body', () => {
  it.each([
    ['abcd', 4, 'abcd', false],
    ['abcde', 4, 'abcd', true],
    ['aéé', 4, 'aé', true],
    ['a', 0, '', true],
    ['', 0, '', false],
  ])('[HTR10] %j is cut at %i bytes', async (text, maximumBytes, body, truncated) => {
    const server = await serverThat((_, response) => response.end(text));
    const outcome = await requester().request(asked(server.origin, { maximumBytes }));
    expect(outcome).toMatchObject({ ok: true, value: { body, truncated } });
  });

  it('[HTR10] an endless one ends with its connection', async () => {
    let closed: Promise<void> | null = null;
    const server = await serverThat((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(5000)));
      };
      response.on('drain', more);
      more();
    });
    const one = requester();
    const outcome = await one.request(asked(server.origin));
    expect(outcome).toMatchObject({ ok: true, value: { status: 200, body: 'x'.repeat(1000), truncated: true } });
    await closed;
  });

  it('[HTR10] one that comes compressed all the same is left out', async () => {
    const server = await serverThat((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
    );
    const outcome = await requester().request(asked(server.origin));
    expect(outcome).toMatchObject({ ok: true, value: { status: 200, body: '', truncated: true } });
  });
});
