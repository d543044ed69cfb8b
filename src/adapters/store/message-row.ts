import type { Selectable } from 'kysely';
import type { Audience, HttpResult, MessageStatus, OutboxContent, OutboxMessage } from '../../domain/message.ts';
import type { Tables } from './tables.ts';

export function toMessage(row: Selectable<Tables['messages']>): OutboxMessage {
  return {
    id: row.id,
    siteId: row.site_id,
    lineId: row.line_id,
    callId: row.call_id,
    toolCallId: row.tool_call_id,
    tool: row.tool,
    audience: row.audience as Audience,
    content: row.content as OutboxContent,
    country: row.country,
    costMicros: row.cost_micros,
    status: row.status as MessageStatus,
    attempts: row.attempts,
    vendorId: row.vendor_id,
    errorCode: row.error_code,
    result: row.result as HttpResult | null,
    dueAt: row.due_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
