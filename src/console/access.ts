import type { RequestHandler, Response } from 'express';
import { isSame } from './access/credentials.ts';
import type { Door, Entry } from './access/door.ts';
import { refuse } from './access/refusal.ts';
import { isUnsafe } from './access/request-origin.ts';
import { endWhenOver } from './access/watch-response.ts';

/**
 * Lets in who may use the console, and puts down who it is. What changes something needs the session's CSRF token as
 * well. A stream ends when whoever reads it may not any more.
 */
export function consoleAccess(door: Door): RequestHandler {
  return async (request, response, next) => {
    const entered = await door.enter(request);
    if (!entered.ok) return refuse(response, entered.failure);
    const { operator, csrfToken } = entered.value;
    if (isUnsafe(request) && csrfToken !== null && !isSame(request.get('X-CSRF-Token') ?? '', csrfToken))
      return void response.status(403).json({ error: 'The page is too old for that. Load it again.' });
    response.locals.operator = operator;
    response.locals.entry = entered.value;
    endWhenOver(response, entered.value, door.clock);
    next();
  };
}

/** How whoever asks got in: put there by the access check. */
export const entryOf = (response: Response): Entry => response.locals.entry as Entry;
