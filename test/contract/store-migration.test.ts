import { createHash } from 'node:crypto';
import { type Kysely, PostgresDialect, sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { freshDatabase, poolTo } from '../support/fresh-database.ts';
import { attempted, newMessage, noCaps, now } from './store-parts.ts';
import { embeddedBefore, openNow, versionBefore } from './version-before.ts';

const postgresUrl = inject('postgresUrl');
const content = { medium: 'sms', to: '+14155550123', from: '+14155550100', body: 'Hello' } as const;
const refusing = '+14155550199';

describe('a database of the version before', () => {
  it('[STO50] is brought up to date with what is in it (embedded)', async () => {
    const { database: before, dataDirectory } = await embeddedBefore('0001-first-call');
    await writeAsBefore(before, 'old');
    await before.destroy();
    await expectUsable(await openNow(null, dataDirectory), 'old');
    // It makes a database and opens it again: seconds each on a busy machine.
  }, 60_000);

  it.skipIf(postgresUrl === null).each(['0001-first-call', '0002-caps-notices-forms', '0003-callbacks-and-recordings'])(
    '[STO50] also while a process of version %s writes (PostgreSQL)',
    async (version) => {
      const fresh = await freshDatabase(postgresUrl ?? '');
      onTestFinished(() => fresh.drop());
      const before = await versionBefore(new PostgresDialect({ pool: poolTo(fresh.url) }), version);
      await writeAsBefore(before, 'old');
      const store = await openNow(fresh.url, '');
      await writeAsBefore(before, 'still');
      await expectUsable(store, 'old');
      await expectUsable(store, 'still');
    },
  );
});

/** The statements of that version: a call with a token, a text that was reserved, an opt-out, a status that came early. */
async function writeAsBefore(database: Kysely<unknown>, name: string): Promise<void> {
  const hash = createHash('sha256').update(name).digest('hex');
  const statements = [
    sql`insert into attendant.calls (id, call_sid, site_id, line_id, site_version, direction, caller, called, started_at)
      values (${name}, ${name}, ${name}, 'line', 'v', 'inbound', '{"kind":"withheld"}', '+14155550100', ${now})`,
    sql`insert into attendant.relay_tokens (token_hash, call_sid, expires_at, reusable)
      values (${hash}, ${name}, ${now}, false)`,
    sql`insert into attendant.messages (id, site_id, line_id, call_id, tool_call_id, tool, medium, destination, content,
        status, attempts, due_at, created_at, updated_at)
      values (${name}, ${name}, 'line', ${name}, 'tool', 'send_sms', 'sms', ${content.to}, ${JSON.stringify(content)},
        'reserved', 0, ${now}, ${now}, ${now})`,
    sql`insert into attendant.opt_outs (site_id, medium, destination, at) values (${name}, 'sms', ${refusing}, ${now})`,
    sql`insert into attendant.early_statuses (vendor_id, status, vendor_status, at)
      values (${name}, 'delivered', 'delivered', ${now})`,
  ];
  for (const statement of statements) await statement.execute(database);
}

async function expectUsable(store: Store, name: string): Promise<void> {
  const added = { audience: 'caller', country: null, costMicros: 0, result: null };
  expect(await store.findMessage(name)).toMatchObject({ ...added, content, status: 'reserved' });
  const caps = { ...noCaps, perSiteHour: 1 };
  const another = newMessage({ siteId: name, callId: name });
  expect(await store.reserveMessage(another, caps)).toEqual({ outcome: 'refused', code: 'cap_site_hour' });
  expect((await store.reserveMessage(another, noCaps)).outcome).toBe('reserved');
  expect(await attempted(store, name, { status: 'sent', vendorId: name })).toMatchObject({ status: 'delivered' });
  // That version knew texted ones only.
  await store.setOptOut(name, 'sms', refusing, false, now, 'spoken');
  const toRefusing = newMessage({ siteId: name, to: refusing });
  expect(await store.reserveMessage(toRefusing, noCaps)).toEqual({ outcome: 'refused', code: 'opted_out' });
  expect(await store.redeemRelayToken(name, name, now - 1)).toBe(true);
  const notice = { id: name, callId: name, text: 'x', urgent: true, at: now };
  expect(await store.addNotice(notice)).toBe(true);
  expect(await store.takeNotices([name])).toEqual([notice]);
}
