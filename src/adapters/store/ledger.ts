import type { Ledger, PersonCounts, RetentionCounts } from '../../ports/people-store.ts';
import { toJson } from './clean-text.ts';
import type { Executor } from './tables.ts';

type Done = Partial<PersonCounts & RetentionCounts>;

/** Adds to what a deletion or a run has done, in the transaction that does it. */
export async function enter(transaction: Executor, ledger: Ledger, done: Done): Promise<void> {
  if (Object.values(done).every((count) => count === 0)) return;
  await (ledger.kind === 'deletion'
    ? enterDeletion(transaction, ledger.id, done)
    : enterRun(transaction, ledger.id, ledger.lineKey, done));
}

async function enterDeletion(transaction: Executor, id: string, done: Done): Promise<void> {
  const row = await transaction
    .selectFrom('deletions')
    .select('counts')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  const counts = toJson(added(row.counts as Done, done));
  await transaction.updateTable('deletions').set({ counts }).where('id', '=', id).execute();
}

async function enterRun(transaction: Executor, id: string, lineKey: string, done: Done): Promise<void> {
  const row = await transaction
    .selectFrom('retention_runs')
    .select('lines')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  const lines = row.lines as Record<string, Done>;
  const nothing = { redacted: 0, deleted: 0, messages: 0, callbacks: 0, recordings: 0 };
  const next = toJson({ ...lines, [lineKey]: added({ ...nothing, ...lines[lineKey] }, done) });
  await transaction.updateTable('retention_runs').set({ lines: next }).where('id', '=', id).execute();
}

/** Only what the ledger counts. */
function added(before: Done, done: Done): Done {
  const sums = Object.entries(before).map(([key, count]) => [key, count + (done[key as keyof Done] ?? 0)]);
  return Object.fromEntries(sums) as Done;
}
