import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { showToast } from '../kit/toasts.tsx';
import { queryClient, type Topic } from './query.ts';
import { type RequestOptions, request } from './request.ts';

export interface ApiOptions {
  /** Also asked for anew when one of these changes; what lies below its own address always is. */
  readonly topics?: readonly Topic[];
  /** False: not asked for yet. */
  readonly enabled?: boolean;
  /** For what the stream does not tell of: asked for anew this often. */
  readonly everyMs?: number;
}

/** Reads `path`: `{ data, error, isPending, refetch }`. While the path changes, the old answer stays. */
export function useApi<T>(
  schema: z.ZodType<T>,
  path: string,
  { topics = [], enabled = true, everyMs }: ApiOptions = {},
) {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => request(schema, path, { signal }),
    meta: { topics },
    enabled,
    placeholderData: keepPreviousData,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}

/** Reads page after page: `pathOf(cursor)` gives each path, `next(answer)` the cursor after it or null at the end. */
export function useApiPages<T>(
  schema: z.ZodType<T>,
  pathOf: (cursor: string | undefined) => string,
  next: (answer: T) => string | null,
  { topics = [], enabled = true }: ApiOptions = {},
) {
  return useInfiniteQuery({
    queryKey: ['pages', pathOf(undefined)],
    queryFn: ({ pageParam, signal }) => request(schema, pathOf(pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (answer) => next(answer) ?? undefined,
    meta: { topics },
    enabled,
    placeholderData: keepPreviousData,
  });
}

export interface CommandOptions<Input, Output> {
  /** Said in a toast when it is done. */
  readonly done?: string | ((output: Output, input: Input) => string);
  /** The paths, or beginnings of paths, whose answers have changed by it. */
  readonly changes?: readonly string[];
  readonly onDone?: (output: Output, input: Input) => void;
  /** The failure is shown by the caller instead of in a toast. */
  readonly silent?: boolean;
}

/** Changes something: `{ mutate, isPending, error }`. `send` says which request. Failures are shown in a toast. */
export function useCommand<Input, Output>(
  schema: z.ZodType<Output>,
  send: (input: Input) => RequestOptions & { readonly path: string },
  { done, changes = [], onDone, silent = false }: CommandOptions<Input, Output> = {},
) {
  return useMutation({
    mutationFn: (input: Input) => {
      const { path, ...options } = send(input);
      return request(schema, path, { method: 'POST', ...options });
    },
    onSuccess: (output, input) => {
      if (done !== undefined) showToast(typeof done === 'string' ? done : done(output, input));
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => changes.some((path) => String(queryKey.at(-1)).startsWith(path)),
      });
      onDone?.(output, input);
    },
    onError: (error) => {
      if (!silent) showToast(error.message, 'bad');
    },
  });
}
