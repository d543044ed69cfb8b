import type { Request, RequestHandler, Response } from 'express';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import { isSame, readBasic } from './access/credentials.ts';
import { Door, type Entry } from './access/door.ts';
import type { Refusal } from './access/refusal.ts';
import { onlyHere, refuse, signInFirst } from './access/refusal.ts';
import { isLocal, isUnsafe } from './access/request-origin.ts';
import { endWhenOver } from './access/watch-response.ts';

/**
 * Lets in who may use the console, and puts down who it is. What changes something needs the session's CSRF token as
 * well. A stream ends when whoever reads it may not any more. A password in place of a door: that password or, where it
 * is null, this machine, and neither accounts nor sessions.
 */
export function consoleAccess(door: Door | string | null): RequestHandler {
  const enter = door instanceof Door ? (request: Request) => door.enter(request) : byPasswordAlone(door);
  return async (request, response, next) => {
    const entered = await enter(request);
    if (!entered.ok) return refuse(response, entered.failure);
    const { operator, csrfToken } = entered.value;
    if (isUnsafe(request) && csrfToken !== null && !isSame(request.get('X-CSRF-Token') ?? '', csrfToken))
      return void response.status(403).json({ error: 'The page is too old for that. Load it again.' });
    response.locals.operator = operator;
    response.locals.entry = entered.value;
    if (door instanceof Door) endWhenOver(response, entered.value, door.clock);
    next();
  };
}

/** How whoever asks got in: put there by the access check. */
export const entryOf = (response: Response): Entry => response.locals.entry as Entry;

function byPasswordAlone(password: string | null): (request: Request) => Promise<Outcome<Entry, Refusal>> {
  const entry = (name: string): Entry => {
    const operator = { name, role: 'admin' } as const;
    return { operator, by: password === null ? 'this-machine' : 'basic', csrfToken: null, holds: async () => true };
  };
  return async (request) => {
    if (password === null) return isLocal(request) ? succeed(entry('local')) : fail(onlyHere);
    const given = readBasic(request.headers.authorization);
    return given !== null && isSame(given.password, password) ? succeed(entry('console')) : fail(signInFirst);
  };
}
