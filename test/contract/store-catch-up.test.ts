import { type Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { CallEventBody } from '../../src/domain/event.ts';
import type { Store } from '../../src/ports/store.ts';
import { freshDatabase, poolTo } from '../support/fresh-database.ts';
import { newCall, now } from './store-parts.ts';
import { embeddedBefore, openNow, versionBefore } from './version-before.ts';

const postgresUrl = inject('postgresUrl');
const before = '0003-callbacks-and-recordings';

describe('calls of the version before', () => {
  it('[CLS12] are counted after an update (embedded)', async () => {
    const { database: old, dataDirectory } = await embeddedBefore(before);
    for (let index = 0; index < 150; index++) await writeCall(old, `old-${index}`, now - index);
    await old.destroy();
    const store = await openNow(null, dataDirectory);
    expect(await caughtUp(store)).toBeGreaterThan(1);
    expect(await found(store)).toHaveLength(150);
    expect(await store.findSummary('old-7')).toMatchObject(counted);
    // It makes a database and opens it again: seconds each on a busy machine.
  }, 60_000);

  it.skipIf(postgresUrl === null)('[CLS12] also while that version still writes (PostgreSQL)', async () => {
    const fresh = await freshDatabase(postgresUrl ?? '');
    onTestFinished(() => fresh.drop());
    const dialect = new PostgresDialect({ pool: poolTo(fresh.url) });
    const old = await versionBefore(dialect, before);
    await writeCall(old, 'early', now);
    const store = await openNow(fresh.url, '');
    const { call } = (await store.openCall({ call: { ...newCall(), siteId: 'old' }, siteVersion: 'v' })).stored;
    await appendAsBefore(old, call.id, [said]);
    await store.appendEvents([{ callId: call.id, event: { ...ended, at: now } }]);
    expect(await store.findSummary(call.id)).toMatchObject(counted);
    expect(await found(store)).toHaveLength(1);
    await writeCall(old, 'late', now);
    await caughtUp(store);
    expect((await found(store)).toSorted()).toEqual([call.id, 'early', 'late'].toSorted());
    for (const id of ['early', 'late']) expect(await store.findSummary(id)).toMatchObject(counted);
  });

  it.skipIf(postgresUrl === null)(
    '[CLS13] nobody heard of for a day are closed in the list, until somebody does',
    async () => {
      const fresh = await freshDatabase(postgresUrl ?? '');
      onTestFinished(() => fresh.drop());
      const store = await openNow(fresh.url, '');
      const { call } = (await store.openCall({ call: { ...newCall(), siteId: 'old' }, siteVersion: 'v' })).stored;
      await store.appendEvents([{ callId: call.id, event: { ...said, at: now } }]);
      await caughtUp(store, now + 23 * 3_600_000);
      expect(await store.findSummary(call.id)).toMatchObject({ outcome: 'running' });
      await caughtUp(store, now + 25 * 3_600_000);
      expect(await store.findSummary(call.id)).toMatchObject({ outcome: 'unknown', status: null });
      expect(await found(store)).toEqual([call.id]);
      await store.appendEvents([{ callId: call.id, event: { ...ended, at: now } }]);
      expect(await store.findSummary(call.id)).toMatchObject({ outcome: 'hung-up' });
    },
  );

  it.skipIf(postgresUrl === null)('[CLS14] a call that is deleted is gone from the list', async () => {
    const fresh = await freshDatabase(postgresUrl ?? '');
    onTestFinished(() => fresh.drop());
    const store = await openNow(fresh.url, '');
    const { call } = (await store.openCall({ call: { ...newCall(), siteId: 'old' }, siteVersion: 'v' })).stored;
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    await client.query('delete from attendant.calls');
    expect((await client.query('select from attendant.call_summaries')).rowCount).toBe(0);
    await client.end();
    await store.appendEvents([{ callId: call.id, event: { ...ended, at: now } }]);
    expect(await store.findSummary(call.id)).toBeNull();
  });
});

const said: CallEventBody = { type: 'caller-said', turn: 1, text: 'A boiler', via: 'speech' };
const ended: CallEventBody = { type: 'call-ended', status: 'completed', durationSeconds: 9 };
const counted = { outcome: 'hung-up', summary: { ended: 'completed' } };

/** By a word that was said in all of them. */
const found = async (store: Store) =>
  (await store.searchCalls({ siteId: 'old', words: ['boiler'] }, { limit: 500 })).map(({ call }) => call.id);

/** In how many parts. */
async function caughtUp(store: Store, at = now): Promise<number> {
  for (let parts = 1; ; parts++) if (await store.catchUpSummaries(at)) return parts;
}

async function writeCall(database: Kysely<unknown>, id: string, startedAt: number): Promise<void> {
  await sql`insert into attendant.calls (id, call_sid, site_id, line_id, site_version, direction, caller, called, started_at)
    values (${id}, ${id}, 'old', 'line', 'v', 'inbound', '{"kind":"withheld"}', '+14155550100', ${startedAt})`.execute(
    database,
  );
  await appendAsBefore(database, id, [said, { type: 'silence', count: 1 }, { type: 'silence', count: 2 }, ended]);
}

async function appendAsBefore(database: Kysely<unknown>, id: string, bodies: readonly CallEventBody[]): Promise<void> {
  for (const body of bodies) {
    await sql`update attendant.calls set last_seq = last_seq + 1 where id = ${id}`.execute(database);
    await sql`insert into attendant.events (call_id, seq, at, type, body)
      select id, last_seq, ${now}, ${body.type}, ${JSON.stringify({ ...body, at: now })}::jsonb
      from attendant.calls where id = ${id}`.execute(database);
  }
}
