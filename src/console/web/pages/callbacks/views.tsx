import { useHashQuery } from '../../data/location.ts';

/** From the list to the day and back; the line that is chosen stays. */
export function CallbackViews({ current }: { readonly current: 'list' | 'day' }) {
  const [{ line }] = useHashQuery();
  const query = line === undefined ? '' : `?line=${encodeURIComponent(line)}`;
  const link = (view: 'list' | 'day', path: string, title: string) => (
    <a
      className="tab callbacks-view"
      href={`#${path}${query}`}
      {...(view === current && { 'aria-current': 'page' as const, 'data-selected': true })}
    >
      {title}
    </a>
  );
  return (
    <nav className="tab-list" aria-label="Views of the callbacks">
      {link('list', '/callbacks', 'List')}
      {link('day', '/callbacks/day', 'Day')}
    </nav>
  );
}

/** A line as it stands in an address: its site and its id. */
export const lineKey = ({ siteId, lineId }: { readonly siteId: string; readonly lineId: string }): string =>
  `${siteId}.${lineId}`;

export function readLineKey(key: string | undefined): { readonly site?: string; readonly line?: string } {
  const [site, line] = (key ?? '').split('.');
  return site !== undefined && line !== undefined ? { site, line } : {};
}
