import { useMemo } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';

type Navigate = (to: string, options?: { readonly replace?: boolean }) => void;

/** The library's own would put the query before the hash, where it is asked of the server and never read again. */
const navigate: Navigate = (to, { replace = false } = {}) => {
  const oldURL = window.location.href;
  const hash = `#${to.startsWith('/') ? to : `/${to}`}`;
  if (replace) window.history.replaceState(null, '', hash);
  else window.history.pushState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
};

/** Where we are, for the router: the hash without its query. */
export function usePath(): [string, Navigate] {
  const [location] = useHashLocation();
  return [location.split('?')[0] ?? '/', navigate];
}

/**
 * The query in the hash, for filters that can be shared as a link: `#/calls?line=sales`. Setting leaves out what is
 * empty and makes no new step in the browser's history.
 */
export function useHashQuery(): [
  Readonly<Record<string, string>>,
  (changes: Readonly<Record<string, string | null>>) => void,
] {
  const [location] = useHashLocation();
  const [path = '/', query = ''] = location.split(/\?(.*)/s);
  const values = useMemo(() => Object.fromEntries(new URLSearchParams(query)), [query]);
  const change = (changes: Readonly<Record<string, string | null>>): void => {
    const next = Object.entries({ ...values, ...changes }).filter(
      (entry): entry is [string, string] => (entry[1] ?? '') !== '',
    );
    const text = new URLSearchParams(next).toString();
    navigate(text === '' ? path : `${path}?${text}`, { replace: true });
  };
  return [values, change];
}

/** Goes to a page: `/calls/CA…`. */
export const goTo = (path: string): void => navigate(path);
