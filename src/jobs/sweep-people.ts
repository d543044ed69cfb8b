import type { Store } from '../ports/store.ts';
import type { Clock, Jobs, Log } from '../ports.ts';
import { retentionDay } from './apply-retention.ts';

const hourMs = 3_600_000;
const deletionsLimit = 100;

/**
 * Once an hour: today's retention run, and deletions whose job gave up. A job has a key, so that one process does each.
 * Never throws.
 */
export async function sweepPeople({
  store,
  jobs,
  clock,
  log,
}: {
  readonly store: Store;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  try {
    const now = clock.now();
    const day = retentionDay(now);
    const hour = Math.floor(now / hourMs);
    // A run that did not come to its end is gone on with in the next hour, under the same day.
    const isDone = (await store.retentionRuns(2)).some(({ id, endedAt }) => id === day && endedAt !== null);
    if (!isDone) await jobs.enqueue({ name: 'apply-retention', runId: day }, `apply-retention:${hour}`, now);
    for (const { id } of await store.unfinishedDeletions(deletionsLimit))
      await jobs.enqueue({ name: 'delete-person', deletionId: id }, `delete-person:${id}:${hour}`, now);
  } catch (error) {
    log.error('retention and deletions could not be looked after', { error });
  }
}
