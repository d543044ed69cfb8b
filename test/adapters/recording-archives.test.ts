import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryArchive } from '../../src/adapters/directory-archive.ts';
import { createS3Archive } from '../../src/adapters/s3-archive.ts';
import type { RecordingArchive } from '../../src/ports/recorder.ts';
import { archiveContract } from '../contract/recording-archive.ts';
import { closedPort } from '../support/http-test-server.ts';
import { S3_KEYS, S3_REGION, type S3Server, sendError, startS3Server } from '../support/s3-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { pieces, whole } from '../support/wav.ts';

const made: string[] = [];
const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'attendant-recordings-'));
  made.push(path);
  return path;
};
const clock = new VirtualClock();
const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
const bucketAt = (endpoint: string, spoolDirectory: string, more: Record<string, string> = {}): RecordingArchive =>
  createS3Archive({
    endpoint,
    region: S3_REGION,
    bucket: 'calls',
    prefix: 'kept/here',
    ...S3_KEYS,
    spoolDirectory,
    clock,
    ...more,
  });
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

archiveContract('a directory', async () => {
  const path = directory();
  const archive = createDirectoryArchive({ directory: path, clock });
  return { archive, files: async () => filesIn(path), close: async () => {} };
});

archiveContract('a bucket', async () => {
  const spool = directory();
  const server = await startS3Server();
  return {
    archive: bucketAt(server.origin, spool),
    files: async () => [...server.objects.keys(), ...filesIn(spool)].sort(),
    close: () => server.close(),
  };
});

describe('a directory of recordings', () => {
  it('[RCD5] loses what a killed process left half written, once it is a day old', async () => {
    const path = directory();
    const at = clock.now() / 1000;
    for (const [name, age] of [
      ['.old.part', 90_000],
      ['.new.part', 60],
      ['old.wav', 90_000],
    ] as const) {
      writeFileSync(join(path, name), 'x');
      utimesSync(join(path, name), at - age, at - age);
    }
    await createDirectoryArchive({ directory: path, clock }).store('RE1.wav', pieces(Buffer.from('abc')));
    expect(readdirSync(path).sort()).toEqual(['.new.part', 'RE1.wav', 'old.wav']);
  });
});

describe('a bucket of recordings', () => {
  let server: S3Server;
  let spool: string;
  beforeEach(async () => {
    server = await startS3Server();
    spool = directory();
  });
  afterEach(() => server.close());

  it('[RCD6] lies below its prefix', async () => {
    await bucketAt(server.origin, spool).store('acme/RE1.wav', pieces(Buffer.from('abc')));
    await bucketAt(server.origin, spool, { prefix: '' }).store('acme/RE2.wav', pieces(Buffer.from('abc')));
    expect([...server.objects.keys()]).toEqual(['/calls/kept/here/acme/RE1.wav', '/calls/acme/RE2.wav']);
  });

  it.each(['store', 'read', 'remove'] as const)('[RCD6] %s is refused without the right key', async (what) => {
    const archive = bucketAt(server.origin, spool, { secretAccessKey: 'another' });
    const work = what === 'store' ? archive.store('RE1.wav', pieces(Buffer.from('abc'))) : archive[what]('RE1.wav');
    await expect(work).rejects.toMatchObject({ code: 'vendor_refused', message: expect.stringContaining('403') });
    expect(filesIn(spool)).toEqual([]);
  });

  it('[RCD6] says what the service answered, and leaves nothing behind', async () => {
    server.next('PUT', (response) => sendError(response, 503, 'SlowDown'));
    const stored = bucketAt(server.origin, spool).store('RE1.wav', pieces(Buffer.from('abc')));
    await expect(stored).rejects.toThrow('503 (SlowDown)');
    expect(filesIn(spool)).toEqual([]);
  });

  it('[RCD6] a part that the service gives as a whole is not taken for it', async () => {
    const archive = bucketAt(server.origin, spool);
    await archive.store('RE1.wav', pieces(Buffer.from('abcdef')));
    server.next('GET', (response) => response.writeHead(200).end('abcdef'));
    const audio = await archive.read('RE1.wav', { start: 2, end: 3 });
    await expect(whole(audio?.chunks ?? pieces(Buffer.alloc(0)))).rejects.toThrow('200');
  });

  it('[RCD6] a bucket that is not reached is said to be so', async () => {
    const archive = bucketAt(`http://127.0.0.1:${await closedPort()}`, spool);
    await expect(archive.read('RE1.wav')).rejects.toMatchObject({ code: 'vendor_unreachable' });
  });

  it('[RCD6] a stream that breaks off in the middle fails whoever reads it', async () => {
    const archive = bucketAt(server.origin, spool);
    await archive.store('RE1.wav', pieces(Buffer.alloc(1000)));
    server.next('GET', (response) => {
      response.writeHead(206, { 'content-length': 1000 }).write(Buffer.alloc(10));
      response.socket?.end();
    });
    const audio = await archive.read('RE1.wav');
    await expect(whole(audio?.chunks ?? pieces(Buffer.alloc(0)))).rejects.toThrow();
  });
});
