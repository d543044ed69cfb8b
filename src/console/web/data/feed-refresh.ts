import { type FeedMessage, feedTopics } from '../../contract/feed.ts';

/** What a list of calls shows changes by these; the rest of a call is seen on its own page only. */
const seenInLists = new Set([
  'call-started',
  'handed-off',
  'agent-answered',
  'returned-to-bot',
  'wrap-up',
  'call-ended',
]);
/** How often at most (ms) the same thing is asked for again. */
const restMs = 1000;

/** The addresses below `/api/` whose answers are out of date by this message; null: all. */
export function outOfDate(message: FeedMessage): readonly string[] | null {
  if (message.type === 'reset') return null;
  if (message.type === 'hello') return [...feedTopics.map((topic) => `/${topic}`), '/calls', '/live'];
  if (message.type === 'changed') return [`/${message.topic}`];
  const lists = seenInLists.has(message.event.type) ? ['/calls'] : [];
  return [`/calls/${message.callId}`, ...lists];
}

/** Whether a query is of this address or of something below it: by the address that is part of its key. */
export function isBelow(queryKey: readonly unknown[], address: string): boolean {
  return queryKey.some((part) => {
    if (typeof part !== 'string') return false;
    const path = `/${part.replace(/^\/?(?:api\/)?/, '')}`;
    return path === address || path.startsWith(`${address}/`) || path.startsWith(`${address}?`);
  });
}

/** Lets each address through at once, and then at most once a second: fifty calls at once are not fifty requests. */
export function createRefresh(
  after: (ms: number, callback: () => void) => () => void,
  refresh: (address: string | null) => void,
): { stale(message: FeedMessage): void; stop(): void } {
  const resting = new Map<string | null, { again: boolean; cancel: () => void }>();
  const letThrough = (address: string | null): void => {
    refresh(address);
    const rested = (): void => {
      const again = resting.get(address)?.again === true;
      resting.delete(address);
      if (again) letThrough(address);
    };
    resting.set(address, { again: false, cancel: after(restMs, rested) });
  };
  return {
    stale(message) {
      for (const address of outOfDate(message) ?? [null]) {
        const rest = resting.get(address);
        if (rest === undefined) letThrough(address);
        else rest.again = true;
      }
    },
    stop() {
      for (const { cancel } of resting.values()) cancel();
      resting.clear();
    },
  };
}
