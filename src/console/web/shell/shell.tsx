import { Menu as MenuIcon, X } from 'lucide-react';
import { Component, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { usePath } from '../data/location.ts';
import { useWho } from '../data/who.tsx';
import { IconButton } from '../kit/button.tsx';
import { EmptyState, ErrorNote } from '../kit/note.tsx';
import { Loading } from '../kit/spinner.tsx';
import { Connection } from './connection.tsx';
import { type PageRoute, routesFor } from './routes.tsx';
import { Brand, Side } from './side.tsx';

/** Navigation at the side (above, on a narrow screen), the page beside it. */
export function Shell() {
  const routes = routesFor(useWho());
  const [location] = usePath();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const current = location.split(/[/?]/)[1] ?? '';
  // Another page: the menu closes, and a screen reader begins at the page.
  const [shown, setShown] = useState(current);
  useEffect(() => {
    if (shown === current) return;
    setShown(current);
    setMenuOpen(false);
    main.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [current, shown]);
  return (
    <>
      <Connection />
      <div className="shell">
        <button type="button" className="skip" onClick={() => main.current?.focus()}>
          Skip to the page
        </button>
        <header className="top-bar">
          <Brand />
          <IconButton
            label={isMenuOpen ? 'Close the menu' : 'Open the menu'}
            icon={isMenuOpen ? X : MenuIcon}
            aria-expanded={isMenuOpen}
            aria-controls="side"
            onPress={() => setMenuOpen(!isMenuOpen)}
          />
        </header>
        <Side routes={routes} current={current} isOpen={isMenuOpen} />
        <main className="main" id="main" tabIndex={-1} ref={main}>
          <Guard key={current}>
            <Suspense fallback={<Loading what="the page" />}>
              <Pages routes={routes} />
            </Suspense>
          </Guard>
        </main>
      </div>
    </>
  );
}

function Pages({ routes }: { readonly routes: readonly PageRoute[] }) {
  return (
    <Switch>
      {routes.map(({ path, page: Page }) => (
        <Route key={path} path={`/${path}/*?`}>
          <Page />
        </Route>
      ))}
      <Route path="/">
        <Redirect to={`/${routes[0]?.path ?? 'calls'}`} replace />
      </Route>
      <Route>
        <EmptyState icon={X} title="There is no such page">
          The address may be old. Choose a page from the menu.
        </EmptyState>
      </Route>
    </Switch>
  );
}

/** What breaks in one page leaves the others. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorNote
        error={new Error(`This page broke: ${error.message}`)}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
