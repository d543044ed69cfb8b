import { useEffect, useRef } from 'react';
import { after } from '../../browser/clock.ts';
import { useFeed } from '../../data/feed.ts';

/** How often at most (ms) the call is asked for anew. */
const restMs = 1000;

/** Calls `refresh` when something happened in the call: its page may have been opened by the carrier's id. */
export function useFollowedCall(callId: string | undefined, refresh: () => void): void {
  const waiting = useRef<(() => void) | null>(null);
  useFeed((message) => {
    if (message.type !== 'call' || message.callId !== callId || waiting.current !== null) return;
    waiting.current = after(restMs, () => {
      waiting.current = null;
      refresh();
    });
  });
  useEffect(() => () => waiting.current?.(), []);
}
