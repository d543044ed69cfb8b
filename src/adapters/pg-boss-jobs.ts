import type { Pool } from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { OutboxMessage } from '../domain/message.ts';
import type { Jobs, Log } from '../ports.ts';
import type { Executor } from './store/tables.ts';

const queue = 'deliver-message';
/** The tool delivers at once itself; its job looks after it only when it did not. */
const standBySeconds = 15;

export interface PgBossJobs extends Jobs {
  /** In the transaction that reserves the message: either both are there or neither. */
  enqueueDelivery(transaction: Executor, message: OutboxMessage): Promise<void>;
}

/** Jobs in the same database as everything else. A killed worker's job comes back after 30 s. */
export async function startPgBossJobs(pool: Pool, log: Log): Promise<PgBossJobs> {
  const boss = new PgBoss({ db: overPool(pool), schema: 'attendant_jobs', supervise: true, schedule: false });
  boss.on('error', (error) => log.warn('jobs: the database did not answer', { error }));
  await boss.start();
  await boss.createQueue(queue, { retryLimit: 20, retryBackoff: true, retryDelay: 2, expireInSeconds: 30 });
  return {
    async enqueueDelivery(transaction, message) {
      await boss.send(queue, { messageId: message.id }, { startAfter: standBySeconds, db: fromKysely(transaction) });
    },
    async enqueue(job, key, runAt) {
      await boss.send(queue, { messageId: job.messageId }, { startAfter: new Date(runAt), singletonKey: key });
    },
    async work(handler) {
      const options = { batchSize: 10, pollingIntervalSeconds: 1 };
      await boss.work<{ messageId: string }>(queue, options, async (batch) => {
        await Promise.all(batch.map(({ data }) => handler({ name: queue, messageId: data.messageId })));
      });
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/** The jobs share our connections, so that the embedded database's only one does for both. */
function overPool(pool: Pool): ReturnType<typeof fromKysely> {
  return {
    async executeSql(text, values) {
      const result: unknown = await pool.query(text, values as unknown[]);
      const results = (Array.isArray(result) ? result : [result]) as { rows: unknown[] }[];
      return { rows: results.flatMap((one) => one.rows) };
    },
  };
}
