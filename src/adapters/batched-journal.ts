import { AttendantError } from '../domain/errors.ts';
import type { CallEvent } from '../domain/event.ts';
import type { Cancel, Clock, Journal, Log, Store } from '../ports.ts';

interface Entry {
  readonly callId: string;
  readonly event: CallEvent;
}

/** How long an event may wait for others. */
const batchMs = 25;
const retryMs = 500;
/** What is kept while the store is away; beyond it the oldest are given up, and that is logged. */
const maximumWaiting = 50_000;
const maximumBatch = 500;

/** Writes events behind the voice, in order, in batches. */
export function createBatchedJournal({ store, clock, log }: { store: Store; clock: Clock; log: Log }): Journal {
  let waiting: Entry[] = [];
  let writing: Promise<void> | null = null;
  let cancel: Cancel | null = null;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maximumBatch);
      try {
        await store.appendEvents(batch);
        waiting = waiting.slice(batch.length);
      } catch (error) {
        log.warn('events could not be written yet', { waiting: waiting.length, error });
        if (!(error instanceof AttendantError && error.code === 'store_unavailable'))
          waiting = waiting.slice(batch.length);
        else return schedule(retryMs);
      }
    }
  };
  const write = (): Promise<void> => {
    cancel?.();
    cancel = null;
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  };
  function schedule(ms: number): void {
    cancel ??= clock.after(ms, () => {
      cancel = null;
      void write();
    });
  }
  return {
    append(callId, event) {
      waiting.push({ callId, event });
      if (waiting.length > maximumWaiting) {
        waiting = waiting.slice(-maximumWaiting);
        log.error('events were given up: the store has been away too long', { kept: maximumWaiting });
      }
      if (writing === null) schedule(batchMs);
    },
    async flush() {
      await writing;
      await write();
    },
    async close() {
      await writing;
      await write();
      cancel?.();
    },
  };
}
