import { sql } from 'kysely';
import type { CallEvent, StoredCallEvent } from '../../domain/event.ts';
import type { Ids, Store } from '../../ports.ts';
import type { Database, StoreTransaction } from './database.ts';
import { toJson } from './json.ts';

type Batch = Parameters<Store['appendEvents']>[0];

/**
 * Appending the very same array again after a failure writes it once, also when the first attempt had gone through
 * and only its answer was lost.
 */
export function storeEvents(database: Database, ids: Ids): Pick<Store, 'appendEvents' | 'eventsOfCall'> {
  const attempted = new WeakMap<Batch, string>();
  return {
    async appendEvents(events) {
      const [first] = events;
      if (first === undefined) return;
      const earlier = attempted.get(events);
      const batch = earlier ?? ids.next('batch');
      attempted.set(events, batch);
      await database.transaction().execute(async (transaction) => {
        await lockLog(transaction);
        if (earlier !== undefined && (await isWritten(transaction, first.callId, batch))) return;
        await append(transaction, events, batch);
      });
    },
    async eventsOfCall(callId) {
      const rows = await database
        .selectFrom('attendant.events')
        .select(['id', 'seq', 'document'])
        .where('call_id', '=', callId)
        .orderBy('seq')
        .execute();
      return rows.map(
        ({ id, seq, document }): StoredCallEvent => ({ ...(document as CallEvent), callId, seq, id }) as StoredCallEvent,
      );
    },
  };
}

/** One append at a time: ids become visible in their order, so that whoever tails the log misses none. */
async function lockLog(transaction: StoreTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('attendant events', 0))`.execute(transaction);
}

async function isWritten(transaction: StoreTransaction, callId: string, batch: string): Promise<boolean> {
  const found = await transaction
    .selectFrom('attendant.events')
    .select('id')
    .where('call_id', '=', callId)
    .where('batch', '=', batch)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function append(transaction: StoreTransaction, events: Batch, batch: string): Promise<void> {
  const rows = events.map(({ callId, event }, position) => ({
    position,
    call_id: callId,
    at: event.at,
    type: event.type,
    document: event,
  }));
  await sql`
    with input as (
      select * from jsonb_to_recordset(${toJson(rows)}::jsonb)
        as row(position integer, call_id text, at double precision, type text, document jsonb)
    ), known as (
      select call_id, (select coalesce(max(seq), 0) from attendant.events e where e.call_id = c.call_id) as last
      from (select distinct call_id from input) c
    )
    insert into attendant.events (call_id, seq, at, type, document, batch)
    select call_id, last + row_number() over (partition by call_id order by position), at, type, document, ${batch}
    from input join known using (call_id)
    order by position
  `.execute(transaction);
}
