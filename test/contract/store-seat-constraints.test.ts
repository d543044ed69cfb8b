import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, PGliteDialect, PostgresDialect, type RawBuilder, sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/adapters/store/migrations.ts';
import { freshDatabase, poolTo } from '../support/fresh-database.ts';
import { id } from './store-parts.ts';

const postgresUrl = inject('postgresUrl');
const doubled = '23P01';
const twice = '23505';
const impossible = '23514';

/** A writer that takes no lock and looks at nothing first. */
async function rawDatabase(dialect: Dialect): Promise<Kysely<unknown>> {
  const database = new Kysely<unknown>({ dialect });
  onTestFinished(() => database.destroy());
  await migrate(database);
  return database;
}

const seat = (number: number, from: number, to: number, { site = 'site', line = 'line', capacity = 2 } = {}) =>
  sql`insert into attendant.callback_seats (site_id, line_id, starts_at, ends_at, number, capacity, call_id, callback_id)
    values (${site}, ${line}, ${from}, ${to}, ${number}, ${capacity}, 'call', ${id()})`;

const callback = ({ site = 'site', line = 'line', phone = '+14155550123', open = true, tool = id() } = {}) =>
  sql`insert into attendant.callbacks (id, site_id, line_id, call_id, tool_call_id, phone, state, open, starts_at, details,
      attempts, version, created_at, updated_at)
    values (${id()}, ${site}, ${line}, 'call', ${tool}, ${phone}, 'x', ${open}, 0, '{}', '[]', 1, 0, 0)`;

/** `ok`, or the code of what the database says to it. */
const answer = async (database: Kysely<unknown>, statement: RawBuilder<unknown>): Promise<string> =>
  statement.execute(database).then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function expectRefusals(database: Kysely<unknown>): Promise<void> {
  const cases: readonly (readonly [RawBuilder<unknown>, string])[] = [
    [seat(1, 100, 200), 'ok'],
    [seat(1, 100, 200), doubled],
    [seat(1, 199, 300), doubled],
    [seat(1, 0, 101), doubled],
    [seat(1, 0, 900), doubled],
    [seat(1, 200, 300), 'ok'],
    [seat(2, 150, 250), 'ok'],
    [seat(3, 150, 250), impossible],
    [seat(0, 500, 600), impossible],
    [seat(1, 600, 600), impossible],
    [seat(1, 100, 200, { line: 'other' }), 'ok'],
    [seat(1, 100, 200, { site: 'other' }), 'ok'],
    [callback({ tool: 'a' }), 'ok'],
    [callback(), twice],
    [callback({ open: false }), 'ok'],
    [callback({ open: false, tool: 'a' }), twice],
    [callback({ line: 'other' }), 'ok'],
    [callback({ site: 'other' }), 'ok'],
    [callback({ phone: '+14155550124' }), 'ok'],
    [sql`update attendant.callbacks set open = true where phone = '+14155550123' and not open`, twice],
  ];
  for (const [index, [statement, expected]] of cases.entries())
    expect([index, await answer(database, statement)]).toEqual([index, expected]);
}

describe('the database', () => {
  it('[CBS29] refuses what a writer without our lock would do twice (embedded)', async () => {
    await expectRefusals(await rawDatabase(new PGliteDialect({ pglite: () => PGlite.create() })));
  }, 60_000);

  it.skipIf(postgresUrl === null)('[CBS29] also to many at once (PostgreSQL)', async () => {
    const fresh = await freshDatabase(postgresUrl ?? '');
    onTestFinished(() => fresh.drop());
    const pool = poolTo(fresh.url, { max: 16 });
    const database = await rawDatabase(new PostgresDialect({ pool }));
    await expectRefusals(database);
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => answer(database, seat(1 + (index % 2), 1000, 1100))),
    );
    expect(answers.filter((one) => one === 'ok')).toHaveLength(2);
  });
});
