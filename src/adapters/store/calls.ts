import type { Selectable } from 'kysely';
import type { Call } from '../../domain/call.ts';
import type { Store, StoredCall } from '../../ports.ts';
import type { Database } from './database.ts';
import { toJson } from './json.ts';
import type { Tables } from './tables.ts';

type CallMethods = Pick<Store, 'openCall' | 'findCall' | 'endCall' | 'openCalls'>;

export function storeCalls(database: Database): CallMethods {
  const findCall: Store['findCall'] = async (callSid) => {
    const row = await database
      .selectFrom('attendant.calls')
      .selectAll()
      .where('call_sid', '=', callSid)
      .executeTakeFirst();
    return row === undefined ? null : toStoredCall(row);
  };
  return {
    findCall,
    async openCall({ call, siteVersion }) {
      const inserted = await database
        .insertInto('attendant.calls')
        .values({
          id: call.id,
          call_sid: call.callSid,
          site_version: siteVersion,
          document: toJson(call),
          started_at: call.startedAt,
          status: null,
          ended_at: null,
        })
        .onConflict((conflict) => conflict.column('call_sid').doNothing())
        .returningAll()
        .executeTakeFirst();
      if (inserted !== undefined) return { stored: toStoredCall(inserted), created: true };
      const stored = await findCall(call.callSid);
      return { stored: stored ?? { call, siteVersion, status: null, endedAt: null }, created: false };
    },
    async endCall(callId, { status, at }) {
      await database
        .updateTable('attendant.calls')
        .set({ status, ended_at: at })
        .where('id', '=', callId)
        .where('status', 'is', null)
        .execute();
    },
    async openCalls(limit) {
      const rows = await database
        .selectFrom('attendant.calls')
        .selectAll()
        .where('status', 'is', null)
        .orderBy('started_at')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
  };
}

const toStoredCall = (row: Selectable<Tables['attendant.calls']>): StoredCall => ({
  call: row.document as Call,
  siteVersion: row.site_version,
  status: row.status,
  endedAt: row.ended_at,
});
