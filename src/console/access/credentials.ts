import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In the same time, wherever they differ. */
export const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** What a page must send along with a change; nobody can make it who does not know the session's own token. */
export const csrfTokenOf = (secret: string): string => digest(`csrf:${secret}`).toString('base64url');

/** That a session began with this password, of no use to who reads it: its key is in the browser only. */
export const proofOf = (token: string, password: string): string =>
  createHmac('sha256', token).update(password).digest('base64url');

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** HTTP Basic; null: the header is another one, or none. */
export function readBasic(authorization: string | undefined): Credentials | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = given.indexOf(':');
  return colon < 0 ? null : { name: given.slice(0, colon), password: given.slice(colon + 1) };
}
