import { afterEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../src/adapters/address-guard.ts';
import { createHttpRequester } from '../../src/adapters/http-requester.ts';
import type { HttpRequester } from '../../src/ports/http-requester.ts';
import {
  type Answer,
  askedHere as asked,
  closedPort,
  type HttpTestServer,
  startHttpServer,
  startRawServer,
} from '../support/http-test-server.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const clock = new VirtualClock();

function requester(lookup?: Resolve): HttpRequester {
  const made = createHttpRequester({ clock, ...(lookup && { lookup }) });
  open.push(made);
  return made;
}

async function rawServer(onSocket: Parameters<typeof startRawServer>[0]): Promise<number> {
  const server = await startRawServer(onSocket);
  open.push(server);
  return server.port;
}

async function serverThat(answer: Answer): Promise<HttpTestServer> {
  const server = await startHttpServer(answer);
  open.push(server);
  return server;
}

const ok: Answer = (_, response) => response.end('fine');
const post = { method: 'POST', body: '{"n":1}' } as const;
const notCertain = { ok: false, failure: { reached: false, certain: false, retryable: true, code: null } };
const nothingSent = { ok: false, failure: { reached: false, certain: true, retryable: true, code: null } };

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  await settle();
  return Promise.race([promise.then(() => true), Promise.resolve(false)]);
}

describe('time', () => {
  it('[HTR11] covers the lookup of the name; nothing was sent', async () => {
    const one = requester(() => new Promise(() => {}));
    const outcome = one.request(asked('http://localhost:81/'));
    await clock.advance(5000);
    expect(await outcome).toMatchObject(nothingSent);
  });

  it('[HTR11] covers the handshake; nothing was sent', async () => {
    let greeted = (): void => {};
    const connected = new Promise<void>((resolve) => {
      greeted = resolve;
    });
    const port = await rawServer((socket) => socket.once('data', () => greeted()));
    const outcome = requester().request(asked(`https://127.0.0.1:${port}/`, post));
    await connected;
    await clock.advance(5000);
    expect(await outcome).toMatchObject(nothingSent);
  });

  it.each<[string, Answer]>([
    ['the answer', () => {}],
    ['the body', (_, response) => response.writeHead(200).write('begun')],
  ])('[HTR11] covers %s; the request may have arrived', async (_, answer) => {
    const server = await serverThat(answer);
    const outcome = requester().request(asked(server.origin));
    await server.arrived(1);
    await clock.advance(4999);
    expect(await isSettled(outcome)).toBe(false);
    await clock.advance(1);
    expect(await outcome).toMatchObject(notCertain);
  });

  it('[HTR11] covers redirects together with what was before them', async () => {
    let redirect = (): void => {};
    const server = await serverThat(({ url }, response) => {
      if (url === '/') redirect = () => response.writeHead(302, { location: '/slow' }).end();
    });
    const outcome = requester().request(asked(server.origin));
    await server.arrived(1);
    await clock.advance(3000);
    redirect();
    await server.arrived(2);
    await clock.advance(1999);
    expect(await isSettled(outcome)).toBe(false);
    await clock.advance(1);
    expect(await outcome).toMatchObject(notCertain);
  });

  it('[HTR11] over, nothing is written any more, whenever the connection stands', async () => {
    let received = '';
    let closed = (): void => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const port = await rawServer((socket) => {
      socket.on('data', (data) => {
        received += data.toString();
      });
      socket.on('close', closed);
    });
    let found = (_: readonly string[]): void => {};
    const lookup = new Promise<readonly string[]>((resolve) => {
      found = resolve;
    });
    const outcome = requester(() => lookup).request(asked(`http://localhost:${port}/`, post));
    await clock.advance(5000);
    expect(await outcome).toMatchObject(nothingSent);
    found(['127.0.0.1']);
    await gone;
    expect(received).toBe('');
  });

  it('[HTR11] over, the connection is closed', async () => {
    let closed: Promise<void> | null = null;
    const server = await serverThat((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
    });
    const outcome = requester().request(asked(server.origin));
    await server.arrived(1);
    await clock.advance(5000);
    expect(await outcome).toMatchObject(notCertain);
    await closed;
  });

  it('[HTR11] no timer is left', async () => {
    const server = await serverThat(ok);
    await requester().request(asked(server.origin));
    await requester().request(asked('ftp://127.0.0.1/'));
    expect(clock.pending).toBe(0);
  });
});

describe('a failure', () => {
  it('[HTR12] is certain where nobody listens, no name is found, or no handshake succeeds', async () => {
    expect(await requester().request(asked(`http://127.0.0.1:${await closedPort()}/`, post))).toMatchObject(
      nothingSent,
    );
    const notFound = requester(() => Promise.reject(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })));
    expect(await notFound.request(asked('http://localhost:81/', post))).toMatchObject(nothingSent);
    expect(await requester(async () => []).request(asked('http://localhost:81/', post))).toMatchObject(nothingSent);
    const server = await serverThat(ok);
    expect(await requester().request(asked(`https://127.0.0.1:${server.port}/`, post))).toMatchObject(nothingSent);
    expect(server.seen).toHaveLength(0);
  });

  it.each(['http', 'https'])(
    '[HTR4] is certain and a refusal where the name is at a forbidden address, over %s',
    async (scheme) => {
      const outcome = await requester(async () => ['169.254.169.254']).request(
        asked(`${scheme}://localhost:81/`, post),
      );
      expect(outcome).toMatchObject({
        ok: false,
        failure: { certain: true, retryable: false, code: 'host_not_allowed' },
      });
    },
  );

  it.each<[string, Answer]>([
    ['no answer', (_, response) => response.destroy()],
    [
      'half a body',
      (_, response) => response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy()),
    ],
  ])('[HTR12] is not certain after %s', async (_, answer) => {
    const server = await serverThat(answer);
    expect(await requester().request(asked(server.origin, post))).toMatchObject(notCertain);
  });

  it('[HTR12] is not certain after an answer that is no HTTP', async () => {
    const port = await rawServer((socket) => socket.on('data', () => socket.end('220 smtp ready\r\n')));
    expect(await requester().request(asked(`http://127.0.0.1:${port}/`, post))).toMatchObject(notCertain);
  });

  it.each(['GET', 'POST', 'DELETE'] as const)('[HTR12] after a redirected %s', async (method) => {
    const gone = await closedPort();
    const server = await serverThat(({ url }, response) =>
      response
        .writeHead(302, { location: url === '/gone' ? `http://127.0.0.1:${gone}/` : 'https://other.example/' })
        .end(),
    );
    const certain = method === 'GET';
    expect(await requester().request(asked(`${server.origin}/gone`, { method }))).toMatchObject({
      ok: false,
      failure: { reached: false, certain, retryable: true },
    });
    expect(await requester().request(asked(server.origin, { method }))).toMatchObject({
      ok: false,
      failure: { reached: false, certain, retryable: false, code: 'host_not_allowed' },
    });
  });
});
