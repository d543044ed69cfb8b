import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import type { Job } from '../../src/ports.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { SilentLog } from '../support/silent-log.ts';

const postgresUrl = inject('postgresUrl');
const all: readonly Job[] = [
  { name: 'deliver-message', messageId: 'm1' },
  { name: 'fetch-recording', recordingId: 'RE1' },
  { name: 'wrap-up', callId: 'call_1' },
];

async function bench(serverUrl: string) {
  const database = await freshDatabase(serverUrl);
  const log = new SilentLog();
  const ids = createRandomIds(clock);
  const opened = await openStore({ databaseUrl: database.url, dataDirectory: '', clock, ids, log });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const query = async (text: string) => (await client.query(text)).rows as Record<string, unknown>[];
  const close = async (): Promise<void> => {
    await opened.close();
    await client.end();
    await database.drop();
  };
  return { jobs: opened.jobs, log, query, close };
}

if (postgresUrl === null) {
  describe('the queues of jobs', () => it.skip('[RCD22] skipped: no PostgreSQL', () => undefined));
} else {
  describe('the queues of jobs', () => {
    it('[RCD22] each kind of job has a queue with its own time and tries, and comes as it was put down, once', async () => {
      const { jobs, query, close } = await bench(postgresUrl);
      const queues = await query('select name, expire_seconds, retry_limit from attendant_jobs.queue order by name');
      expect(queues.filter(({ name }) => !String(name).startsWith('__'))).toEqual([
        { name: 'apply-retention', expire_seconds: 1800, retry_limit: 5 },
        { name: 'delete-person', expire_seconds: 300, retry_limit: 20 },
        { name: 'deliver-message', expire_seconds: 20, retry_limit: 20 },
        { name: 'fetch-recording', expire_seconds: 900, retry_limit: 20 },
        { name: 'wrap-up', expire_seconds: 180, retry_limit: 12 },
      ]);
      for (const job of [...all, ...all]) await jobs.enqueue(job, `${job.name} key`, clock.now());
      const ran: Job[] = [];
      await new Promise<void>((resolve) => {
        void jobs.work(async (job) => {
          ran.push(job);
          if (ran.length === all.length) resolve();
        });
      });
      expect(ran.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(all);
      await close();
    });

    it('[RCD22] a job whose last try fails is given up with a line in the log', async () => {
      const { jobs, query, log, close } = await bench(postgresUrl);
      for (const job of all) await jobs.enqueue(job, job.name, clock.now());
      await query("update attendant_jobs.job set retry_limit = 0 where name <> 'deliver-message'");
      await new Promise<void>((resolve) => {
        let left = all.length;
        void jobs.work(async () => {
          left--;
          if (left === 0) resolve();
          throw new Error('not today');
        });
      });
      await jobs.stop();
      const lines = log.lines.filter(({ level }) => level === 'error' || level === 'warn');
      expect(lines.map(({ level }) => level).toSorted()).toEqual(['error', 'error', 'warn']);
      expect(lines.filter(({ level }) => level === 'error').map(({ fields }) => fields)).toEqual(
        expect.arrayContaining([expect.objectContaining({ job: all[1] }), expect.objectContaining({ job: all[2] })]),
      );
      await close();
    });
  });
}
