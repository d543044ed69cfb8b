import { AttendantError } from '../domain/errors.ts';
import { CARRIER_HAS_NONE, type Recording, recordingFile } from '../domain/recording.ts';
import type { Ledger } from '../ports/people-store.ts';
import type { Recorder, RecordingArchive } from '../ports/recorder.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Log } from '../ports.ts';

export interface RemoveRecordingsDependencies {
  readonly store: Store;
  readonly recorder?: Pick<Recorder, 'deleteRecording'>;
  readonly archive?: Pick<RecordingArchive, 'remove'>;
  readonly clock: Clock;
  readonly log: Log;
}

const atATime = 50;

/**
 * Takes away the sound of recordings that are not to be kept: at the carrier, then in our keeping, then it is noted.
 * Every step may be the last one of a process; doing it again changes nothing. Gives how many are left because somebody
 * said no or was not reached.
 */
export async function removeRecordings(
  dependencies: RemoveRecordingsDependencies,
  ledger: Ledger | null,
  ofDeletion?: string,
): Promise<number> {
  const { store, log } = dependencies;
  const tried = new Set<string>();
  let left = 0;
  for (;;) {
    const some = await store.recordingsToRemove(atATime + left, ofDeletion);
    const next = some.filter(({ id }) => !tried.has(id));
    if (next.length === 0) return left;
    for (const recording of next) {
      tried.add(recording.id);
      await removeOne(dependencies, recording, ledger).catch((error: unknown) => {
        left += 1;
        log.warn('a recording could not be removed yet', { recordingId: recording.id, error });
      });
    }
  }
}

async function removeOne(
  { store, recorder, archive, clock }: RemoveRecordingsDependencies,
  recording: Recording,
  ledger: Ledger | null,
): Promise<void> {
  if (!recording.deletedAtCarrier) {
    if (recorder === undefined) throw new AttendantError('vendor_unreachable', 'this process has no carrier');
    const deleted = await recorder.deleteRecording(recording.id);
    if (!deleted.ok && deleted.failure.code !== CARRIER_HAS_NONE)
      throw new AttendantError('vendor_unreachable', `recording not deleted: ${deleted.failure.message}`);
  }
  // Also under the name it would have: it may have been fetched while it was given up.
  await archive?.remove(recording.file ?? recordingFile(recording));
  await store.recordingRemoved(recording.id, ledger, clock.now());
}
