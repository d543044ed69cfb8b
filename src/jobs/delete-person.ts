import { isOpenCallback } from '../domain/callback.ts';
import { cancelCallback } from '../domain/callback-changes.ts';
import { AttendantError } from '../domain/errors.ts';
import type { Deletion, Ledger } from '../ports/people-store.ts';
import { type RemoveRecordingsDependencies, removeRecordings } from './remove-recordings.ts';

const callsAtATime = 20;
const rowsAtATime = 100;

/**
 * Deletes all there is of a person, in steps that each are one transaction: whoever comes after a crash finds what is
 * left and goes on with that. Throws when it is to be tried again.
 */
export function createDeletePerson(dependencies: RemoveRecordingsDependencies): (deletionId: string) => Promise<void> {
  return async (deletionId) => {
    const { store, clock, log } = dependencies;
    const deletion = await store.findDeletion(deletionId);
    if (deletion === null) return log.warn('a deletion is not known', { deletionId });
    if (deletion.doneAt !== null) return;
    const ledger: Ledger = { kind: 'deletion', id: deletionId };
    await cancelOpenCallbacks(dependencies, deletion);
    await deleteCalls(dependencies, deletion, ledger);
    await untilNone(() => store.deleteMessagesTo(deletion, ledger, clock.now(), rowsAtATime));
    await untilNone(() => store.deleteCallbacksTo(deletion, ledger, rowsAtATime));
    await store.deleteContactsOf(deletion, ledger);
    const left = await removeRecordings(dependencies, ledger, deletionId);
    if (left > 0) throw new AttendantError('vendor_unreachable', `${left} recordings are still to be removed`);
    await finish(dependencies, deletion);
  };
}

/** Somebody may change one at the same moment: then it is read again. */
async function cancelOpenCallbacks({ store, clock }: RemoveRecordingsDependencies, deletion: Deletion): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const open = [...(await store.callbacksTo(deletion)), ...(await callbacksOfCalls(store, deletion))].filter(
      isOpenCallback,
    );
    if (open.length === 0) return;
    for (const callback of open) await store.saveCallback(cancelCallback(callback, 'operator', clock.now()), 'free');
  }
  throw new AttendantError('conflict', 'a callback of the person is being changed');
}

async function callbacksOfCalls(store: RemoveRecordingsDependencies['store'], deletion: Deletion) {
  const calls = await store.callsOfPerson(deletion, {
    startedBy: deletion.requestedAt,
    after: null,
    limit: Number.MAX_SAFE_INTEGER,
  });
  const found = await Promise.all(calls.map(({ call }) => store.callbacksOfCall(call.id)));
  return found.flat();
}

async function deleteCalls(
  { store, clock }: RemoveRecordingsDependencies,
  deletion: Deletion,
  ledger: Ledger,
): Promise<void> {
  const { requestedAt: startedBy } = deletion;
  for (let after: string | null = null; ; ) {
    const calls = await store.callsOfPerson(deletion, { startedBy, after, limit: callsAtATime });
    const last = calls.at(-1);
    if (last === undefined) return;
    after = last.call.id;
    await store.deleteCalls(
      calls.map(({ call }) => call.id),
      ledger,
      clock.now(),
    );
  }
}

async function untilNone(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}

/** Who was deleted is said nowhere any more. */
async function finish({ store, clock, log }: RemoveRecordingsDependencies, deletion: Deletion): Promise<void> {
  const { id, requestedBy: operator } = deletion;
  const done = await store.findDeletion(id);
  await store.finishDeletion(id, clock.now());
  const detail = { ...(done?.counts ?? deletion.counts) };
  await store.appendAudit({ at: clock.now(), operator, action: 'person-deleted', subject: `deletion ${id}`, detail });
  log.info("a person's data was deleted", { deletionId: id, ...detail });
}
