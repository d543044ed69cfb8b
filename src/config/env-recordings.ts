import { readOrigin } from './env-urls.ts';
import type { VariableReader } from './variable-reader.ts';

/** A bucket for recordings. */
export interface RecordingsSettings {
  readonly bucket: string;
  /** Without slashes at its ends; empty: none. */
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const needed = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const others = ['S3_ENDPOINT', 'S3_REGION', ...needed] as const;
/** What services that have no regions take. */
const anyRegion = 'us-east-1';

/** Null: recordings lie in the data directory. */
export function readRecordings(reader: VariableReader): RecordingsSettings | null {
  const place = reader.parsed('RECORDINGS_URL', readBucket);
  const endpoint = reader.parsed('S3_ENDPOINT', readEndpoint);
  const region = reader.text('S3_REGION');
  const accessKeyId = reader.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = reader.text('S3_SECRET_ACCESS_KEY');
  if (reader.text('RECORDINGS_URL') === null) {
    const set = others.find((name) => reader.text(name) !== null);
    if (set !== undefined) reader.refuse(`RECORDINGS_URL is missing: ${set} is set, so recordings are half configured`);
    return null;
  }
  for (const name of needed)
    if (reader.text(name) === null) reader.refuse(`${name} is missing: recordings are half configured`);
  if (region === null && reader.text('S3_ENDPOINT') === null)
    reader.refuse('S3_REGION is missing: write the region of the bucket (or set S3_ENDPOINT)');
  if (region !== null && !/^[a-z0-9-]{1,40}$/.test(region))
    reader.refuse('S3_REGION: write a region, for example eu-central-1');
  if (place === null || accessKeyId === null || secretAccessKey === null) return null;
  return {
    ...place,
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    region: region ?? anyRegion,
    accessKeyId,
    secretAccessKey,
  };
}

/** `s3://bucket/prefix`; parts of a name that mean the same in a URL as in a bucket. */
function readBucket(value: string): Pick<RecordingsSettings, 'bucket' | 'prefix'> {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9_./-]{0,200}))?$/.exec(value);
  const prefix = (found?.[2] ?? '').replace(/\/+$/, '');
  const parts = prefix === '' ? [] : prefix.split('/');
  if (found === null || parts.some((part) => /^\.*$/.test(part)))
    throw new Error('write s3://bucket or s3://bucket/prefix');
  return { bucket: found[1] ?? '', prefix };
}

function readEndpoint(value: string): string {
  const origin = readOrigin(value);
  if (new URL(origin).pathname !== '/') throw new Error('write an origin, for example https://s3.example.com');
  return origin;
}
