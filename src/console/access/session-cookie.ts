import type { CookieOptions, Request, Response } from 'express';
import { sessionLifeMs } from '../../domain/session-life.ts';
import { isLocal } from './request-origin.ts';

/** Over https no other name of the domain, and nobody on the way, can put a cookie of this name into a browser. */
const secureName = '__Host-attendant';
/** Cookies know no ports: two servers of one machine have one each. */
const plainName = (request: Request): string =>
  `attendant-${/:(\d{1,5})$/.exec(request.headers.host ?? '')?.[1] ?? 80}`;
const tokenPattern = /^[\w-]{20,100}$/;

/** The session's token as the browser sent it; null: none, or nothing that we ever gave out. */
export function readSessionCookie(request: Request, publicUrl: string): string | null {
  const mayBePlain = !publicUrl.startsWith('https:') || isLocal(request);
  const token = cookie(request, secureName) ?? (mayBePlain ? cookie(request, plainName(request)) : null);
  return token !== null && tokenPattern.test(token) ? token : null;
}

/** Not for scripts, not for other sites, and over https only where the browser came by https. */
export function writeSessionCookie(request: Request, response: Response, publicUrl: string, token: string): void {
  const secure = isSecure(request, publicUrl);
  response.cookie(secure ? secureName : plainName(request), token, { ...options(secure), maxAge: sessionLifeMs });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(secureName, options(true)).clearCookie(plainName(request), options(false));
}

const options = (secure: boolean): CookieOptions => ({ httpOnly: true, sameSite: 'strict', path: '/', secure });

function isSecure(request: Request, publicUrl: string): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return origin.startsWith('https:');
  return publicUrl.startsWith('https:') && !isLocal(request);
}

function cookie(request: Request, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
