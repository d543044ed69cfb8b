import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { OutboxMessage } from '../domain/message.ts';
import type { Clock, Job, Jobs, Log } from '../ports.ts';
import type { Executor } from './store/tables.ts';

const queue = 'deliver-message';
/** The tool delivers at once itself; its job looks after it only when it did not. */
const standBySeconds = 15;
/** A killed worker's job is free again after this, and is found at the next look: 25 s at most. */
const expireInSeconds = 20;
const lookForExpiredSeconds = 5;

export interface PgBossJobs extends Jobs {
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
  await boss.createQueue(queue, {
    retryLimit: 20,
    retryBackoff: true,
    retryDelay: 2,
    retryDelayMax: 300,
    expireInSeconds,
  });
  return {
    async enqueueDelivery(transaction, { id }) {
      const options = { id: jobId(`stand by ${id}`), startAfter: standBySeconds, db: fromKysely(transaction) };
      await boss.send(queue, { messageId: id }, options);
    },
    async enqueue(job, key, runAt) {
      if (job.name !== 'deliver-message') return;
      const { messageId } = job;
      const startAfter = Math.max(0, Math.ceil((runAt - clock.now()) / 1000));
      await boss.send(queue, { messageId }, { id: jobId(key), startAfter });
    },
    async work(handler) {
      const options = {
        batchSize: 10,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
        perJobResults: true,
      } as const;
      await boss.work<{ messageId: string }, unknown, typeof options>(queue, options, (batch) =>
        Promise.all(batch.map(({ id, data }) => workOff(handler, id, { name: queue, messageId: data.messageId }, log))),
      );
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/** A job that fails is tried again by itself, not with the rest of its batch. */
async function workOff(handler: (job: Job) => Promise<void>, id: string, job: Job, log: Log) {
  try {
    await handler(job);
    return { id, status: 'completed' as const };
  } catch (error) {
    log.warn('a job failed and will be tried again', { job: job.name, error });
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
