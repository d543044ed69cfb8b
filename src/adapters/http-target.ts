import { isIP } from 'node:net';
import type { HttpRequest } from '../ports/http-requester.ts';
import { mayReach, type Zone } from './address-guard.ts';

/** Where a request may go. */
export interface Target {
  readonly url: URL;
  readonly zone: Zone;
}

type Hosts = Pick<HttpRequest, 'allowedHosts' | 'privateHosts'>;

/** Checks all that can be told from the URL. A string: why not. Names are checked again when they are resolved. */
export function checkTarget(url: URL | null, hosts: Hosts): Target | string {
  if (url === null) return 'not a URL';
  const host = hostOf(url);
  if (!isListed(host, hosts.allowedHosts)) return `${host.slice(0, 100)} is not an allowed host`;
  const zone: Zone = isListed(host, hosts.privateHosts) ? 'private' : 'public';
  if (url.username !== '' || url.password !== '') return 'a name or password stands in the URL';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && zone === 'private')) return 'not an https URL';
  if (url.port !== '' && zone === 'public') return 'the URL names a port';
  // A connection to an address written out asks no resolver, so no lookup would check it.
  if (isIP(host) !== 0 && !mayReach(host, zone)) return `${host} must not be reached`;
  return { url, zone };
}

/** Null: not a URL, or one a parser would silently mend. Numbers in any notation become the address they mean. */
export function parseUrl(text: string, base?: URL): URL | null {
  return /[\\\p{Cc}]/u.test(text) ? null : URL.parse(text, base?.href);
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** `*.example.com` is what is below it, and never an address. A trailing dot makes another name, listed nowhere. */
function isListed(host: string, list: readonly string[]): boolean {
  if (host === '' || host.endsWith('.')) return false;
  return list.some((entry) => {
    const listed = entry.toLowerCase().replace(/^\[|\]$/g, '');
    if (!listed.startsWith('*.')) return host === listed;
    return isIP(host) === 0 && host.endsWith(listed.slice(1)) && host.length > listed.length - 1;
  });
}
