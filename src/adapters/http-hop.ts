/** One request of the several a redirect may make of it. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const becomesGet = new Set([301, 302, 303]);
const keepsMethod = new Set([307, 308]);

export const isRedirect = (status: number): boolean => becomesGet.has(status) || keepsMethod.has(status);

/**
 * What a redirect asks for next; null: it is not followed. Another origin never gets a header, since any of them may
 * be a credential, nor a body.
 */
export function followRedirect(hop: Hop, status: number, url: URL): Hop | null {
  const headers = url.origin === hop.url.origin ? hop.headers : {};
  if (becomesGet.has(status)) return { method: 'GET', url, headers: withoutContent(headers), body: null };
  if (url.origin === hop.url.origin) return { ...hop, url };
  return hop.method === 'GET' && hop.body === null ? { ...hop, url, headers } : null;
}

function withoutContent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}

const token = /^[!#$%&'*+.^_`|~0-9a-z-]{1,200}$/;
const plainValue = /^[\x20-\x7e\x80-\xff]*$/;
/** They say where a request goes and where it ends, which is not the configuration's to say. */
const reserved = new Set(
  'connection content-length expect host keep-alive proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** The headers with lower-case names, or null when one of them cannot be sent. */
export function toHeaders(configured: Readonly<Record<string, string>>): Record<string, string> | null {
  const headers = Object.entries(configured).map(([name, value]) => [name.toLowerCase(), value] as const);
  const sendable = ([name, value]: readonly [string, string]): boolean =>
    token.test(name) && !reserved.has(name) && plainValue.test(value);
  return headers.every(sendable) ? Object.fromEntries(headers) : null;
}
