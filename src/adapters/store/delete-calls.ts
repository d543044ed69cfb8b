import { sql } from 'kysely';
import type { Ledger } from '../../ports/people-store.ts';
import { enter } from './ledger.ts';
import { deleteMessages } from './retire-messages.ts';
import type { Executor } from './tables.ts';

const dayMs = 86_400_000;

/** Calls that are over, with all that belongs to them. Gives how many. */
export async function deleteCalls(
  transaction: Executor,
  callIds: readonly string[],
  ledger: Ledger,
  now: number,
): Promise<number> {
  const calls = await transaction
    .selectFrom('calls')
    .select(['id', 'call_sid'])
    .where('id', '=', anyOf(callIds))
    .where((where) => where.or([where('status', 'is not', null), where('started_at', '<', now - dayMs)]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = calls.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const messages = await deleteMessages(transaction, (where) => where('call_id', '=', anyOf(ids)), now);
  const callbacks = await deleteCallbacksOf(transaction, ids);
  await leaveRecordings(transaction, ids, ledger, now);
  for (const table of ['events', 'notices', 'forms'] as const)
    await transaction.deleteFrom(table).where('call_id', '=', anyOf(ids)).execute();
  const sids = calls.map(({ call_sid }) => call_sid);
  await transaction.deleteFrom('relay_tokens').where('call_sid', '=', anyOf(sids)).execute();
  await transaction.deleteFrom('calls').where('id', '=', anyOf(ids)).execute();
  await enter(transaction, ledger, { calls: ids.length, deleted: ids.length, messages, callbacks });
  return ids.length;
}

export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::text[])`;

async function deleteCallbacksOf(transaction: Executor, callIds: readonly string[]): Promise<number> {
  const rows = await transaction
    .selectFrom('callbacks')
    .select('id')
    .where('call_id', '=', anyOf(callIds))
    .where(sql<boolean>`not open`)
    .execute();
  await deleteCallbacks(
    transaction,
    rows.map(({ id }) => id),
  );
  await transaction
    .deleteFrom('callback_seats')
    .where('call_id', '=', anyOf(callIds))
    .where('callback_id', 'is', null)
    .execute();
  return rows.length;
}

/** With their events and seats. */
export async function deleteCallbacks(transaction: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction.deleteFrom('callback_events').where('callback_id', '=', anyOf(ids)).execute();
  await transaction.deleteFrom('callback_seats').where('callback_id', '=', anyOf(ids)).execute();
  await transaction.deleteFrom('callbacks').where('id', '=', anyOf(ids)).execute();
}

/** Their sound is taken away by whoever works off what is `removing`; of what there never was nothing has to be. */
export async function leaveRecordings(
  transaction: Executor,
  callIds: readonly string[],
  ledger: Ledger,
  now: number,
): Promise<void> {
  await transaction
    .updateTable('recordings')
    .set({
      state: sql<string>`case when state in ('reported', 'stored') then 'removing' else 'deleted' end`,
      ...(ledger.kind === 'deletion' && { deletion_id: ledger.id }),
      updated_at: now,
    })
    .where('call_id', '=', anyOf(callIds))
    .where('state', 'not in', ['removing', 'deleted'])
    .execute();
}
