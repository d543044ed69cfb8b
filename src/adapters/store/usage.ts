import { sql } from 'kysely';
import type { MessageUsage, OperationsStore } from '../../ports/operations-store.ts';
import type { Database } from './tables.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostDestinations = 5;
const count = sql<number>`count(*)::int4`;
type Medium = 'sms' | 'email';

/** How much is used: counted as the caps count (see message-caps.ts). */
export function usageMethods(
  database: Database,
): Pick<OperationsStore, 'messageUsage' | 'openCallCounts' | 'openCallbackCounts' | 'outboxDepth'> {
  return {
    messageUsage: (siteId, now) => messageUsage(database, siteId, now),
    async openCallCounts() {
      return database
        .selectFrom('calls')
        .select(['site_id as siteId', 'line_id as lineId', count.as('count')])
        .where('status', 'is', null)
        .groupBy(['site_id', 'line_id'])
        .execute();
    },
    async openCallbackCounts() {
      return database
        .selectFrom('callbacks')
        .select(['site_id as siteId', 'line_id as lineId', count.as('count')])
        .where(sql<boolean>`open`)
        .groupBy(['site_id', 'line_id'])
        .execute();
    },
    async outboxDepth(now) {
      const { due, all, oldest } = await database
        .selectFrom('messages')
        .select([
          sql<number>`count(*) filter (where due_at <= ${now})::int4`.as('due'),
          count.as('all'),
          sql<number | null>`min(due_at) filter (where due_at <= ${now})`.as('oldest'),
        ])
        .where(sql<boolean>`status in ('reserved', 'sending', 'retry', 'unknown')`)
        .executeTakeFirstOrThrow();
      return { due, later: all - due, oldestDueAt: oldest };
    },
  };
}

async function messageUsage(database: Database, siteId: string, now: number): Promise<MessageUsage> {
  const today = () =>
    database
      .selectFrom('messages')
      .where('site_id', '=', siteId)
      .where('created_at', '>', now - dayMs)
      .where('status', '<>', 'failed');
  const lines = today()
    .select(['line_id as lineId', sql<Medium>`medium`.as('medium'), count.as('day')])
    .select(sql<number>`count(*) filter (where created_at > ${now - hourMs})::int4`.as('hour'))
    .where('medium', 'in', ['sms', 'email'])
    .groupBy(['line_id', 'medium'])
    .orderBy('line_id')
    .orderBy('medium');
  const countries = today()
    .select([sql<string>`country`.as('country'), count.as('day')])
    .where('medium', '=', 'sms')
    .where('country', 'is not', null)
    .groupBy('country')
    .orderBy('day', 'desc')
    .orderBy('country');
  const to = (medium: Medium) =>
    today()
      .select([sql<Medium>`medium`.as('medium'), 'destination', count.as('day')])
      .where('medium', '=', medium)
      .groupBy(['medium', 'destination'])
      .orderBy('day', 'desc')
      .orderBy('destination')
      .limit(mostDestinations)
      .execute();
  const spent = today()
    .select(sql<number>`coalesce(sum(cost_micros), 0)::int8`.as('micros'))
    // A literal: with a parameter the planner could not tell that the partial index has these rows.
    .where(sql<boolean>`cost_micros > 0`);
  const [byLine, byCountry, texts, emails, { micros }] = await Promise.all([
    lines.execute(),
    countries.execute(),
    to('sms'),
    to('email'),
    spent.executeTakeFirstOrThrow(),
  ]);
  return { lines: byLine, countries: byCountry, destinations: [...texts, ...emails], spentMicros: micros };
}
