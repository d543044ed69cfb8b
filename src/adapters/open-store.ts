import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { AttendantError, toAttendantError } from '../domain/errors.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids, Jobs, Log } from '../ports.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { type PgBossJobs, startPgBossJobs } from './pg-boss-jobs.ts';
import { cleanTextPlugin } from './store/clean-text.ts';
import { migrate } from './store/migrations.ts';
import { storeMethods } from './store/store-methods.ts';
import type { Tables } from './store/tables.ts';

export interface StoreOptions {
  /** Null: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Called behind every append of events by this process. Must not throw. */
  readonly onEvents?: () => void;
}

export interface OpenedStore {
  readonly store: Store;
  readonly jobs: Jobs & Pick<PgBossJobs, 'depths'>;
  close(): Promise<void>;
}

/** int8 as numbers: epoch milliseconds and row numbers stay far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** Opens PostgreSQL or the embedded one: the same client, dialect and statements for both. */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const embedded =
    options.databaseUrl === null ? await openEmbeddedDatabase(options.dataDirectory, options.clock) : null;
  const pool = embedded === null ? serverPool(options.databaseUrl ?? '') : embeddedPool(embedded);
  pool.on('error', (error) => options.log.warn('a database connection was lost', { error }));
  const plain = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [cleanTextPlugin()] });
  try {
    const database = plain.withSchema('attendant');
    const jobs = await oneAtATime(embedded === null ? pool : null, async () => {
      await migrate(plain);
      return startPgBossJobs(pool, options.clock, options.log);
    });
    const methods = storeMethods(database, (transaction, message) => jobs.enqueueDelivery(transaction, message));
    const store = guarded({
      ...methods,
      async appendEvents(events) {
        await methods.appendEvents(events);
        options.onEvents?.();
      },
      async ping() {
        await pool.query('select 1');
      },
      async close() {},
    });
    return {
      store,
      jobs,
      async close() {
        await jobs.stop();
        await plain.destroy();
        await embedded?.close();
      },
    };
  } catch (error) {
    await plain.destroy();
    await embedded?.close();
    throw storeError(error);
  }
}

/**
 * Ten processes may start at once: their migrations wait for each other. The lock is a transaction's, so that it holds
 * behind a transaction-pooling proxy too. The embedded database (null) has one process anyway.
 */
async function oneAtATime<T>(pool: pg.Pool | null, work: () => Promise<T>): Promise<T> {
  if (pool === null) return work();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7203714)');
    return await work();
  } finally {
    await client.query('commit').catch(() => undefined);
    client.release();
  }
}

/** A server that takes the connection and then says nothing must not hold up a turn: every wait has an end. */
function serverPool(connectionString: string): pg.Pool {
  return new pg.Pool({
    connectionString,
    types,
    max: 10,
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
    // One that hangs in a lost network is not handed out for long.
    maxLifetimeSeconds: 300,
    keepAlive: true,
    application_name: 'attendant',
  });
}

/** One backend, one connection. */
function embeddedPool(embedded: EmbeddedDatabase): pg.Pool {
  return new pg.Pool({
    stream: () => embedded.stream(),
    host: 'embedded',
    user: 'postgres',
    database: 'postgres',
    password: '',
    types,
    max: 1,
    idleTimeoutMillis: 0,
  } as unknown as pg.PoolConfig);
}

/** Whatever the database throws becomes the one error callers know. */
function guarded(store: Store): Store {
  const wrapped = Object.entries(store).map(([name, method]: [string, (...input: unknown[]) => Promise<unknown>]) => [
    name,
    (...input: unknown[]) => method(...input).catch((error: unknown) => Promise.reject(storeError(error))),
  ]);
  return Object.fromEntries(wrapped) as Store;
}

/**
 * SQLSTATE classes of a database that is away, full, stopping, read-only or asks to be asked again. Any other answer
 * is one, and the same question gets it again: a defect, not worth a retry.
 */
const passing = /^(08|25006|40|53|55P03|57|58)/;

function storeError(error: unknown): AttendantError {
  if (error instanceof AttendantError) return error;
  const answered = error instanceof pg.DatabaseError && !passing.test(error.code ?? '');
  const { message } = toAttendantError(error);
  return new AttendantError(answered ? 'internal' : 'store_unavailable', message, { cause: error });
}
