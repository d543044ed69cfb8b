import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { describe, expect, inject, it } from 'vitest';
import type { Tables } from '../../src/adapters/store/tables.ts';
import { contactSearch } from '../../src/domain/contact-search.ts';
import { openTables } from '../support/open-tables.ts';
import { now } from './store-parts.ts';

const postgresUrl = inject('postgresUrl');
const rows = 100_000;

/** Many contacts and calls of ten sites, one of them looked at. */
describe('many contacts and calls', () => {
  it.skipIf(postgresUrl === null)(
    '[CTS9] a search reads little, however many contacts there are (PostgreSQL)',
    async () => {
      const { plain, store, asked } = await openTables(postgresUrl);
      await fillContacts(plain);
      asked.length = 0;
      for (const typed of ['name 4242', '5554242', '+1415555424', 'a4242@', 'nobody']) {
        await store.contactPage('site 2', contactSearch(typed, 'US'), { after: null, limit: 50 });
      }
      const { next } = await store.contactPage('site 2', null, { after: null, limit: 50 });
      await store.contactPage('site 2', null, { after: next, limit: 50 });
      await store.contactIdsByIdentifier('site 2', ['+14155554242', 'x']);
      expect(asked.length).toBeGreaterThan(8);
      for (const query of [...asked]) await expectIndexed(plain, query, 2000);
    },
    120_000,
  );

  it.skipIf(postgresUrl === null)(
    '[RTN14] lines, due calls and a person are found without reading all calls (PostgreSQL)',
    async () => {
      const { plain, store, asked } = await openTables(postgresUrl);
      await fillCalls(plain);
      asked.length = 0;
      expect(await store.linesWithCalls()).toHaveLength(20);
      const line = { siteId: 'site 2', lineId: 'line 0', endedBefore: now, after: null, limit: 20 };
      expect(await store.callsToRedact(line, 'metadata')).toHaveLength(20);
      expect(await store.callsToDelete(line)).toHaveLength(20);
      const person = { siteId: 'site 2', identifiers: ['+1000042'] };
      expect((await store.countPerson(person)).calls).toBeGreaterThan(0);
      await store.callsOfPerson(person, { startedBy: now, after: null, limit: 20 });
      await store.messagesTo(person, { after: null, limit: 20 });
      await store.recordingsToRemove(20);
      for (const query of [...asked]) await expectIndexed(plain, query, 3000);
    },
    120_000,
  );
});

async function fillContacts(plain: Kysely<Tables>): Promise<void> {
  await sql`insert into attendant.contacts (id, site_id, name)
    select 'c' || n, 'site ' || n % 10, 'Name ' || n from generate_series(1, ${sql.lit(rows)}) n`.execute(plain);
  await sql`insert into attendant.contact_identifiers
    select 'site ' || n % 10, '+1415555' || n, 'c' || n from generate_series(1, ${sql.lit(rows)}) n
    union all select 'site ' || n % 10, 'a' || n || '@example.com', 'c' || n from generate_series(1, ${sql.lit(rows)}) n`.execute(
    plain,
  );
  await sql`vacuum analyze attendant.contacts, attendant.contact_identifiers`.execute(plain);
}

async function fillCalls(plain: Kysely<Tables>): Promise<void> {
  await sql`insert into attendant.calls (id, call_sid, site_id, line_id, site_version, direction, caller, called, started_at, status, ended_at)
    select 'c' || n, 'CA' || n, 'site ' || n % 10, 'line ' || n / 10 % 2, 'v', 'inbound',
      jsonb_build_object('kind', 'phone', 'number', '+1' || lpad((n % 5000)::text, 6, '0')), '+14155550100',
      ${sql.lit(now)} - n::int8 * 1000, 'completed', ${sql.lit(now)} - n::int8 * 1000
    from generate_series(1, ${sql.lit(rows)}) n`.execute(plain);
  await sql`vacuum analyze attendant.calls, attendant.messages, attendant.callbacks, attendant.recordings`.execute(
    plain,
  );
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

/** Runs it again as it was sent. */
async function expectIndexed(plain: Kysely<Tables>, query: CompiledQuery, mostPages: number): Promise<void> {
  const { rows: answers } = await plain.executeQuery<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>({
    ...query,
    sql: `explain (analyze, buffers, format json) ${query.sql}`,
  });
  const plan = answers[0]?.['QUERY PLAN'][0].Plan;
  const told = `${query.sql}\n${JSON.stringify(plan, null, 1)}`;
  expect(plan, told).toBeDefined();
  if (plan === undefined) return;
  // The small tables may be read whole.
  const read = nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name']);
  expect(
    read.filter((name) => name === 'contacts' || name === 'contact_identifiers' || name === 'calls'),
    told,
  ).toEqual([]);
  expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], told).toBeLessThan(mostPages);
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
