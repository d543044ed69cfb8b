import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { parseEmailAddress } from '../domain/email-address.ts';
import { toAttendantError } from '../domain/errors.ts';
import { FORM_NOTICE } from '../domain/notice.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids, Log, Metrics } from '../ports.ts';
import { addressPage, messagePage } from './address-page.ts';
import { pageHeaders } from './page.ts';
import { pageLanguages } from './words.ts';

export interface PagesPorts {
  readonly store: Pick<Store, 'findForm' | 'redeemForm' | 'addNotice'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A notice was kept for this call. */
  readonly nudge: (callId: string) => void;
}

const AddressForm = z.object({ address: z.string().max(2000).catch('') }).catch({ address: '' });

type Outcome = 'shown' | 'invalid' | 'taken' | 'gone' | 'over' | 'refused' | 'failed';
interface Answer {
  readonly outcome: Outcome;
  readonly status: number;
  readonly page: string;
}

/**
 * What a caller opens in a browser, to be mounted at `/form`: a one-time form for an e-mail address. Opening it changes
 * nothing, for link previews open it too. No page says whose call it is or anything of it.
 */
export function createPages(ports: PagesPorts): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set(pageHeaders);
    next();
  });
  router.get('/:token', async (request, response) => {
    send(ports, response, await showForm(ports, request));
  });
  router.post(
    '/:token',
    express.urlencoded({ extended: false, limit: '2kb', parameterLimit: 10, inflate: false }),
    async (request, response) => send(ports, response, await takeAddress(ports, request)),
  );
  router.use((request, response) => {
    send(ports, response, { outcome: 'gone', status: 404, page: messagePage(languageOf(request), 'gone') });
  });
  router.use(apologise(ports));
  return router;
}

async function showForm(ports: PagesPorts, request: Request): Promise<Answer> {
  const language = languageOf(request);
  const form = await ports.store.findForm(tokenOf(request), ports.clock.now());
  if (form === null) return gone(language);
  return { outcome: 'shown', status: 200, page: addressPage(language, null) };
}

async function takeAddress(ports: PagesPorts, request: Request): Promise<Answer> {
  const { store, clock } = ports;
  const language = languageOf(request);
  const typed = AddressForm.parse(request.body).address;
  const address = parseEmailAddress(typed);
  if (address === null) {
    if ((await store.findForm(tokenOf(request), clock.now())) === null) return gone(language);
    return { outcome: 'invalid', status: 422, page: addressPage(language, typed) };
  }
  const form = await store.redeemForm(tokenOf(request), clock.now());
  if (form === null) return gone(language);
  if (!(await noteAddress(ports, form.callId, address)))
    return { outcome: 'over', status: 410, page: messagePage(language, 'over') };
  return { outcome: 'taken', status: 200, page: messagePage(language, 'thanks') };
}

/** False: the call has ended, and nothing was kept. */
async function noteAddress({ store, clock, ids, log, nudge }: PagesPorts, callId: string, address: string) {
  const kept = await store.addNotice({
    id: ids.next(FORM_NOTICE),
    callId,
    text: `The caller typed the address ${address} into the form (data). Read it back and ask whether it is right before using it.`,
    urgent: true,
    at: clock.now(),
  });
  log.info('a form was filled in', { callId, kept });
  if (kept) nudge(callId);
  return kept;
}

const gone = (language: string): Answer => ({ outcome: 'gone', status: 410, page: messagePage(language, 'gone') });

function send({ metrics }: PagesPorts, response: Response, { outcome, status, page }: Answer): void {
  metrics.count('attendant_forms_total', { outcome });
  response.status(status).type('html').send(page);
}

/** What cannot be read is the sender's fault; all else is ours. The path holds the token and is not logged. */
function apologise(ports: PagesPorts): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = z.object({ status: z.int().min(400).max(499) }).safeParse(error).data?.status ?? 503;
    if (status === 503) ports.log.error('a form could not be served', { error: toAttendantError(error) });
    const outcome = status === 503 ? 'failed' : 'refused';
    send(ports, response, { outcome, status, page: messagePage(languageOf(request), 'failed') });
  };
}

const tokenOf = (request: Request): string => z.string().catch('').parse(request.params.token);

/** The browser's language where we have it, else English. */
function languageOf(request: Request): string {
  return request.acceptsLanguages([...pageLanguages]) || 'en';
}
