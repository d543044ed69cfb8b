import type { RequestHandler } from 'express';
import type { Door } from './door.ts';
import { refuse } from './refusal.ts';
import { isLocal } from './request-origin.ts';

/** Figures say how a business is doing: they are for this machine, and for whoever may use the console. */
export function metricsAccess(door: Door): RequestHandler {
  return async (request, response, next) => {
    if (isLocal(request)) return next();
    const entered = await door.enter(request);
    if (!entered.ok) return refuse(response, entered.failure);
    next();
  };
}
