import { type Request, type Response, Router } from 'express';
import type { FoundCall } from '../ports/call-search-store.ts';
import type { Store } from '../ports/store.ts';
import { callDetail } from './calls/call-detail.ts';
import { callRow } from './calls/call-row.ts';
import { callerScript } from './calls/caller-script.ts';
import { readSearch } from './calls/search-query.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import type { CallList } from './contract/calls.ts';
import { pageOf } from './keyset-cursor.ts';
import { operatorOf } from './operator.ts';
import { type Shown, shownTo } from './unmask.ts';

export type CallsApiDependencies = Pick<ConsoleDependencies, 'store' | 'siteBook' | 'clock' | 'sandbox'>;

/**
 * Calls as JSON: `GET /api/calls` finds them, the newest first; `GET /api/calls/:id`, by our id or the carrier's, tells
 * everything of one, `/export` as a file, and `/script` what the caller did, to be played again.
 */
export function callsApi(dependencies: CallsApiDependencies): Router {
  const router = Router();
  router.get('/calls', (request, response) => listCalls(dependencies, request, response));
  router.get('/calls/:id', async (request, response) => {
    const asked = await askedFor(dependencies, request, response);
    if (asked !== null) response.json(await callDetail(dependencies, asked.found, asked.shown));
  });
  router.get('/calls/:id/export', (request, response) => exportCall(dependencies, request, response));
  router.get('/calls/:id/script', async (request, response) => {
    const asked = await askedFor(dependencies, request, response);
    if (asked === null) return;
    const { call } = asked.found;
    response.json(callerScript(call, await dependencies.store.eventsOfCall(call.id), asked.shown));
  });
  return router;
}

async function listCalls(dependencies: CallsApiDependencies, request: Request, response: Response): Promise<void> {
  const search = readSearch(request.query, operatorOf(response));
  if (typeof search === 'string') return void response.status(400).json({ error: search });
  const shown = await shownTo(dependencies, request, response, 'calls');
  if (shown === null) return;
  const { filter, limit, after } = search;
  const found = await dependencies.store.searchCalls(filter, {
    limit: limit + 1,
    ...(after !== undefined && { after }),
  });
  const { page: calls, next } = pageOf(found, limit, ({ call: { startedAt, id } }) => ({ at: startedAt, id }));
  const list: CallList = { calls: calls.map((one) => callRow(one, shown)), next };
  response.json(list);
}

/** Who takes a call out of the house is kept, masked or not. */
async function exportCall(dependencies: CallsApiDependencies, request: Request, response: Response): Promise<void> {
  const asked = await askedFor(dependencies, request, response);
  if (asked === null) return;
  const { found, shown } = asked;
  const { id, callSid } = found.call;
  const { store, clock } = dependencies;
  const { name } = operatorOf(response);
  const detail = { unmasked: request.query.unmasked === '1' };
  await store.appendAudit({ at: clock.now(), operator: name, action: 'export-call', subject: `call ${id}`, detail });
  const file = `call-${callSid.replace(/[^A-Za-z0-9_-]/g, '')}.json`;
  response.set('Content-Disposition', `attachment; filename="${file}"`).type('application/json');
  response.send(JSON.stringify(await callDetail(dependencies, found, shown), null, 2));
}

/** The call that was asked for, and how it may be shown. Null: answered already. */
async function askedFor(
  dependencies: CallsApiDependencies,
  request: Request,
  response: Response,
): Promise<{ readonly found: FoundCall; readonly shown: Shown } | null> {
  const found = await findCall(dependencies.store, String(request.params.id));
  if (found === null) {
    response.status(404).json({ error: 'There is no such call.' });
    return null;
  }
  const shown = await shownTo(dependencies, request, response, `call ${found.call.id}`);
  return shown === null ? null : { found, shown };
}

async function findCall(store: Store, id: string): Promise<FoundCall | null> {
  if (id.length > 100) return null;
  return store.findSummary((await store.findCall(id))?.call.id ?? id);
}
