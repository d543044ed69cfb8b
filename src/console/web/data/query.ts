import { QueryClient } from '@tanstack/react-query';
import type { FeedTopic } from '../../contract/feed.ts';
import { RequestError } from './request.ts';

/** What the stream says has changed: the answers below `/api/<topic>`. */
export type Topic = FeedTopic | 'calls';

/** One cache for the tab. What it holds is kept fresh by the stream, so nothing is polled. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        failures < 2 && error instanceof RequestError && (error.status === 0 || error.status >= 500),
    },
  },
});

/** What else an answer depends on, besides what lies at its own address. */
export const topicsOf = (meta: Readonly<Record<string, unknown>> | undefined): readonly Topic[] =>
  (meta?.topics as readonly Topic[] | undefined) ?? [];
