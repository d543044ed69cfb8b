import type { Medium } from '../domain/message.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Log } from '../ports.ts';

export interface SpokenOptOut {
  readonly siteId: string;
  readonly medium: Medium;
  readonly destination: string;
  readonly optedOut: boolean;
  readonly at: number;
}

interface Waiting {
  readonly wish: SpokenOptOut;
  failures: number;
  /** Takes the next try back; null while one is under way. */
  cancel: Cancel | null;
}

const tries = 8;
const firstWaitMs = 500;

/**
 * Keeps what a caller said about getting messages. In this call it holds at once; for all others it is written behind
 * the turn, tried again for a minute while the store is away. What is said last of a destination is what holds: its
 * wishes are written one after the other, and a newer one takes the place of one still waiting.
 */
export function createOptOutKeeper(dependencies: {
  readonly store: Pick<Store, 'setOptOut'>;
  readonly clock: Clock;
  readonly log: Log;
}): (wish: SpokenOptOut) => void {
  const { store, clock, log } = dependencies;
  const waiting = new Map<string, Waiting>();
  return (wish) => {
    const key = `${wish.medium}:${wish.destination}`;
    const before = waiting.get(key);
    const entry: Waiting = { wish, failures: 0, cancel: null };
    waiting.set(key, entry);
    before?.cancel?.();
    if (before === undefined || before.cancel !== null) write(key, entry);
  };

  function write(key: string, entry: Waiting): void {
    const { siteId, medium, destination, optedOut, at } = entry.wish;
    entry.cancel = null;
    store.setOptOut(siteId, medium, destination, optedOut, at, 'spoken').then(
      () => written(key, entry),
      (error: unknown) => failed(key, entry, error),
    );
  }

  function written(key: string, entry: Waiting): void {
    const latest = waiting.get(key) ?? entry;
    if (latest !== entry) return write(key, latest);
    waiting.delete(key);
  }

  function failed(key: string, entry: Waiting, error: unknown): void {
    entry.failures++;
    const latest = waiting.get(key) ?? entry;
    if (latest.failures < tries) {
      const ms = firstWaitMs * 2 ** Math.max(0, latest.failures - 1);
      latest.cancel = clock.after(ms, () => write(key, latest));
      return;
    }
    waiting.delete(key);
    const { siteId, medium } = latest.wish;
    log.error('a spoken opt-out could not be kept', { siteId, medium, error });
  }
}
