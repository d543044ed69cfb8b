import { sql } from 'kysely';
import type { CapCode, MessageCaps, Store } from '../../ports/store.ts';
import { destinationsAndHashes } from './destination-hash.ts';
import type { Executor } from './tables.ts';

export type NewMessage = Parameters<Store['reserveMessage']>[0];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * All reservations that count towards each other wait for each other until the end of the transaction, so that a cap is
 * met exactly however many processes send. Counts are per medium, money is the whole site's.
 */
export async function lockCaps(transaction: Executor, { siteId, content, costMicros }: NewMessage): Promise<void> {
  await lock(transaction, `${siteId} ${content.medium}`);
  if (costMicros > 0) await lock(transaction, `${siteId} cost`);
}

async function lock(transaction: Executor, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`.execute(transaction);
}

/** The first cap that leaves no room for this message; null: there is room. */
export async function reachedCap(
  transaction: Executor,
  message: NewMessage,
  caps: MessageCaps,
): Promise<CapCode | null> {
  const { content, country, createdAt } = message;
  const all = () => countOf(transaction, message);
  const today = () => all().where('created_at', '>', createdAt - dayMs);
  const reached = async (cap: number | null, query: ReturnType<typeof countOf>): Promise<boolean> =>
    cap !== null && (await query.executeTakeFirstOrThrow()).count >= cap;
  const ofCall = all().where('call_id', '=', message.callId).where('audience', '=', message.audience);
  if (await reached(caps.perCall, ofCall)) return 'cap_conversation';
  if (await reached(caps.perSiteHour, all().where('created_at', '>', createdAt - hourMs))) return 'cap_site_hour';
  if (
    await reached(
      caps.perDestinationDay,
      today().where('destination', 'in', destinationsAndHashes(content.medium, [content.to])),
    )
  )
    return 'cap_destination_day';
  if (country !== null && (await reached(caps.perCountryDay, today().where('country', '=', country))))
    return 'cap_country_day';
  return (await isTooDear(transaction, message, caps.spendPerDayMicros)) ? 'cap_spend_day' : null;
}

/** Messages of the same site and medium that were not definitely failed. */
function countOf(transaction: Executor, { siteId, content }: NewMessage) {
  return transaction
    .selectFrom('messages')
    .select(sql<number>`count(*)::int4`.as('count'))
    .where('site_id', '=', siteId)
    .where('medium', '=', content.medium)
    .where('status', '<>', 'failed');
}

/** What costs nothing is never refused for money. */
async function isTooDear(transaction: Executor, message: NewMessage, cap: number | null): Promise<boolean> {
  if (cap === null || message.costMicros <= 0) return false;
  const { spent } = await transaction
    .selectFrom('messages')
    .select(sql<number>`coalesce(sum(cost_micros), 0)::int8`.as('spent'))
    .where('site_id', '=', message.siteId)
    .where('created_at', '>', message.createdAt - dayMs)
    .where('status', '<>', 'failed')
    // A literal: with a parameter the planner could not tell that the partial index has these rows.
    .where(sql<boolean>`cost_micros > 0`)
    .executeTakeFirstOrThrow();
  return spent + message.costMicros > cap;
}
