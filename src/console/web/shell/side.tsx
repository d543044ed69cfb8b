import { AccountMenu } from '../pages/access/account-menu.tsx';
import type { PageRoute } from './routes.tsx';
import { ThemeChoice } from './theme-choice.tsx';

const groups = ['Work', 'Set up', 'Watch'] as const;

/** The way to every page. */
export function Side({
  routes,
  current,
  isOpen,
}: {
  readonly routes: readonly PageRoute[];
  readonly current: string;
  readonly isOpen: boolean;
}) {
  return (
    <div className={isOpen ? 'side open' : 'side'} id="side">
      {!isOpen && <Brand />}
      <nav className="nav" aria-label="Pages">
        {groups.map((group) => (
          <NavGroup
            key={group}
            title={group}
            routes={routes.filter((route) => route.group === group)}
            current={current}
          />
        ))}
      </nav>
      <div className="side-foot">
        <AccountMenu />
        <ThemeChoice />
      </div>
    </div>
  );
}

export function Brand() {
  return (
    <a className="brand" href="#/">
      <img src="/icon.svg" alt="" />
      Attendant
    </a>
  );
}

function NavGroup({
  title,
  routes,
  current,
}: {
  readonly title: string;
  readonly routes: readonly PageRoute[];
  readonly current: string;
}) {
  if (routes.length === 0) return null;
  return (
    <>
      {title !== 'Work' && <div className="nav-group">{title}</div>}
      {routes.map(({ path, title: name, icon: Icon }) => (
        <a
          key={path}
          className="nav-link"
          href={`#/${path}`}
          {...(path === current && { 'aria-current': 'page' as const })}
        >
          <Icon aria-hidden />
          {name}
        </a>
      ))}
    </>
  );
}
