import { sql } from 'kysely';
import type { OutboxMessage } from '../../domain/message.ts';
import type { MessageCaps, ReservedMessage, Store } from '../../ports.ts';
import type { Database, EnqueueWithin, StoreTransaction } from './database.ts';
import { toJson } from './json.ts';
import { recordHistory, toMessage } from './message-row.ts';

type NewMessage = Parameters<Store['reserveMessage']>[0];
type Refusal = Extract<ReservedMessage, { outcome: 'refused' }>['code'];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The tool delivers at once itself; the job stands behind it. */
const DELIVERY_JOB_DELAY_SECONDS = 15;

export function storeReservations(database: Database, enqueue: EnqueueWithin): Pick<Store, 'reserveMessage'> {
  return {
    reserveMessage: (message, caps) =>
      database.transaction().execute((transaction) => reserve(transaction, message, caps, enqueue)),
  };
}

async function reserve(
  transaction: StoreTransaction,
  message: NewMessage,
  caps: MessageCaps,
  enqueue: EnqueueWithin,
): Promise<ReservedMessage> {
  await lockSite(transaction, message);
  const known = await findByToolCall(transaction, message);
  if (known !== null) return { outcome: 'duplicate', message: known };
  const code = await refusal(transaction, message, caps);
  if (code !== null) return { outcome: 'refused', code };
  const reserved = await insert(transaction, message);
  await enqueue(
    transaction,
    { name: 'deliver-message', messageId: message.id },
    `${message.id}#0`,
    DELIVERY_JOB_DELAY_SECONDS,
  );
  return { outcome: 'reserved', message: reserved };
}

/** Caps are counted by one sender of a site at a time, whichever process it is in. */
async function lockSite(transaction: StoreTransaction, { siteId, content }: NewMessage): Promise<void> {
  const key = `attendant reserve ${content.medium} ${siteId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
}

async function findByToolCall(transaction: StoreTransaction, message: NewMessage): Promise<OutboxMessage | null> {
  const row = await transaction
    .selectFrom('attendant.messages')
    .selectAll()
    .where('call_id', '=', message.callId)
    .where('tool_call_id', '=', message.toolCallId)
    .executeTakeFirst();
  return row === undefined ? null : toMessage(row);
}

/** Each count stops at its cap, so it costs the same however much was sent before. */
async function refusal(
  transaction: StoreTransaction,
  { siteId, callId, content, createdAt }: NewMessage,
  caps: MessageCaps,
): Promise<Refusal | null> {
  const same = sql`site_id = ${siteId} and medium = ${content.medium} and status <> 'failed'`;
  const reached = (cap: number | null, which: ReturnType<typeof sql>) =>
    cap === null
      ? sql<boolean>`false`
      : sql<boolean>`(select count(*) from
          (select from attendant.messages where ${same} and ${which} limit ${cap}) as counted) >= ${cap}::bigint`;
  const { rows } = await sql<{ opted_out: boolean; call: boolean; hour: boolean; day: boolean }>`select
    exists (select from attendant.opt_outs where site_id = ${siteId} and medium = ${content.medium}
      and destination = ${content.to}) as opted_out,
    ${reached(caps.perCall, sql`call_id = ${callId}`)} as call,
    ${reached(caps.perSiteHour, sql`created_at > ${createdAt - HOUR_MS}`)} as hour,
    ${reached(caps.perDestinationDay, sql`destination = ${content.to} and created_at > ${createdAt - DAY_MS}`)} as day
  `.execute(transaction);
  const [found] = rows;
  if (found?.opted_out === true) return 'opted_out';
  if (found?.call === true) return 'cap_conversation';
  return found?.hour === true || found?.day === true ? 'cap_site_hour' : null;
}

async function insert(transaction: StoreTransaction, message: NewMessage): Promise<OutboxMessage> {
  const row = await transaction
    .insertInto('attendant.messages')
    .values({
      id: message.id,
      site_id: message.siteId,
      line_id: message.lineId,
      call_id: message.callId,
      tool_call_id: message.toolCallId,
      tool: message.tool,
      medium: message.content.medium,
      destination: message.content.to,
      content: toJson(message.content),
      status: 'reserved',
      attempts: 0,
      due_at: message.createdAt,
      vendor_id: null,
      error_code: null,
      error_message: null,
      created_at: message.createdAt,
      updated_at: message.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordHistory(transaction, row.id, { status: row.status, source: 'reserve', attempts: 0, at: row.created_at });
  return toMessage(row);
}
