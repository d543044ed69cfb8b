import type { Selectable } from 'kysely';
import type { MessageContent, MessageStatus, OutboxMessage } from '../../domain/message.ts';
import type { StoreTransaction } from './database.ts';
import type { MessagesTable, Tables } from './tables.ts';

export type MessageRow = Selectable<MessagesTable>;

export const toMessage = (row: MessageRow): OutboxMessage => ({
  id: row.id,
  siteId: row.site_id,
  lineId: row.line_id,
  callId: row.call_id,
  toolCallId: row.tool_call_id,
  tool: row.tool,
  content: row.content as MessageContent,
  status: row.status as MessageStatus,
  attempts: row.attempts,
  vendorId: row.vendor_id,
  errorCode: row.error_code,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

type HistoryRow = Selectable<Tables['attendant.message_history']>;
type HistoryEntry = Pick<HistoryRow, 'status' | 'source' | 'attempts' | 'at'> & Partial<HistoryRow>;

/** Says what the message came to, who said so and when. */
export async function recordHistory(
  transaction: StoreTransaction,
  messageId: string,
  { status, source, attempts, at, ...rest }: HistoryEntry,
): Promise<void> {
  await transaction
    .insertInto('attendant.message_history')
    .values({
      message_id: messageId,
      status,
      source,
      attempts,
      at,
      vendor_status: rest.vendor_status ?? null,
      error_code: rest.error_code ?? null,
      error_message: rest.error_message ?? null,
      applied: rest.applied ?? true,
    })
    .execute();
}
