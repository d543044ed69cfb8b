import { sql } from 'kysely';
import type { OperationsStore, Trouble } from '../../ports/operations-store.ts';
import type { Database } from './tables.ts';

const count = sql<number>`count(*)::int4`;
/** Written out, as the partial indexes have them. */
const isTrouble = sql<boolean>`(
  (events.type = 'turn-ended' and events.body->>'outcome' = 'failed')
  or (events.type = 'tool-returned' and events.body->'result'->>'status' = 'failed')
  or (events.type = 'session-ended' and events.body->>'reason' in ('socket-lost', 'protocol', 'failed'))
  or events.type = 'relay-error')`;
const isCounted = sql<boolean>`events.type in ('turn-ended', 'tool-returned', 'relay-error', 'session-ended')`;
const isRefused = sql<boolean>`events.type = 'tool-returned' and events.body->'result'->>'status' = 'refused'`;
const kind = sql<Trouble['kind']>`case events.type when 'turn-ended' then 'turn' when 'tool-returned' then 'tool'
  when 'session-ended' then 'session' else 'relay' end`;
const code = sql<string>`case events.type when 'tool-returned' then coalesce(events.body->'result'->>'code', '')
  when 'session-ended' then events.body->>'reason' else '' end`;

/** What went wrong, and what was refused. */
export function troubleMethods(database: Database): Pick<OperationsStore, 'troubles' | 'refusals' | 'refusalCounts'> {
  const events = (since: number) =>
    database
      .selectFrom('events')
      .innerJoin('calls', 'calls.id', 'events.call_id')
      .select(['calls.site_id as siteId', 'calls.line_id as lineId'])
      .where('events.at', '>', since);
  return {
    async troubles(since) {
      const inCalls = events(since)
        .select([kind.as('kind'), code.as('code'), count.as('count'), sql<number>`max(events.at)`.as('lastAt')])
        .where(isCounted)
        .where(isTrouble)
        .groupBy(['siteId', 'lineId', 'kind', 'code']);
      const [happened, unsent] = await Promise.all([inCalls.execute(), failedMessages(database, since)]);
      return [...happened, ...unsent].sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
    },
    async refusals(since, limit) {
      const number = sql<string | null>`case calls.direction when 'outbound' then calls.called
        else calls.caller->>'number' end`;
      const result = (key: string) => sql<string>`coalesce(events.body->'result'->>${sql.lit(key)}, '')`;
      return events(since)
        .select(['events.at', 'calls.call_sid as callSid', number.as('number')])
        .select([sql<string>`events.body->>'name'`.as('tool'), result('code').as('code'), result('say').as('say')])
        .where(isRefused)
        .orderBy('events.at', 'desc')
        .orderBy('events.id', 'desc')
        .limit(limit)
        .execute();
    },
    async refusalCounts(since) {
      return events(since)
        .select([sql<string>`coalesce(events.body->'result'->>'code', '')`.as('code'), count.as('count')])
        .where(isRefused)
        .groupBy(['siteId', 'lineId', 'code'])
        .orderBy('count', 'desc')
        .orderBy('siteId')
        .orderBy('lineId')
        .orderBy('code')
        .execute();
    },
  };
}

function failedMessages(database: Database, since: number): Promise<Trouble[]> {
  return database
    .selectFrom('messages')
    .select(['site_id as siteId', 'line_id as lineId', sql<'message'>`'message'`.as('kind')])
    .select([
      sql<string>`coalesce(error_code, status)`.as('code'),
      count.as('count'),
      sql<number>`max(updated_at)`.as('lastAt'),
    ])
    .where(sql<boolean>`status in ('failed', 'undelivered')`)
    .where('updated_at', '>', since)
    .groupBy(['siteId', 'lineId', 'code'])
    .execute();
}
