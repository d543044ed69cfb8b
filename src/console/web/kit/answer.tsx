import type { ReactNode } from 'react';
import { ErrorNote } from './note.tsx';
import { Loading } from './spinner.tsx';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** What was asked for once it is there; before that, that it is coming; else why it is not. */
export function Answer<T>({
  of,
  what,
  children,
}: {
  readonly of: Asked<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) {
    return (
      <>
        {of.error !== null && <ErrorNote error={of.error} onRetry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    );
  }
  if (of.error !== null) return <ErrorNote error={of.error} onRetry={() => void of.refetch()} />;
  return <Loading what={what} />;
}
