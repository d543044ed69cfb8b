import type { Insertable, Selectable } from 'kysely';
import {
  type Callback,
  type CallbackAttempt,
  type CallbackEvent,
  type CallbackState,
  isOpenCallback,
} from '../../domain/callback.ts';
import { toJson } from './clean-text.ts';
import type { Tables } from './tables.ts';

type Row = Tables['callbacks'];
/** What is kept of it besides its columns. */
type Details = Pick<
  Callback,
  | 'kind'
  | 'email'
  | 'callerName'
  | 'reason'
  | 'language'
  | 'callerZone'
  | 'wall'
  | 'durationMinutes'
  | 'sequence'
  | 'confirmedAt'
  | 'reminded'
  | 'anyHour'
  | 'note'
>;

export function toCallback(row: Selectable<Row>): Callback {
  return {
    id: row.id,
    siteId: row.site_id,
    lineId: row.line_id,
    callId: row.call_id,
    toolCallId: row.tool_call_id,
    phone: row.phone,
    ...(row.details as Details),
    state: row.state as CallbackState,
    startsAt: row.starts_at,
    attempts: row.attempts as readonly CallbackAttempt[],
    nextAt: row.next_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Whatever has no column of its own is among the details, so that nothing of a callback is lost on the way. */
export function toCallbackRow(callback: Callback): Insertable<Row> {
  const { id, siteId, lineId, callId, toolCallId, phone, state, startsAt, nextAt, attempts, version, ...rest } =
    callback;
  const { createdAt, updatedAt, ...details } = rest;
  return {
    id,
    site_id: siteId,
    line_id: lineId,
    call_id: callId,
    tool_call_id: toolCallId,
    phone,
    state,
    open: isOpenCallback(callback),
    starts_at: startsAt,
    next_at: nextAt,
    details: toJson(details satisfies Details),
    attempts: toJson(attempts),
    version,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

export function toCallbackEvent(row: Selectable<Tables['callback_events']>): CallbackEvent {
  return {
    type: row.type as CallbackEvent['type'],
    actor: row.actor as CallbackEvent['actor'],
    at: row.at,
    detail: row.detail as CallbackEvent['detail'],
  };
}
