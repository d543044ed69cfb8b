import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { Door } from '../../src/console/access/door.ts';
import { consoleAccess } from '../../src/console/access.ts';
import { callsApi } from '../../src/console/calls-api.ts';
import { recordingsApi } from '../../src/console/recordings-api.ts';
import { afterCallBench, MemoryArchive, reported } from '../jobs/after-call-bench.ts';
import { wav } from '../support/wav.ts';

const sound = Buffer.from(wav(5));

describe('recordings in the console', () => {
  let server: Server;
  let bench: ReturnType<typeof afterCallBench>;
  let archive: MemoryArchive;
  let origin: string;
  const password = { authorization: `Basic ${Buffer.from('op:secret').toString('base64')}` };
  const get = (headers: Record<string, string> = {}, method = 'GET', id = 'RE1') =>
    fetch(`${origin}/api/recordings/${id}`, { method, headers: { ...password, ...headers } });
  const body = async (response: Response) => Buffer.from(await response.arrayBuffer());
  const played = () => bench.store.events.filter((event) => event.type === 'recording-status');

  beforeEach(async () => {
    bench = afterCallBench();
    archive = new MemoryArchive();
    await bench.begin();
    const stored = { state: 'stored', file: 'testers/RE1.wav', bytes: sound.length } as const;
    await bench.store.saveRecording(reported(bench.clock, stored));
    archive.files.set('testers/RE1.wav', sound);
    const app = express();
    app.use(
      '/api',
      consoleAccess(new Door({ ...bench, consolePassword: 'secret', ids: createRandomIds(bench.clock) })),
      callsApi({ ...bench, sandbox: () => null }),
      recordingsApi({ ...bench, archive }),
    );
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('[RCD18] are listed with their call', async () => {
    await bench.store.saveRecording(reported(bench.clock, { id: 'RE2', durationSeconds: null }));
    const response = await fetch(`${origin}/api/calls/CA1`, { headers: password });
    const { recordings } = (await response.json()) as { recordings: unknown };
    const common = { channels: 2, deletedAtCarrier: false, createdAt: bench.clock.now() };
    expect(recordings).toEqual([
      { id: 'RE1', state: 'stored', durationSeconds: 10, bytes: sound.length, url: '/api/recordings/RE1', ...common },
      { id: 'RE2', state: 'reported', durationSeconds: null, bytes: null, url: null, ...common },
    ]);
  });

  it('[RCD19] are played whole', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(sound.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await body(response)).toEqual(sound);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=100-', 100, sound.length - 1],
    ['bytes=-50', sound.length - 50, sound.length - 1],
    ['bytes=100-99999999', 100, sound.length - 1],
    ['bytes=0-9,10-19', 0, 19],
  ])('[RCD19] are played in parts: %s', async (range, start, end) => {
    const response = await get({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${sound.length}`);
    expect(response.headers.get('content-length')).toBe(String(end - start + 1));
    expect(await body(response)).toEqual(sound.subarray(start, end + 1));
  });

  it.each(['lines=1-2', 'bytes=x-y', 'bytes=0-9,500-510', 'bytes'])(
    '[RCD19] a range that is none, or several: %s gives all of it',
    async (range) => {
      const response = await get({ range });
      expect(response.status).toBe(200);
      expect(await body(response)).toEqual(sound);
    },
  );

  it('[RCD19] a part of another version than the one begun with is not given', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    expect((await get({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  });

  it('[RCD19] a part behind the end is refused with the size, and nothing was heard', async () => {
    const response = await get({ range: `bytes=${sound.length}-` });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${sound.length}`);
    expect(played()).toEqual([]);
  });

  it('[RCD19] HEAD tells size and form without a sound', async () => {
    const response = await get({}, 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(sound.length));
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(await body(response)).toHaveLength(0);
    expect((await get({ range: 'bytes=0-9' }, 'HEAD')).headers.get('content-length')).toBe('10');
    expect(played()).toEqual([]);
  });

  it('[RCD20] each access is kept with the call and logged, before anything is heard', async () => {
    await body(await get());
    await body(await get({ range: 'bytes=10-19' }));
    const at = bench.clock.now();
    const event = { type: 'recording-status', at, recordingId: 'RE1', status: 'played', by: 'console' };
    expect(played()).toMatchObject([event, event]);
    const logged = bench.log.lines.filter(({ message }) => message === 'a recording is played');
    expect(logged).toMatchObject([
      { fields: { recordingId: 'RE1', callId: 'call_1', range: null } },
      { fields: { range: { start: 10, end: 19 } } },
    ]);
    bench.store.appendEvents = () => Promise.reject(new Error('away'));
    const response = await get();
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('json');
    expect(await body(response)).not.toContain('RIFF');
  });

  it('[AUD5] who played which recording, and which part, is in the audit log before anything is heard', async () => {
    await body(await get());
    await body(await get({ range: 'bytes=10-19' }));
    await body(await get({}, 'HEAD'));
    const entry = { at: bench.clock.now(), operator: 'console', action: 'play-recording', subject: 'recording RE1' };
    expect(bench.store.audit).toMatchObject([
      { ...entry, detail: { callId: 'call_1' } },
      { ...entry, detail: { callId: 'call_1', from: 10, to: 19 } },
    ]);
    bench.store.appendAudit = () => Promise.reject(new Error('away'));
    const response = await get();
    expect(response.status).toBe(503);
    expect(await body(response)).not.toContain('RIFF');
  });

  it('[ACC19] viewers hear none: what a caller says cannot be masked', async () => {
    const app = express();
    app.use((_request, response, next) => {
      response.locals.operator = { name: 'eve', role: 'viewer' };
      next();
    });
    app.use('/api', recordingsApi({ ...bench, archive }));
    const own = createServer(app);
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(own.address() as AddressInfo).port}/api/recordings/RE1`);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('RIFF');
    expect(bench.store.audit).toEqual([]);
    own.closeAllConnections();
    await new Promise((resolve) => own.close(resolve));
  });

  it('[RCD20] nobody without access hears, or learns, anything', async () => {
    const refused = await fetch(`${origin}/api/recordings/RE1`);
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('RIFF');
    expect(played()).toEqual([]);
  });

  it.each(['RE2', 'REnone', '..%2F..%2Fetc%2Fpasswd'])('[RCD21] %s is not here', async (id) => {
    await bench.store.saveRecording(reported(bench.clock, { id: 'RE2' }));
    expect((await get({}, 'GET', id)).status).toBe(404);
    expect(played()).toEqual([]);
  });

  it('[RCD21] one that is not where it was stored, or not as long, is said to be so', async () => {
    archive.files.set('testers/RE1.wav', sound.subarray(0, 10));
    expect((await get()).status).toBe(404);
    archive.files.clear();
    expect((await get()).status).toBe(404);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(played()).toEqual([]);
  });

  it('[RCD21] whoever goes away in the middle disturbs nobody', async () => {
    const long = Buffer.alloc(8_000_000, 1);
    archive.files.set('testers/RE3.wav', long);
    const stored = { id: 'RE3', state: 'stored', file: 'testers/RE3.wav', bytes: long.length } as const;
    await bench.store.saveRecording(reported(bench.clock, stored));
    await new Promise<void>((resolve) => {
      const asked = httpRequest(`${origin}/api/recordings/RE3`, { headers: password }, (response) => {
        response.once('data', () => {
          asked.destroy();
          resolve();
        });
      });
      asked.on('error', () => {}).end();
    });
    expect(await body(await get())).toEqual(sound);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
