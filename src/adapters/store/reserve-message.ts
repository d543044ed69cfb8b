import { sql } from 'kysely';
import type { OutboxMessage } from '../../domain/message.ts';
import type { MessageCaps, ReservedMessage, Store } from '../../ports.ts';
import { toJson } from './clean-text.ts';
import { toMessage } from './message-row.ts';
import type { Executor } from './tables.ts';

type NewMessage = Parameters<Store['reserveMessage']>[0];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Opt-out, caps and the outbox row in one transaction. All reservations of a site and medium wait for each other on an
 * advisory lock, so that a cap is met exactly however many processes send.
 */
export async function reserveMessage(
  transaction: Executor,
  message: NewMessage,
  caps: MessageCaps,
): Promise<ReservedMessage> {
  const { content, siteId, callId } = message;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${siteId} ${content.medium}`}, 7))`.execute(transaction);
  const known = await transaction
    .selectFrom('messages')
    .selectAll()
    .where('call_id', '=', callId)
    .where('tool_call_id', '=', message.toolCallId)
    .executeTakeFirst();
  if (known !== undefined) return { outcome: 'duplicate', message: toMessage(known) };
  const refusal = await refusalOf(transaction, message, caps);
  if (refusal !== null) return { outcome: 'refused', code: refusal };
  return { outcome: 'reserved', message: await insert(transaction, message) };
}

async function refusalOf(
  transaction: Executor,
  message: NewMessage,
  caps: MessageCaps,
): Promise<'opted_out' | 'cap_conversation' | 'cap_site_hour' | null> {
  const { content, siteId, callId, createdAt } = message;
  const optOut = await transaction
    .selectFrom('opt_outs')
    .select('at')
    .where('site_id', '=', siteId)
    .where('medium', '=', content.medium)
    .where('destination', '=', content.to)
    .executeTakeFirst();
  if (optOut !== undefined) return 'opted_out';
  const counted = () =>
    transaction
      .selectFrom('messages')
      .select(sql<number>`count(*)::int4`.as('count'))
      .where('site_id', '=', siteId)
      .where('medium', '=', content.medium)
      .where('status', '<>', 'failed');
  const reached = async (cap: number | null, query: ReturnType<typeof counted>): Promise<boolean> =>
    cap !== null && (await query.executeTakeFirstOrThrow()).count >= cap;
  if (await reached(caps.perCall, counted().where('call_id', '=', callId))) return 'cap_conversation';
  if (await reached(caps.perSiteHour, counted().where('created_at', '>', createdAt - hourMs))) return 'cap_site_hour';
  const sameDestination = counted()
    .where('destination', '=', content.to)
    .where('created_at', '>', createdAt - dayMs);
  return (await reached(caps.perDestinationDay, sameDestination)) ? 'cap_site_hour' : null;
}

async function insert(transaction: Executor, message: NewMessage): Promise<OutboxMessage> {
  const { id, content, createdAt } = message;
  const row = await transaction
    .insertInto('messages')
    .values({
      id,
      site_id: message.siteId,
      line_id: message.lineId,
      call_id: message.callId,
      tool_call_id: message.toolCallId,
      tool: message.tool,
      medium: content.medium,
      destination: content.to,
      content: toJson(content),
      status: 'reserved',
      attempts: 0,
      vendor_id: null,
      error_code: null,
      due_at: createdAt,
      created_at: createdAt,
      updated_at: createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('message_history')
    .values({ message_id: id, at: createdAt, status: 'reserved', vendor_status: null, error_code: null })
    .execute();
  return toMessage(row);
}
