import { type Query, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { after } from '../browser/clock.ts';
import { FeedConnection, type FeedListener, type FeedState } from './feed-connection.ts';
import { createRefresh, isBelow } from './feed-refresh.ts';
import { topicsOf } from './query.ts';

const Feed = createContext<FeedConnection | null>(null);

/** Opens the tab's one stream, and has asked again what it says is out of date. Stands inside the QueryClientProvider. */
export function FeedProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [connection] = useState(() => new FeedConnection({ open: (url) => new EventSource(url), after }));
  useEffect(() => {
    const refresh = createRefresh(after, (address) => {
      const predicate = ({ queryKey, meta }: Pick<Query, 'queryKey' | 'meta'>): boolean =>
        address === null || isBelow(queryKey, address) || topicsOf(meta).some((topic) => `/${topic}` === address);
      void queries.invalidateQueries({ predicate });
    });
    const stopListening = connection.listen((message) => refresh.stale(message));
    const stop = connection.start();
    return () => {
      stop();
      stopListening();
      refresh.stop();
    };
  }, [connection, queries]);
  return createElement(Feed.Provider, { value: connection }, children);
}

/** Calls back with every message of the stream while the page is there. The listener may change from render to render. */
export function useFeed(listener: FeedListener): void {
  const connection = useContext(Feed);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => connection?.listen((message) => latest.current(message)), [connection]);
}

const noState = (): (() => void) => () => undefined;

/** `lost`: it is being tried again, and what is shown may be out of date. */
export function useFeedState(): FeedState {
  const connection = useContext(Feed);
  return useSyncExternalStore(
    connection === null ? noState : (watcher) => connection.watchState(watcher),
    () => connection?.state ?? 'connecting',
  );
}
