import { PGlite } from '@electric-sql/pglite';
import { type CompiledQuery, type Dialect, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { cleanTextPlugin } from '../../src/adapters/store/clean-text.ts';
import { migrate } from '../../src/adapters/store/migrations.ts';
import { storeMethods } from '../../src/adapters/store/store-methods.ts';
import type { Tables } from '../../src/adapters/store/tables.ts';
import type { Store } from '../../src/ports/store.ts';
import { freshDatabase, poolTo } from './fresh-database.ts';

export interface OpenTables {
  readonly store: Store;
  readonly plain: Kysely<Tables>;
  /** Every statement so far. */
  readonly asked: CompiledQuery[];
  /** Every text of every table, with where it stands. */
  allTexts(): Promise<readonly { readonly where: string; readonly text: string }[]>;
}

/** A store and its tables, to look behind it: in memory, or on a PostgreSQL server. Goes away with the test. */
export async function openTables(serverUrl: string | null): Promise<OpenTables> {
  const asked: CompiledQuery[] = [];
  const log = ({ query }: { readonly query: CompiledQuery }): void => void asked.push(query);
  const plain = new Kysely<Tables>({ dialect: await dialectOf(serverUrl), plugins: [cleanTextPlugin()], log });
  onTestFinished(() => plain.destroy());
  await migrate(plain);
  const methods = storeMethods(plain.withSchema('attendant'), async () => {});
  return {
    plain,
    asked,
    store: { ...methods, ping: async () => {}, close: async () => {} },
    allTexts: () => allTexts(plain),
  };
}

async function dialectOf(serverUrl: string | null): Promise<Dialect> {
  if (serverUrl === null) return new PGliteDialect({ pglite: await PGlite.create() });
  const fresh = await freshDatabase(serverUrl);
  onTestFinished(() => fresh.drop());
  const types = {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
  };
  const pool = poolTo(fresh.url, { max: 4, types: types as typeof pg.types });
  return new PostgresDialect({ pool });
}

/** Also tables nobody thought of when this was written. */
async function allTexts(plain: Kysely<Tables>) {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'attendant' and data_type in ('text', 'jsonb', 'json', 'tsvector', 'ARRAY', 'bytea')`.execute(
    plain,
  );
  const found: { where: string; text: string }[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<{ text: string }>`
      select ${sql.ref(column)}::text as text from attendant.${sql.ref(table)} where ${sql.ref(column)} is not null`.execute(
      plain,
    );
    found.push(...rows.map(({ text }) => ({ where: `${table}.${column}`, text })));
  }
  return found;
}
