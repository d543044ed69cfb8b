import { sql } from 'kysely';
import type { Call, CallerIdentity } from '../../domain/call.ts';
import type { CallEvent, StoredCallEvent } from '../../domain/event.ts';
import type { Store, StoredCall } from '../../ports/store.ts';
import { toJson } from './clean-text.ts';
import { refuseUnfinished } from './commands.ts';
import type { Database } from './tables.ts';

type CallMethods = Pick<
  Store,
  'openCall' | 'findCall' | 'findCallById' | 'endCall' | 'openCalls' | 'recentCalls' | 'appendEvents' | 'eventsOfCall'
>;

/** Calls, and what happened in them. */
export function callMethods(database: Database): CallMethods {
  const bySid = async (callSid: string): Promise<StoredCall | null> => {
    const row = await database.selectFrom('calls').selectAll().where('call_sid', '=', callSid).executeTakeFirst();
    return row === undefined ? null : toStoredCall(row);
  };
  return {
    async openCall({ call, siteVersion }) {
      const inserted = await database
        .insertInto('calls')
        .values({ ...toRow(call), site_version: siteVersion })
        .onConflict((conflict) => conflict.column('call_sid').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (inserted !== undefined) return { stored: { call, siteVersion, status: null, endedAt: null }, created: true };
      const known = await bySid(call.callSid);
      return { stored: known ?? { call, siteVersion, status: null, endedAt: null }, created: false };
    },
    findCall: bySid,
    async findCallById(callId) {
      const row = await database.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst();
      return row === undefined ? null : toStoredCall(row);
    },
    async endCall(callId, { status, at }) {
      await database
        .updateTable('calls')
        .set({ status, ended_at: at })
        .where('id', '=', callId)
        .where('status', 'is', null)
        .execute();
      await refuseUnfinished(database, callId, at);
    },
    async openCalls(limit) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('status', 'is', null)
        .orderBy('started_at')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
    async recentCalls(limit) {
      const rows = await database.selectFrom('calls').selectAll().orderBy('started_at', 'desc').limit(limit).execute();
      return rows.map(toStoredCall);
    },
    appendEvents: (events) => appendEvents(database, events),
    async eventsOfCall(callId) {
      const rows = await database
        .selectFrom('events')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({ ...(row.body as CallEvent), callId, seq: row.seq, id: row.id }) as StoredCallEvent);
    },
  };
}

/**
 * The call's row hands out the sequence numbers. One append at a time, across processes: ids become visible in their
 * order, so that whoever follows the log by id misses none.
 */
async function appendEvents(database: Database, events: Parameters<Store['appendEvents']>[0]): Promise<void> {
  const byCall = Map.groupBy(events, ({ callId }) => callId);
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('attendant events', 7))`.execute(transaction);
    for (const [callId, own] of [...byCall].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const counted = await transaction
        .updateTable('calls')
        .set({ last_seq: sql`last_seq + ${own.length}` })
        .where('id', '=', callId)
        .returning('last_seq')
        .executeTakeFirst();
      // A call that is not there (deleted at its caller's wish) has no events.
      if (counted === undefined) continue;
      const { last_seq } = counted;
      const rows = own.map(({ event }, index) => ({
        call_id: callId,
        seq: last_seq - own.length + index + 1,
        at: event.at,
        type: event.type,
        body: toJson(event),
      }));
      await transaction.insertInto('events').values(rows).execute();
    }
  });
}

function toRow(call: Call) {
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

interface CallRow {
  id: string;
  call_sid: string;
  site_id: string;
  line_id: string;
  site_version: string;
  direction: string;
  caller: unknown;
  called: string;
  started_at: number;
  status: string | null;
  ended_at: number | null;
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
