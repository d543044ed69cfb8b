import type { Selectable } from 'kysely';
import type { MessageContent, MessageStatus, OutboxMessage } from '../../domain/message.ts';
import type { Tables } from './tables.ts';

export function toMessage(row: Selectable<Tables['messages']>): OutboxMessage {
  return {
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
  };
}
