import { useEffect } from 'react';
import { tellTabs, whenTabsTell } from '../../browser/tabs.ts';
import { queryClient } from '../../data/query.ts';
import { RequestError, whenSignedOut } from '../../data/request.ts';

const who = ['/api/who'];

/** The server asks who we are before it says anything. */
export const needsSignIn = (error: unknown): boolean => error instanceof RequestError && error.status === 401;

/** Asks the server anew who we are: where it no longer knows, the sign-in page comes up. */
export function askWhoAgain(): void {
  const state = queryClient.getQueryState(who);
  // While it is being asked, and while somebody is signing in, there is nothing to ask.
  if (state === undefined || state.fetchStatus === 'fetching' || needsSignIn(state.error)) return;
  void queryClient.invalidateQueries({ queryKey: who });
}

/** Any answer that says we are signed out brings the sign-in page. The address stays: whoever signs in is where they were. */
export function useSignedOut(): void {
  useEffect(() => {
    whenSignedOut(askWhoAgain);
    const stop = whenTabsTell(askWhoAgain);
    return () => {
      stop();
      whenSignedOut(() => undefined);
    };
  }, []);
}

/** Somebody else is here now: nothing of the one before may be seen. */
export async function beginAnew(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== who[0] });
  await queryClient.resetQueries({ queryKey: who });
  tellTabs();
}
