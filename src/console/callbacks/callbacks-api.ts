import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Callback } from '../../domain/callback.ts';
import { currentLine } from '../../domain/line-in-force.ts';
import { isDate } from '../../domain/local-time.ts';
import {
  type CallbackChanged,
  type CallbackList,
  CallNow,
  CancelCallback,
  callbackStates,
  MoveCallback,
} from '../contract/callbacks.ts';
import { Cursor, pageOf } from '../keyset-cursor.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { Moment, readRequest } from '../read-request.ts';
import { masked, shownTo } from '../unmask.ts';
import { callbackDetail, callbackSummary } from './callback-view.ts';
import { changeCallback, type Wish } from './change-callback.ts';
import { dayView } from './day-view.ts';
import type { DeskDependencies } from './desk-dependencies.ts';
import { freeSlots } from './free-slots.ts';

const Search = z.object({
  site: z.string().min(1).max(100).optional(),
  line: z.string().min(1).max(100).optional(),
  /** One or several, with commas. */
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(callbackStates)).min(1))
    .optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  open: z.literal('1').optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const DaySearch = z.object({
  site: z.string().min(1).max(100).optional(),
  line: z.string().min(1).max(100),
  date: z.string().refine(isDate, 'write a day as 2026-12-01').optional(),
});
const unknown = { error: 'There is no such callback.' };

/**
 * Callbacks as JSON: the newest first, or those still open in the order they come; the day of a line; one with its
 * attempts and all that happened to it; and what an operator does with it.
 */
export function callbacksApi(ports: DeskDependencies): Router {
  const router = Router();
  const json = express.json({ limit: '4kb' });
  router.get('/callbacks', (request, response) => list(ports, request, response));
  router.get('/callbacks/day', (request, response) => day(ports, request, response));
  router.get('/callbacks/:id', (request, response) => one(ports, request, response));
  router.get('/callbacks/:id/slots', async (request, response) => {
    const callback = await ports.store.findCallback(request.params.id);
    response.status(callback === null ? 404 : 200).json(callback === null ? unknown : await freeSlots(ports, callback));
  });
  router.post('/callbacks/:id/call-now', atLeast('operator'), json, async (request, response) => {
    const asked = readRequest(CallNow, request.body, response);
    if (asked !== null) await carryOut(ports, request, response, asked, { what: 'call-now', anyway: asked.anyway });
  });
  router.post('/callbacks/:id/move', atLeast('operator'), json, async (request, response) => {
    const asked = readRequest(MoveCallback, request.body, response);
    if (asked !== null) await carryOut(ports, request, response, asked, { what: 'move', slot: asked.slot });
  });
  router.post('/callbacks/:id/cancel', atLeast('operator'), json, async (request, response) => {
    const asked = readRequest(CancelCallback, request.body, response);
    if (asked !== null) await carryOut(ports, request, response, asked, { what: 'cancel' });
  });
  return router;
}

async function list(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const search = readRequest(Search, request.query, response);
  const shown = search === null ? null : await shownTo(ports, request, response, 'callbacks');
  if (search === null || shown === null) return;
  const { limit, site, line, state, from, to, open, cursor } = search;
  const order = open === undefined ? 'newest' : 'soonest';
  const found = await ports.store.findCallbacks({
    siteId: site,
    lineId: line,
    states: state,
    from,
    before: to,
    open: open === undefined ? undefined : true,
    order,
    after: cursor,
    limit: limit + 1,
  });
  const at = ({ startsAt, createdAt }: Callback): number => (order === 'soonest' ? startsAt : createdAt);
  const { page, next } = pageOf(found, limit, (callback) => ({ at: at(callback), id: callback.id }));
  const answer: CallbackList = { callbacks: page.map((callback) => callbackSummary(ports, callback, shown)), next };
  response.json(answer);
}

async function day(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const search = readRequest(DaySearch, request.query, response);
  const shown = search === null ? null : await shownTo(ports, request, response, 'callbacks');
  if (search === null || shown === null) return;
  const { line: lineId, date = null } = search;
  const siteId = search.site ?? ports.siteBook.sites().find(({ lines }) => lines.some(({ id }) => id === lineId))?.id;
  const inForce = siteId === undefined ? null : currentLine(ports.siteBook, { siteId, lineId });
  if (inForce === null) return void response.status(404).json({ error: 'There is no such line.' });
  response.json(await dayView(ports, inForce, date, shown));
}

async function one(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const callback = await ports.store.findCallback(String(request.params.id));
  if (callback === null) return void response.status(404).json(unknown);
  const shown = await shownTo(ports, request, response, `callback ${callback.id}`);
  if (shown !== null) response.json(await callbackDetail(ports, callback, shown));
}

async function carryOut(
  ports: DeskDependencies,
  request: Request,
  response: Response,
  { sequence }: { readonly sequence: number },
  wish: Wish,
): Promise<void> {
  const seen = { id: String(request.params.id), sequence };
  const changed = await changeCallback(ports, operatorOf(response).name, seen, wish);
  if (changed.outcome === 'unknown') return void response.status(404).json(unknown);
  if (changed.outcome === 'refused') {
    const more = changed.anyway ? { anyway: true } : {};
    return void response.status(409).json({ error: changed.why, ...more });
  }
  const answer: CallbackChanged = {
    callback: await callbackDetail(ports, changed.callback, masked),
    told: changed.told,
  };
  response.json(answer);
}
