import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type Dispatcher, request } from 'undici';
import { AttendantError } from '../domain/errors.ts';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { Clock } from '../ports.ts';
import { checkedName } from './archive-name.ts';
import { removeStale, type WrittenFile, writeWhole } from './whole-file.ts';

export interface S3ArchiveOptions {
  /** The origin of the service; the bucket is the first part of the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Before every name, without slashes at its ends; empty: none. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where a recording waits until it is whole: a bucket wants to know its size and its hash first. */
  readonly spoolDirectory: string;
  readonly clock: Pick<Clock, 'now'>;
}

interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly file: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: WrittenFile;
}
type Answer = Dispatcher.ResponseData;

const answerMs = 30_000;
/** Between two chunks. */
const chunkMs = 60_000;
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Recordings in an S3-compatible bucket: one PUT each (5 GB at most, which is more than a day of two channels). */
export function createS3Archive(options: S3ArchiveOptions): RecordingArchive {
  return {
    async store(file, chunks) {
      checkedName(file);
      await removeStale(options.spoolDirectory, options.clock.now());
      const content = await writeWhole(options.spoolDirectory, chunks);
      try {
        const headers = { 'content-type': 'audio/wav', 'content-length': String(content.bytes) };
        const answer = await ask(options, { method: 'PUT', file, headers, content });
        if (answer.statusCode !== 200) throw await refusal(answer);
        await answer.body.dump();
        return content.bytes;
      } finally {
        await rm(content.path, { force: true });
      }
    },
    async read(file, range) {
      const answer = await ask(options, { method: 'HEAD', file });
      if (answer.statusCode === 404) return await nothing(answer);
      if (answer.statusCode !== 200) throw await refusal(answer);
      await answer.body.dump();
      const bytes = Number(answer.headers['content-length']);
      return { bytes, chunks: chunksOf(options, file, bytes, range) };
    },
    async remove(file) {
      const answer = await ask(options, { method: 'DELETE', file });
      if (![200, 204, 404].includes(answer.statusCode)) throw await refusal(answer);
      await answer.body.dump();
    },
  };
}

/** Asked for when it is read, so that whoever never reads leaves no connection waiting. */
async function* chunksOf(
  options: S3ArchiveOptions,
  file: string,
  bytes: number,
  { start, end }: { readonly start: number; readonly end: number } = { start: 0, end: bytes - 1 },
): AsyncGenerator<Uint8Array> {
  if (start >= bytes || end < start) return;
  const headers = { range: `bytes=${start}-${Math.min(end, bytes - 1)}` };
  const answer = await ask(options, { method: 'GET', file, headers });
  // A server that ignores the range would send other bytes than were asked for.
  const isWhole = start === 0 && end >= bytes - 1;
  if (answer.statusCode !== 206 && !(answer.statusCode === 200 && isWhole)) throw await refusal(answer);
  yield* answer.body as AsyncIterable<Uint8Array>;
}

/** The library only signs; undici sends, since a bucket wants the length of a stream and fetch cannot give it. */
async function ask(options: S3ArchiveOptions, { method, file, headers = {}, content }: S3Request): Promise<Answer> {
  const { endpoint, bucket, prefix, accessKeyId, secretAccessKey, region, clock } = options;
  const key = [bucket, prefix, checkedName(file)].filter((part) => part !== '').join('/');
  const signed = await new AwsV4Signer({
    method,
    url: `${endpoint}/${key}`,
    headers: { ...headers, 'x-amz-content-sha256': content?.sha256 ?? emptyHash },
    accessKeyId,
    secretAccessKey,
    service: 's3',
    region,
    datetime: new Date(clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, ''),
  }).sign();
  try {
    return await request(signed.url, {
      method,
      headers: Object.fromEntries(signed.headers),
      body: content === undefined ? null : createReadStream(content.path),
      headersTimeout: answerMs,
      bodyTimeout: chunkMs,
    });
  } catch (cause) {
    throw new AttendantError('vendor_unreachable', 'the bucket for recordings did not answer', { cause });
  }
}

async function nothing(answer: Answer): Promise<null> {
  await answer.body.dump();
  return null;
}

/** What the service said, by its code. */
async function refusal(answer: Answer): Promise<AttendantError> {
  const text = await answer.body.text().catch(() => '');
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text.slice(0, 4000))?.[1] ?? 'no code';
  return new AttendantError('vendor_refused', `the bucket for recordings answered ${answer.statusCode} (${code})`);
}
