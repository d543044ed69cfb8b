import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';
import type { Job } from '../../ports.ts';
import type { GuardedPool } from '../postgres-pool.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type StoreTransaction = Transaction<Tables>;

/** Puts a job into the queue as part of a transaction: both happen or neither. */
export type EnqueueWithin = (
  transaction: StoreTransaction,
  job: Job,
  key: string,
  delaySeconds: number,
) => Promise<void>;

/** Kysely over the pool; destroying it ends the pool. */
export function openDatabase(pool: GuardedPool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
}
