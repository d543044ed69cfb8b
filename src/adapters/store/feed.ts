import { sql } from 'kysely';
import type { CallEvent, StoredCallEvent } from '../../domain/event.ts';
import type { Change, FeedStore } from '../../ports/feed-store.ts';
import type { Store } from '../../ports/store.ts';
import { toStoredCall } from './call-row.ts';
import type { Database } from './tables.ts';

type Methods = Pick<Store, 'runningCalls'> &
  Pick<FeedStore, 'eventsAfter' | 'lastEventId' | 'changesAfter' | 'lastChangeId' | 'eventsOfCalls'>;

const mostChanges = 1000;

/** The log of all calls as one, and what changed beside it. */
export function feedMethods(database: Database): Methods {
  const last = async (table: 'events' | 'changes'): Promise<number> => {
    const row = await database.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
    return row?.id ?? 0;
  };
  return {
    async eventsAfter(id, limit) {
      const rows = await database
        .selectFrom('events')
        .innerJoin('calls', 'calls.id', 'events.call_id')
        .selectAll('events')
        .select(['calls.site_id', 'calls.line_id'])
        .where('events.id', '>', id)
        .orderBy('events.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ event: toStoredEvent(row), siteId: row.site_id, lineId: row.line_id }));
    },
    lastEventId: () => last('events'),
    async changesAfter(id) {
      const rows = await database
        .selectFrom('changes')
        .selectAll()
        .where('id', '>', id)
        .orderBy('id')
        .limit(mostChanges)
        .execute();
      return rows as Change[];
    },
    lastChangeId: () => last('changes'),
    async runningCalls(since, limit) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('status', 'is', null)
        .where('started_at', '>', since)
        .orderBy('started_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
    async eventsOfCalls(callIds) {
      if (callIds.length === 0) return [];
      const rows = await database
        .selectFrom('events')
        .selectAll()
        .where('call_id', '=', sql<string>`any(${[...callIds]}::text[])`)
        .orderBy('call_id')
        .orderBy('seq')
        .execute();
      return rows.map(toStoredEvent);
    },
  };
}

const toStoredEvent = (row: { id: number; call_id: string; seq: number; body: unknown }): StoredCallEvent => ({
  ...(row.body as CallEvent),
  callId: row.call_id,
  seq: row.seq,
  id: row.id,
});
