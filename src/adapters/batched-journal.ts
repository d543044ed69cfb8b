import { AttendantError } from '../domain/errors.ts';
import type { CallEvent } from '../domain/event.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Journal, Log } from '../ports.ts';

interface Entry {
  readonly callId: string;
  readonly event: CallEvent;
}

/** How long an event may wait for others. */
const batchMs = 25;
const retryMs = 500;
/** What is kept while the store is away; what comes beyond it is given up, and that is logged. */
const maximumWaiting = 50_000;
const maximumBatch = 500;

/** Writes events behind the voice, in order, in batches. */
export function createBatchedJournal({ store, clock, log }: { store: Store; clock: Clock; log: Log }): Journal {
  let waiting: Entry[] = [];
  let givenUp = 0;
  let writing: Promise<void> | null = null;
  let cancel: Cancel | null = null;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maximumBatch);
      const settled = await settle(store, batch, log);
      waiting = waiting.slice(settled);
      if (settled < batch.length) return schedule(retryMs);
    }
    if (givenUp > 0) log.error('events were given up: the store was away too long', { events: givenUp });
    givenUp = 0;
  };
  const write = (): Promise<void> => {
    cancel?.();
    cancel = null;
    writing ??= writeAll().finally(() => {
      writing = null;
      if (waiting.length > 0) schedule(batchMs);
    });
    return writing;
  };
  function schedule(ms: number): void {
    cancel ??= clock.after(ms, () => {
      cancel = null;
      void write();
    });
  }
  const flush = async (): Promise<void> => {
    await writing;
    await write();
  };
  return {
    append(callId, event) {
      // The first stay: what follows makes no sense without them.
      if (waiting.length >= maximumWaiting) givenUp++;
      else waiting.push({ callId, event });
      if (writing === null) schedule(batchMs);
    },
    flush,
    async close() {
      await flush();
      cancel?.();
    },
  };
}

/** How many of these, from the first, are written or refused for good; fewer than all: the store is away. */
async function settle(store: Store, entries: readonly Entry[], log: Log): Promise<number> {
  try {
    await store.appendEvents(entries);
    return entries.length;
  } catch (error) {
    if (error instanceof AttendantError && error.code === 'store_unavailable') {
      log.warn('events could not be written yet', { waiting: entries.length, error });
      return 0;
    }
    if (entries.length > 1) return settleOneByOne(store, entries, log);
    log.error('an event was refused by the store and is given up', { type: entries[0]?.event.type, error });
    return 1;
  }
}

/** One refused event must not take the rest of its batch with it. */
async function settleOneByOne(store: Store, entries: readonly Entry[], log: Log): Promise<number> {
  let settled = 0;
  for (const entry of entries) {
    if ((await settle(store, [entry], log)) === 0) break;
    settled++;
  }
  return settled;
}
