import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Log } from '../ports.ts';

/** Between two parts: whoever waits for the store goes first. */
const pauseMs = 100;
const everyMs = 60_000;

/**
 * Keeps the list of calls complete: what processes of the version before wrote is counted, part by part, and calls that
 * nobody heard of any more are closed in it. Never throws.
 */
export function startCounting({ store, clock, log }: { store: Store; clock: Clock; log: Log }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let cancel: Cancel = () => undefined;
  const count = async (): Promise<void> => {
    const isDone = await store.catchUpSummaries(clock.now()).catch((error: unknown) => {
      log.warn('the list of calls could not be brought up to date', { error });
      return true;
    });
    if (!stopped) cancel = clock.after(isDone ? everyMs : pauseMs, again);
  };
  let running = count();
  function again(): void {
    running = count();
  }
  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
