import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-aria-components';
import { Router } from 'wouter';
import { Who } from '../contract/who.ts';
import { FeedProvider } from './data/feed.ts';
import { goTo, usePath } from './data/location.ts';
import { queryClient } from './data/query.ts';
import { keepCsrfToken } from './data/request.ts';
import { useApi } from './data/use-api.ts';
import { WhoContext } from './data/who.tsx';
import { ErrorNote } from './kit/note.tsx';
import { Loading } from './kit/spinner.tsx';
import { Toasts } from './kit/toasts.tsx';
import { needsSignIn, useSignedOut } from './pages/access/session.ts';
import { SessionWatch } from './pages/access/session-watch.tsx';
import { SignIn } from './pages/access/sign-in.tsx';
import { Shell } from './shell/shell.tsx';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider navigate={(path) => goTo(path.replace(/^#/, ''))}>
        <Router hook={usePath}>
          <Entrance />
          <Toasts />
        </Router>
      </RouterProvider>
    </QueryClientProvider>
  );
}

/** Who is there decides what is shown. */
function Entrance() {
  const who = useApi(Who, '/api/who', { topics: ['lines'] });
  useSignedOut();
  if (needsSignIn(who.error)) return <SignIn />;
  if (who.data === undefined)
    return who.error === null ? (
      <Loading what="Attendant" />
    ) : (
      <ErrorNote error={who.error} onRetry={() => void who.refetch()} />
    );
  keepCsrfToken(who.data.csrfToken);
  return (
    <WhoContext value={who.data}>
      <FeedProvider>
        <SessionWatch />
        <Shell />
      </FeedProvider>
    </WhoContext>
  );
}
