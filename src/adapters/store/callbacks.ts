import { sql } from 'kysely';
import type { Callback } from '../../domain/callback.ts';
import type { CallbackStore } from '../../ports/callback-store.ts';
import { toCallback, toCallbackEvent } from './callback-row.ts';
import { bookCallback, saveCallback } from './change-callback.ts';
import type { Database } from './tables.ts';

type Methods = Omit<CallbackStore, 'holdSeat' | 'takenSeats'>;

/** Conditions of partial indexes, written out: from a parameter the planner could not tell that they hold. */
const isOpen = sql<boolean>`open`;
const isScheduled = sql<boolean>`state = 'scheduled'`;

/** Callbacks and what happened to them. */
export function callbackMethods(database: Database): Methods {
  const callbacks = () => database.selectFrom('callbacks').selectAll();
  const found = async (query: ReturnType<typeof callbacks>) => (await query.execute()).map(toCallback);
  const ofNumber = (phone: string) => callbacks().where('phone', '=', phone).where(isOpen);
  return {
    bookCallback: (change, seat) =>
      database.transaction().execute((transaction) => bookCallback(transaction, change, seat)),
    saveCallback: (change, seat, heldBy = change.next.callId) =>
      database.transaction().execute((transaction) => saveCallback(transaction, change, seat, heldBy)),
    findCallback: async (id) => (await found(callbacks().where('id', '=', id)))[0] ?? null,
    openCallback: async (siteId, lineId, phone) =>
      (await found(ofNumber(phone).where('site_id', '=', siteId).where('line_id', '=', lineId)))[0] ?? null,
    openCallbacksOf: async (siteIds, phone) =>
      found(
        ofNumber(phone)
          .where('site_id', '=', sql<string>`any(${[...siteIds]}::text[])`)
          .orderBy('starts_at')
          .orderBy('id'),
      ),
    callbacksOfCall: (callId) => found(callbacks().where('call_id', '=', callId).orderBy('created_at').orderBy('id')),
    scheduledCallbacks: (startsAfter, limit) =>
      found(callbacks().where(isScheduled).where('starts_at', '>', startsAfter).orderBy('starts_at').limit(limit)),
    recentCallbacks: (limit) => found(callbacks().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)),
    callbackEvents: (id) => callbackEvents(database, id),
    claimCallbacks: (now, leaseMs, limit) => claim(database, now, leaseMs, limit),
  };
}

async function callbackEvents(database: Database, id: string) {
  const rows = await database
    .selectFrom('callback_events')
    .selectAll()
    .where('callback_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(toCallbackEvent);
}

/** One statement: what another process is taking at this moment is passed over, not waited for. The longest due first. */
async function claim(database: Database, now: number, leaseMs: number, limit: number): Promise<readonly Callback[]> {
  const rows = await database
    .with('due', (query) =>
      query
        .selectFrom('callbacks')
        .select(['id', 'next_at as was_due'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('callbacks')
    .from('due')
    .set({ next_at: now + leaseMs, version: sql`version + 1` })
    .whereRef('callbacks.id', '=', 'due.id')
    .returningAll('callbacks')
    .returning('was_due')
    .execute();
  return rows.toSorted((a, b) => (a.was_due ?? 0) - (b.was_due ?? 0)).map(toCallback);
}
