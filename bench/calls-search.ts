import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { openStore } from '../src/adapters/open-store.ts';
import { createPinoLog } from '../src/adapters/pino-log.ts';
import { createRandomIds } from '../src/adapters/random-ids.ts';
import { migrate } from '../src/adapters/store/migrations.ts';
import type { Tables } from '../src/adapters/store/tables.ts';
import { systemClock as clock } from '../src/adapters/system-clock.ts';
import type { CallFilter, CallPosition } from '../src/ports/call-search-store.ts';
import type { Store } from '../src/ports/store.ts';
import { fill, tailored } from './fill-calls.ts';

/**
 * `node bench/calls-search.ts [--calls 100000] [--database-url postgres://…] [--rounds 40] [--data DIR]`: fills a store with calls of
 * ten events each, and measures how long the first rows of the calls page take. Without a
 * database URL: the embedded one, in a directory of its own that goes afterwards, or in DIR, which is kept and filled once.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '40' },
      'database-url': { type: 'string' },
      data: { type: 'string' },
    },
  });
  const calls = Number(values.calls);
  const databaseUrl = values['database-url'] ?? null;
  const dataDirectory = values.data ?? mkdtempSync(join(tmpdir(), 'attendant-bench-'));
  console.log(`${databaseUrl === null ? 'embedded' : 'PostgreSQL'}: ${calls} calls, ten events each`);
  const started = clock.now();
  if (!existsSync(join(dataDirectory, 'db'))) await fillDatabase(databaseUrl, dataDirectory, calls);
  console.log(`filled in ${Math.round((clock.now() - started) / 1000)} s`);
  const log = createPinoLog('error');
  const opened = await openStore({ databaseUrl, dataDirectory, clock, ids: createRandomIds(clock), log });
  try {
    await measureAll(opened.store, calls, Number(values.rounds));
  } finally {
    await opened.close();
    if (values.data === undefined) rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function fillDatabase(connectionString: string | null, dataDirectory: string, calls: number): Promise<void> {
  const directory = join(dataDirectory, 'db');
  mkdirSync(directory, { recursive: true });
  const dialect =
    connectionString === null
      ? new PGliteDialect({ pglite: () => PGlite.create(directory) })
      : new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) });
  const database = new Kysely<Tables>({ dialect });
  await migrate(database);
  await fill(database.withSchema('attendant'), calls);
  // As a server's autovacuum has done long before it holds so many; the embedded one has none.
  if (connectionString !== null) await sql`vacuum analyze`.execute(database);
  await database.destroy();
}

async function measureAll(store: Store, calls: number, rounds: number): Promise<void> {
  const { middle, last, questions } = tailored(calls);
  console.log('first 50 rows, ms:                       rows    p50    p95    max');
  for (const [name, filter] of Object.entries(questions)) await measure(store, name, filter, rounds);
  await measure(store, 'deep scroll: the middle', {}, rounds, middle);
  await measure(store, 'deep scroll: the last page', {}, rounds, last);
  await measure(store, 'deep scroll: the middle of a common word', { words: ['hello'] }, rounds, middle);
}

async function measure(
  store: Store,
  name: string,
  filter: CallFilter,
  rounds: number,
  after?: CallPosition,
): Promise<void> {
  const took: number[] = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    rows = (await store.searchCalls(filter, { limit: 51, ...(after !== undefined && { after }) })).length;
    took.push(performance.now() - started);
  }
  took.sort((a, b) => a - b);
  const at = (part: number): string => (took[Math.min(rounds - 1, Math.floor(part * rounds))] ?? 0).toFixed(1);
  const figures = [at(0.5), at(0.95), at(1)].map((figure) => figure.padStart(7)).join('');
  console.log(`${name.padEnd(40)} ${String(rows).padStart(4)}${figures}`);
}

await main();
