import type { Store } from '../ports/store.ts';
import type { Clock, Jobs, Log } from '../ports.ts';

export interface SweepAfterCallsDependencies {
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchRecording?: (recordingId: string) => Promise<void>;
  readonly startWrapUp?: (callId: string) => Promise<void>;
}

const hourMs = 3_600_000;
const recordingsLimit = 200;
const callsLimit = 200;
/** A sweep looks back further than to the one before. */
const lookBackMs = 2 * hourMs;

/**
 * What remains of calls and has no job because the process died first, or whose job gave up: recordings still only with
 * the carrier are fetched, at most once an hour each, and conversations written up. Never throws.
 */
export async function sweepAfterCalls(dependencies: SweepAfterCallsDependencies, stopping: AbortSignal): Promise<void> {
  const { log } = dependencies;
  const steps = [fetchWhatIsLeft, writeUpWhatIsLeft];
  for (const step of steps) {
    if (stopping.aborted) return;
    await step(dependencies, stopping).catch((error: unknown) =>
      log.error('what remains of earlier calls could not be swept', { error }),
    );
  }
}

async function fetchWhatIsLeft({
  store,
  jobs,
  clock,
  log,
  fetchRecording,
}: SweepAfterCallsDependencies): Promise<void> {
  if (fetchRecording === undefined) return;
  const left = await store.unfetchedRecordings(recordingsLimit);
  if (left.length > 0) log.info('recordings are still only with the carrier', { recordings: left.length });
  const now = clock.now();
  const hour = Math.floor(now / hourMs);
  for (const { id } of left)
    await jobs.enqueue({ name: 'fetch-recording', recordingId: id }, `fetch-recording:${id}:${hour}`, now);
}

async function writeUpWhatIsLeft(
  { store, clock, startWrapUp }: SweepAfterCallsDependencies,
  stopping: AbortSignal,
): Promise<void> {
  if (startWrapUp === undefined) return;
  const since = clock.now() - lookBackMs;
  for (const { call, endedAt } of await store.recentCalls(callsLimit))
    if (endedAt !== null && endedAt >= since && !stopping.aborted) await startWrapUp(call.id);
}
