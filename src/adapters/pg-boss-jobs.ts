import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { OutboxMessage } from '../domain/message.ts';
import type { QueueDepth } from '../ports/process-health.ts';
import type { Clock, Job, Jobs, Log } from '../ports.ts';
import type { Executor } from './store/tables.ts';

/** The tool delivers at once itself; its job looks after it only when it did not. */
const standBySeconds = 15;
/** A killed worker's job is free again after this, and is found at the next look: 25 s at most. */
const expireInSeconds = 20;
const lookForExpiredSeconds = 5;

type JobName = Job['name'];
interface Queue {
  readonly expireInSeconds: number;
  readonly retryLimit: number;
  /** Seconds before the second try; doubled each time, up to the longest. */
  readonly retryDelay: number;
  readonly retryDelayMax: number;
  /** So many of them are worked on at a time. */
  readonly atOnce: number;
  readonly pollingIntervalSeconds: number;
}

/**
 * A long recording takes minutes to fetch, a model a minute to write; the last try comes some hours after the first. What
 * a killed process left of a deletion is gone on with when its job expires, or by the hourly sweep.
 */
const queues: Readonly<Record<JobName, Queue>> = {
  'deliver-message': {
    expireInSeconds,
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 300,
    atOnce: 10,
    pollingIntervalSeconds: 0.5,
  },
  'fetch-recording': {
    expireInSeconds: 900,
    retryLimit: 20,
    retryDelay: 10,
    retryDelayMax: 1800,
    atOnce: 2,
    pollingIntervalSeconds: 2,
  },
  'wrap-up': {
    expireInSeconds: 180,
    retryLimit: 12,
    retryDelay: 15,
    retryDelayMax: 1800,
    atOnce: 4,
    pollingIntervalSeconds: 2,
  },
  'delete-person': {
    expireInSeconds: 300,
    retryLimit: 20,
    retryDelay: 5,
    retryDelayMax: 1800,
    atOnce: 1,
    pollingIntervalSeconds: 1,
  },
  'apply-retention': {
    expireInSeconds: 1800,
    retryLimit: 5,
    retryDelay: 60,
    retryDelayMax: 1800,
    atOnce: 1,
    pollingIntervalSeconds: 5,
  },
};
const names = Object.keys(queues) as JobName[];

export interface PgBossJobs extends Jobs {
  /** Over all processes, as counted some seconds ago at most. */
  depths(): Promise<readonly QueueDepth[]>;
  /** In the transaction that reserves the message: either both are there or neither. */
  enqueueDelivery(transaction: Executor, message: OutboxMessage): Promise<void>;
}

/** Jobs in the same database as everything else. */
export async function startPgBossJobs(pool: Pool, clock: Clock, log: Log): Promise<PgBossJobs> {
  const boss = new PgBoss({
    db: overPool(pool),
    schema: 'attendant_jobs',
    schedule: false,
    superviseIntervalSeconds: lookForExpiredSeconds,
    monitorIntervalSeconds: lookForExpiredSeconds,
    registerInstance: false,
  });
  boss.on('error', (error) => log.warn('jobs: the database did not answer', { error }));
  await boss.start();
  for (const name of names) await createQueue(boss, name);
  return {
    async enqueueDelivery(transaction, { id }) {
      const options = { id: jobId(`stand by ${id}`), startAfter: standBySeconds, db: fromKysely(transaction) };
      await boss.send('deliver-message' satisfies JobName, { messageId: id }, options);
    },
    async enqueue(job, key, runAt) {
      const { name, ...data } = job;
      const startAfter = Math.max(0, Math.ceil((runAt - clock.now()) / 1000));
      await boss.send(name, data, { id: jobId(key), startAfter });
    },
    async depths() {
      const found = await boss.getQueues([...names]);
      return found.map(({ name, readyCount, deferredCount, activeCount, failedCount }) => {
        return { name, ready: readyCount, later: deferredCount, active: activeCount, failed: failedCount };
      });
    },
    async work(handler) {
      for (const name of names) await workQueue(boss, name, handler, log);
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

function createQueue(boss: PgBoss, name: JobName): Promise<void> {
  const { expireInSeconds, retryLimit, retryDelay, retryDelayMax } = queues[name];
  return boss.createQueue(name, { expireInSeconds, retryLimit, retryDelay, retryDelayMax, retryBackoff: true });
}

async function workQueue(boss: PgBoss, name: JobName, handler: Handler, log: Log): Promise<void> {
  const { atOnce: batchSize, pollingIntervalSeconds } = queues[name];
  const options = {
    batchSize,
    pollingIntervalSeconds,
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
  } as const;
  await boss.work<object, unknown, typeof options>(name, options, (batch) =>
    Promise.all(
      batch.map(({ id, data, retryCount, retryLimit }) =>
        workOff(handler, id, { name, ...data } as Job, { isLast: retryCount >= retryLimit, log }),
      ),
    ),
  );
}

type Handler = Parameters<Jobs['work']>[0];

/** A job that fails is tried again by itself, not with the rest of its batch. */
async function workOff(handler: Handler, id: string, job: Job, { isLast, log }: { isLast: boolean; log: Log }) {
  try {
    await handler(job);
    return { id, status: 'completed' as const };
  } catch (error) {
    if (isLast) log.error('a job failed for the last time and is given up', { job, error });
    else log.warn('a job failed and will be tried again', { job: job.name, error });
    return { id, status: 'failed' as const };
  }
}

/** The key as the job's own id: the same key twice is one job, also after it was done. A UUID, as the table wants. */
function jobId(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The jobs share our connections, so that the embedded database's only one does for both. */
function overPool(pool: Pool): ReturnType<typeof fromKysely> {
  return {
    async executeSql(text, values) {
      const client = await pool.connect();
      try {
        const result: unknown = await client.query(text, values as unknown[]);
        const results = (Array.isArray(result) ? result : [result]) as { rows: unknown[] }[];
        return { rows: results.flatMap((one) => one.rows) };
      } catch (error) {
        // A block of several statements may have left its transaction open.
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
