import type { Selectable } from 'kysely';
import type { Call, CallerIdentity } from '../../domain/call.ts';
import type { StoredCall } from '../../ports/store.ts';
import { toJson } from './clean-text.ts';
import type { Tables } from './tables.ts';

export type CallRow = Omit<Selectable<Tables['calls']>, 'last_seq'>;

export function toCallRow(call: Call) {
  return {
    id: call.id,
    call_sid: call.callSid,
    site_id: call.siteId,
    line_id: call.lineId,
    direction: call.direction,
    caller: toJson(call.from),
    called: call.to,
    started_at: call.startedAt,
    status: null,
    ended_at: null,
  };
}

export function toStoredCall(row: CallRow): StoredCall {
  const call: Call = {
    id: row.id,
    callSid: row.call_sid,
    siteId: row.site_id,
    lineId: row.line_id,
    direction: row.direction === 'outbound' ? 'outbound' : 'inbound',
    from: row.caller as CallerIdentity,
    to: row.called,
    startedAt: row.started_at,
  };
  return { call, siteVersion: row.site_version, status: row.status, endedAt: row.ended_at };
}
