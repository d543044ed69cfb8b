import type { OutboxMessage } from '../../domain/message.ts';
import type { MessageCaps, ReservedMessage } from '../../ports/store.ts';
import { toJson } from './clean-text.ts';
import { lockCaps, type NewMessage, reachedCap } from './message-caps.ts';
import { toMessage } from './message-row.ts';
import { hasOptedOut } from './opt-outs.ts';
import type { Executor } from './tables.ts';

/** Opt-outs, caps and the outbox row in one transaction. */
export async function reserveMessage(
  transaction: Executor,
  message: NewMessage,
  caps: MessageCaps,
): Promise<ReservedMessage> {
  await lockCaps(transaction, message);
  const known = await transaction
    .selectFrom('messages')
    .selectAll()
    .where('call_id', '=', message.callId)
    .where('tool_call_id', '=', message.toolCallId)
    .executeTakeFirst();
  if (known !== undefined) return { outcome: 'duplicate', message: toMessage(known) };
  if (await hasOptedOut(transaction, message.siteId, message.content)) return { outcome: 'refused', code: 'opted_out' };
  const cap = await reachedCap(transaction, message, caps);
  if (cap !== null) return { outcome: 'refused', code: cap };
  return { outcome: 'reserved', message: await insert(transaction, message) };
}

async function insert(transaction: Executor, message: NewMessage): Promise<OutboxMessage> {
  const { id, createdAt } = message;
  const row = await transaction.insertInto('messages').values(toRow(message)).returningAll().executeTakeFirstOrThrow();
  await transaction
    .insertInto('message_history')
    .values({ message_id: id, at: createdAt, status: 'reserved', vendor_status: null, error_code: null })
    .execute();
  return toMessage(row);
}

function toRow(message: NewMessage) {
  const { content, createdAt } = message;
  return {
    id: message.id,
    site_id: message.siteId,
    line_id: message.lineId,
    call_id: message.callId,
    tool_call_id: message.toolCallId,
    tool: message.tool,
    audience: message.audience,
    medium: content.medium,
    destination: content.to,
    country: message.country,
    cost_micros: message.costMicros,
    content: toJson(content),
    status: 'reserved',
    attempts: 0,
    vendor_id: null,
    error_code: null,
    result: null,
    due_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
  };
}
