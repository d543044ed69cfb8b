import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AttendantError } from '../../domain/errors.ts';
import type { GuardedPool } from '../postgres-pool.ts';
import type { Database } from './database.ts';
import { firstSchema } from './first-schema.ts';

const SCHEMA = 'attendant';
const LOCK = `select pg_advisory_xact_lock(hashtextextended('attendant migrations', 0))`;

const migrations: Record<string, Migration> = {
  '0001-first': statements(firstSchema),
};

/** Brings the schema up to date. */
export async function migrate(database: Database): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  const migrator = new Migrator({ db: database, provider, migrationTableSchema: SCHEMA });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof AttendantError) throw error;
  throw new AttendantError('internal', `the database schema cannot be brought up to date: ${String(error)}`, {
    cause: error,
  });
}

/** Runs `task` in one process at a time. A transaction's lock: gone with its process, and fit for any pooler. */
export async function inTurn<T>(pool: GuardedPool, task: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(LOCK);
    return await task();
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

function statements(all: readonly string[]): Migration {
  return {
    async up(database: Kysely<unknown>) {
      for (const statement of all) await sql.raw(statement).execute(database);
    },
  };
}
