import { sql } from 'kysely';
import type { CallerIdentity } from '../../domain/call.ts';
import { redactCallback } from '../../domain/redaction/redact-content.ts';
import { redactEvent } from '../../domain/redaction/redact-event.ts';
import type { KeepMode } from '../../domain/retention-keys.ts';
import type { Ledger } from '../../ports/people-store.ts';
import { saveWords } from './call-summaries.ts';
import { toCallback, toCallbackRow } from './callback-row.ts';
import { anyOf, leaveRecordings } from './delete-calls.ts';
import { enter } from './ledger.ts';
import { redactMessages } from './retire-messages.ts';
import { rewriteEvents } from './rewrite-events.ts';
import type { Executor } from './tables.ts';

type Kept = Exclude<KeepMode, 'everything'>;

/** Takes out of calls what is not to be kept. Calls another process has in hand are passed over. Gives how many. */
export async function redactCalls(
  transaction: Executor,
  callIds: readonly string[],
  keep: Kept,
  ledger: Ledger,
  now: number,
): Promise<number> {
  const calls = await transaction
    .selectFrom('calls')
    .select(['id', 'site_id', 'caller', 'called', 'direction'])
    .where('id', '=', anyOf(callIds))
    .where(sql<boolean>`redacted is distinct from ${keep} and redacted is distinct from 'metadata'`)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  const sums = { redacted: calls.length, messages: 0, callbacks: 0 };
  for (const call of calls) {
    const names = await namesOf(transaction, call);
    await rewriteEvents(transaction, call.id, (event) => redactEvent(event, keep, names));
    sums.messages += await redactMessages(transaction, (where) => where('call_id', '=', call.id), keep, names, now);
    sums.callbacks += await redactCallbacks(transaction, call.id, keep, names);
    await transaction.deleteFrom('notices').where('call_id', '=', call.id).execute();
    await transaction.updateTable('commands').set({ text: '' }).where('call_id', '=', call.id).execute();
    await redactSummary(transaction, call.id);
    await transaction
      .updateTable('calls')
      .set({
        caller: JSON.stringify({ kind: 'withheld' } satisfies CallerIdentity),
        called: call.direction === 'outbound' ? '' : call.called,
        redacted: keep,
      })
      .where('id', '=', call.id)
      .execute();
  }
  await leaveRecordings(
    transaction,
    calls.map(({ id }) => id),
    ledger,
    now,
  );
  await enter(transaction, ledger, sums);
  return calls.length;
}

/** Neither its number nor what was said in it is found any more; of masked words those that are left are. */
async function redactSummary(transaction: Executor, callId: string): Promise<void> {
  await transaction
    .updateTable('call_summaries')
    .set({ digits: '', facts: sql<string>`facts || '{"disposition": null}'` })
    .where('call_id', '=', callId)
    .execute();
  await saveWords(transaction, callId);
}

interface CallOf {
  readonly id: string;
  readonly site_id: string;
  readonly caller: unknown;
  readonly called: string;
}

/** What those may be called with whom the call had to do: words of it are taken out wherever they stand. */
async function namesOf(transaction: Executor, { id, site_id, caller, called }: CallOf): Promise<readonly string[]> {
  const from = caller as CallerIdentity;
  const { rows } = await sql<{ name: string | null }>`
    with reached as (
      select unnest(${[called, from.kind === 'phone' ? from.number : '']}::text[]) identifier
      union select lower(destination) from attendant.messages where call_id = ${id}
      union select phone from attendant.callbacks where call_id = ${id})
    select name from attendant.contacts join attendant.contact_identifiers
      on contacts.site_id = contact_identifiers.site_id and contacts.id = contact_identifiers.contact_id
    where contacts.site_id = ${site_id} and identifier in (select identifier from reached)
    union select details ->> 'callerName' from attendant.callbacks where call_id = ${id}`.execute(transaction);
  return rows.flatMap(({ name }) => (name === null ? [] : [name]));
}

async function redactCallbacks(
  transaction: Executor,
  callId: string,
  keep: Kept,
  names: readonly string[],
): Promise<number> {
  const rows = await transaction
    .selectFrom('callbacks')
    .selectAll()
    .where('call_id', '=', callId)
    .where(sql<boolean>`not open`)
    .forUpdate()
    .execute();
  for (const row of rows) {
    const { phone, details, attempts } = toCallbackRow(redactCallback(toCallback(row), keep, names));
    await transaction
      .updateTable('callbacks')
      .set({ phone, details, attempts, redacted: true, next_at: null })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}
