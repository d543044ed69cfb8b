import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/adapters/store/migrations.ts';
import { storeMethods } from '../../src/adapters/store/store-methods.ts';
import type { Tables } from '../../src/adapters/store/tables.ts';
import type { Store } from '../../src/ports/store.ts';
import { freshDatabase, poolTo } from '../support/fresh-database.ts';
import { booked, minuteMs, newCallback, seatOf } from './callback-parts.ts';
import { now } from './store-parts.ts';

const postgresUrl = inject('postgresUrl');
const rows = 200_000;
/** Of 8 kB: the depth of an index or two, and of all of them for each of ten rows that are written. */
const fewPages = { read: 30, written: 400 };

interface Plan {
  readonly 'Node Type': string;
  readonly Plans?: readonly Plan[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

describe('many callbacks', () => {
  it.skipIf(postgresUrl === null)(
    '[CBS35] what is asked while somebody waits reads little of them (PostgreSQL)',
    async () => {
      const { plain, store, asked } = await filledDatabase();
      const callback = await booked(store, { siteId: 'site 7', phone: '+1 9', nextAt: now }, null);
      const seat = seatOf(newCallback({ siteId: 'site 7', startsAt: now + 50 * minuteMs }), { capacity: 99 });
      asked.length = 0;
      await store.claimCallbacks(now, 60_000, 10);
      await store.openCallbacksOf(['site 6', 'site 7'], '+1 9');
      await store.openCallback('site 7', 'line', '+1 9');
      await store.callbacksOfCall(callback.callId);
      await store.callbackEvents(callback.id);
      await store.scheduledCallbacks(now, 10);
      await store.recentCallbacks(10);
      await store.takenSeats(seat, 'call', now);
      await store.holdSeat(seat, 'call', now + minuteMs, now);
      await store.bookCallback({ next: newCallback({ siteId: 'site 7' }), event: firstEvent }, seat);
      await store.saveCallback({ next: callback, event: firstEvent }, seat);
      await store.unfetchedRecordings(10);
      await store.purgeExpired(now);
      const statements = asked.filter(({ sql: text }) => /^(?!insert).*(callback|recordings)/.test(text));
      expect(statements.length).toBeGreaterThan(15);
      for (const query of statements) await expectFewPages(plain, query);
    },
    120_000,
  );
});

const firstEvent = { type: 'scheduled', actor: 'caller', at: now, detail: {} } as const;

async function filledDatabase() {
  const fresh = await freshDatabase(postgresUrl ?? '');
  const asked: CompiledQuery[] = [];
  const types = {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
  };
  const pool = poolTo(fresh.url, { max: 2, types: types as typeof pg.types });
  const log = ({ query }: { readonly query: CompiledQuery }): void => void asked.push(query);
  const plain = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log });
  onTestFinished(async () => {
    await plain.destroy();
    await fresh.drop();
  });
  await migrate(plain);
  for (const statement of fillings) await statement.execute(plain);
  const methods = storeMethods(plain.withSchema('attendant'), async () => {});
  const store: Store = { ...methods, ping: async () => {}, close: async () => {} };
  return { plain, store, asked };
}

/** Years of ten sites: nearly all of it ended and past; 2,000 open and booked for the days to come. */
const fillings = [
  sql`insert into attendant.callbacks
    select 'id' || n, 'site ' || n % 10, 'line', 'call ' || n, 'tool', '+1 ' || n % 5000,
      case when n > ${sql.lit(rows - 2000)} then 'scheduled' else 'completed' end, n > ${sql.lit(rows - 2000)},
      ${sql.lit(now)} + (n - ${sql.lit(rows - 2000)})::int8 * 60000,
      case when n > ${sql.lit(rows - 2000)} then ${sql.lit(now)} + (n - ${sql.lit(rows - 1000)})::int8 * 1000 end,
      '{"reason":"An invoice that is not right"}', '[]', 1, ${sql.lit(now)} - n, ${sql.lit(now)}
    from generate_series(1, ${sql.lit(rows)}) n`,
  sql`insert into attendant.callback_events (callback_id, at, type, actor, detail)
    select 'id' || n, 0, 'scheduled', 'caller', '{}' from generate_series(1, ${sql.lit(rows)}) n`,
  // One in four was for a time: two seats of every site each quarter of an hour.
  sql`insert into attendant.callback_seats (site_id, line_id, starts_at, ends_at, number, capacity, call_id, callback_id)
    select 'site ' || n % 10, 'line', start, start + 900000, 1 + n / 10 % 2, 2, 'call ' || n, 'id' || n
    from (select n, ${sql.lit(now)} + (n / 20 - ${sql.lit((rows / 4 - 2000) / 20)})::int8 * 900000 as start
      from generate_series(1, ${sql.lit(rows / 4)}) n) seats`,
  sql`insert into attendant.recordings
    select 'RE' || n, 'call ' || n, 'site', 'line', case when n % 20000 = 0 then 'reported' else 'stored' end, 60, 2, 'file',
      1000, true, n, n
    from generate_series(1, ${sql.lit(rows)}) n`,
  sql`vacuum analyze attendant.callbacks, attendant.callback_events, attendant.callback_seats, attendant.recordings`,
];

/** Runs the statement again as it was sent, in a transaction that is undone. */
async function expectFewPages(database: Kysely<Tables>, query: CompiledQuery): Promise<void> {
  const undone = new Error('undone');
  const explained = database.transaction().execute(async (transaction) => {
    const { rows: answers } = await transaction.executeQuery<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>({
      ...query,
      sql: `explain (analyze, buffers, format json) ${query.sql}`,
    });
    const plan = answers[0]?.['QUERY PLAN'][0].Plan;
    throw Object.assign(undone, { plan });
  });
  const { plan } = (await explained.catch((error: unknown) => error)) as { plan?: Plan };
  const told = `${query.sql}\n${JSON.stringify(plan, null, 1)}`;
  expect(plan, told).toBeDefined();
  if (plan === undefined) return;
  expect(nodesOf(plan), told).not.toContain('Seq Scan');
  expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], told).toBeLessThan(
    /^(with|update)/.test(query.sql) ? fewPages.written : fewPages.read,
  );
}

const nodesOf = (plan: Plan): readonly string[] => [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodesOf)];
