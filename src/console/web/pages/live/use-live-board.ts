import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Live, type LiveCall } from '../../../contract/live.ts';
import { after } from '../../browser/clock.ts';
import { useFeed } from '../../data/feed.ts';
import { queryClient } from '../../data/query.ts';
import { useApi } from '../../data/use-api.ts';
import { LiveBoard } from './live-board.ts';

const path = '/api/live';

export interface LiveCalls {
  /** Newest first; null: not known yet. */
  readonly calls: readonly LiveCall[] | null;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  /** Added to a time of the server's it is one of this computer's (ms). */
  readonly clockOffset: number;
  /** These stay in sight after their end. */
  readonly follow: (callIds: readonly string[]) => void;
}

/** The calls in progress, as they are now. */
export function useLiveBoard(): LiveCalls {
  const { data, dataUpdatedAt, error, refetch, isFetchedAfterMount } = useApi(Live, path);
  const [board] = useState(
    () => new LiveBoard({ after, refetch: () => void queryClient.invalidateQueries({ queryKey: [path] }) }),
  );
  // What was known when this page was left says nothing of now.
  useEffect(() => void refetch(), [refetch]);
  useEffect(() => {
    if (data !== undefined && isFetchedAfterMount) board.answered(data);
  }, [board, data, isFetchedAfterMount]);
  useFeed((message) => {
    if (message.type === 'call') board.happened(message);
  });
  useEffect(() => () => board.stop(), [board]);
  const calls = useSyncExternalStore(
    (watcher) => board.watch(watcher),
    () => board.calls,
  );
  const follow = useCallback((callIds: readonly string[]) => board.follow(callIds), [board]);
  return { calls, error, refetch, follow, clockOffset: data === undefined ? 0 : dataUpdatedAt - data.now };
}
