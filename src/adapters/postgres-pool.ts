import pg from 'pg';
import { AttendantError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';

export interface QueryResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Record<string, unknown>[];
}

/** A connection whose failures are AttendantErrors and that is thrown away after one it cannot recover from. */
export interface GuardedClient {
  /** One statement, or several without parameters (then the rows of all). */
  query(text: string, values?: readonly unknown[]): Promise<QueryResult>;
  release(): void;
}

export interface GuardedPool {
  connect(): Promise<GuardedClient>;
  end(): Promise<void>;
}

const INT8 = 20;
/** SQLSTATE classes that say the database is away, full, stopping, read-only, or lost a race: worth another try. */
const AWAY = /^(08|25006|40|53|55P03|57|58)/;

/** Connections to a server by URL, or the one session of the embedded database. 64-bit numbers come as numbers. */
export function openPool(target: string | EmbeddedDatabase, log: Log): GuardedPool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool(typeof target === 'string' ? serverConfig(target, types) : embeddedConfig(target, types));
  pool.on('error', (error) => log.warn('an idle database connection was lost', { error }));
  return {
    connect: async () => guard(await pool.connect().catch(away)),
    end: () => pool.end(),
  };
}

const serverConfig = (url: string, types: pg.TypeOverrides): pg.PoolConfig => ({
  connectionString: url,
  types,
  max: 10,
  connectionTimeoutMillis: 5_000,
  query_timeout: 15_000,
  keepAlive: true,
  application_name: 'attendant',
});

const embeddedConfig = (database: EmbeddedDatabase, types: pg.TypeOverrides): pg.PoolConfig => ({
  user: 'postgres',
  database: 'postgres',
  host: 'localhost',
  password: '',
  ssl: false,
  types,
  stream: database.stream as unknown as NonNullable<pg.PoolConfig['stream']>,
  max: 1,
  idleTimeoutMillis: 0,
});

function guard(client: pg.PoolClient): GuardedClient {
  let broken = false;
  return {
    async query(text, values = []) {
      try {
        const result: pg.QueryResult | pg.QueryResult[] = await client.query(text, values.map(withoutNul));
        return Array.isArray(result) ? joinResults(result) : result;
      } catch (error) {
        broken ||= !(error instanceof pg.DatabaseError);
        return away(error);
      }
    },
    release: () => client.release(broken),
  };
}

const joinResults = (results: readonly pg.QueryResult[]): QueryResult => ({
  command: '',
  rowCount: null,
  rows: results.flatMap((result) => result.rows),
});

/** PostgreSQL text holds no NUL, and callers and models can say anything. */
const withoutNul = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '') : value);

function away(error: unknown): never {
  if (error instanceof pg.DatabaseError && !AWAY.test(error.code ?? '')) throw error;
  const message = error instanceof Error ? error.message : String(error);
  throw new AttendantError('store_unavailable', `the database does not answer: ${message}`, { cause: error });
}
