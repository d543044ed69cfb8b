import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/env.ts';
import type { AttendantError } from '../../src/domain/errors.ts';
import { SiteFolder, siteText } from './site-folder.ts';

const bucket = {
  RECORDINGS_URL: 's3://calls/kept/here/',
  S3_ENDPOINT: 'http://127.0.0.1:9000',
  S3_REGION: 'eu-central-1',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
};
const without = (...names: (keyof typeof bucket)[]): Record<string, string> =>
  Object.fromEntries(Object.entries(bucket).filter(([name]) => !names.includes(name as keyof typeof bucket)));

function refusal(env: Record<string, string>): string {
  try {
    readEnvironment(env);
  } catch (error) {
    return (error as AttendantError).message;
  }
  throw new Error('the environment was accepted');
}

describe('where recordings lie', () => {
  it('[RCD26] is the data directory, or the bucket that is named', () => {
    expect(readEnvironment({}).recordings).toBeNull();
    expect(readEnvironment(bucket).recordings).toEqual({
      bucket: 'calls',
      prefix: 'kept/here',
      endpoint: 'http://127.0.0.1:9000',
      region: 'eu-central-1',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    });
    const plain = readEnvironment({ ...without('S3_ENDPOINT'), RECORDINGS_URL: 's3://calls' }).recordings;
    expect(plain).toMatchObject({ prefix: '', endpoint: 'https://s3.eu-central-1.amazonaws.com' });
    expect(readEnvironment(without('S3_REGION')).recordings).toMatchObject({ region: 'us-east-1' });
  });

  it.each([
    [without('RECORDINGS_URL'), 'RECORDINGS_URL is missing'],
    [{ S3_REGION: 'eu-central-1' }, 'RECORDINGS_URL is missing'],
    [without('S3_ACCESS_KEY_ID'), 'S3_ACCESS_KEY_ID is missing'],
    [without('S3_SECRET_ACCESS_KEY'), 'S3_SECRET_ACCESS_KEY is missing'],
    [without('S3_REGION', 'S3_ENDPOINT'), 'S3_REGION is missing'],
    [{ ...bucket, RECORDINGS_URL: 'https://calls' }, 'RECORDINGS_URL: write s3://bucket'],
    [{ ...bucket, RECORDINGS_URL: 's3://Calls' }, 'RECORDINGS_URL: write s3://bucket'],
    [{ ...bucket, RECORDINGS_URL: 's3://calls/../other' }, 'RECORDINGS_URL: write s3://bucket'],
    [{ ...bucket, RECORDINGS_URL: 's3://calls/a//b' }, 'RECORDINGS_URL: write s3://bucket'],
    [{ ...bucket, S3_ENDPOINT: 'https://s3.example.com/path' }, 'S3_ENDPOINT: write an origin'],
    [{ ...bucket, S3_REGION: 'eu/../x' }, 'S3_REGION: write a region'],
  ])('[RCD27] half a bucket, or none, is refused by name: %#', (env, message) => {
    expect(refusal(env as Record<string, string>)).toContain(message);
    expect(refusal(env as Record<string, string>)).not.toContain('secret"');
  });
});

describe('notes in a site file', () => {
  const findings = async (wrapUp: string, change = (text: string): string => text) => {
    using folder = new SiteFolder();
    const transfer = `transfer: { targets: [{ id: desk, number: "+14155550111" }], wrap_up: ${wrapUp} }`;
    folder.write('site.yaml', change(siteText(transfer)));
    return await folder.problems();
  };
  const withoutMail = (text: string): string => text.replace(/mail:\n.*\n.*\n/, '');

  it.each([
    ['{ mail_to: [team@example.com] }', 'needs a mail preset under mail'],
    ['{ dispositions: [] }', 'write at least one, or leave it out'],
    ['{ dispositions: [done, open, done] }', 'another disposition is called "done" already'],
    [`{ dispositions: [${'x'.repeat(101)}] }`, 'write at most 100 characters'],
    ['{ webhook: { url: "https://hooks.example.com:8443/x", secret: "${NOTES}" } }', 'no port here'],
    ['{ webhook: { url: "https://me:pw@hooks.example.com/x", secret: "${NOTES}" } }', 'no name or password in the URL'],
    ['{ webhook: { url: "http://hooks.example.com/x", secret: "${NOTES}" } }', 'write an https:// URL'],
    ['{ webhook: { url: "https://hooks.example.com/x", secret: "open" } }', 'write ${NAME}'],
  ])('[WRP16] %s', async (wrapUp, problem) => {
    expect((await findings(wrapUp, withoutMail)).join('\n')).toContain(problem);
  });

  it('[WRP16] what is complete is no problem', async () => {
    const problems = await findings('{ dispositions: [done, open], mail_to: [team@example.com] }');
    expect(problems.filter((problem) => problem.includes('wrap_up'))).toEqual([]);
  });
});
