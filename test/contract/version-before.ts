import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, PGliteDialect } from 'kysely';
import { onTestFinished } from 'vitest';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { migrate } from '../../src/adapters/store/migrations.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { SilentLog } from '../support/silent-log.ts';

/** A database as far as this migration, closed with the test. */
export async function versionBefore(dialect: Dialect, migration: string): Promise<Kysely<unknown>> {
  const database = new Kysely<unknown>({ dialect });
  onTestFinished(() => database.destroy());
  await migrate(database, migration);
  return database;
}

/** The same embedded in a data directory of its own; closed, `openNow` takes it up. */
export async function embeddedBefore(
  migration: string,
): Promise<{ readonly database: Kysely<unknown>; readonly dataDirectory: string }> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'attendant-before-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const directory = join(dataDirectory, 'db');
  mkdirSync(directory);
  const dialect = new PGliteDialect({ pglite: () => PGlite.create(directory) });
  return { database: await versionBefore(dialect, migration), dataDirectory };
}

/** The store of this version on such a database, closed with the test. */
export async function openNow(databaseUrl: string | null, dataDirectory: string): Promise<Store> {
  const log = new SilentLog();
  const opened = await openStore({ databaseUrl, dataDirectory, clock, ids: createRandomIds(clock), log });
  onTestFinished(() => opened.close());
  return opened.store;
}
