import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { toAttendantError } from '../domain/errors.ts';
import { isDate } from '../domain/local-time.ts';
import { type Changed, ChangeForm, changeCallback } from './callback-change.ts';
import { callbackMessagePage, callbackPage, timeOnPage } from './callback-page.ts';
import { type CallbackPagesPorts, type CallbackView, findView } from './callback-view.ts';
import { type CallbackPageLanguage, callbackPageLanguages, callbackPageWords } from './callback-words/by-language.ts';
import { pageHeaders } from './page.ts';

type Outcome = 'shown' | 'changed' | 'refused' | 'gone' | 'failed';
type Answer =
  | { readonly outcome: Outcome; readonly status: number; readonly page: string }
  | { readonly outcome: Outcome; readonly location: string };
type Said = Parameters<typeof callbackPage>[0]['said'];

const Done = z.enum(['confirmed', 'moved', 'cancelled']);

/**
 * The page a link in a text or e-mail opens, to be mounted at `/callback`: the booking, and what its caller can do with
 * it. Opening it changes nothing, for mail scanners and link previews open it too; every change is a POST that is
 * checked against the callback as it then stands.
 */
export function createCallbackPages(ports: CallbackPagesPorts): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set(pageHeaders);
    next();
  });
  router.get('/:token', async (request, response) => send(ports, response, await show(ports, request)));
  router.post(
    '/:token',
    express.urlencoded({ extended: false, limit: '2kb', parameterLimit: 10, inflate: false }),
    async (request, response) => send(ports, response, await change(ports, request)),
  );
  router.use((request, response) => {
    send(ports, response, { ...gone(languageOf(request)), status: 404 });
  });
  router.use(apologise(ports));
  return router;
}

async function show(ports: CallbackPagesPorts, request: Request): Promise<Answer> {
  const view = await findView(ports, tokenOf(request));
  if (view === null) return gone(languageOf(request));
  return { outcome: 'shown', status: 200, page: pageOf(request, view, saidBefore(request, view)) };
}

/** What the step before came to, where the callback bears it out. */
function saidBefore(request: Request, { callback }: CallbackView): Said {
  const done = Done.safeParse(request.query.done).data;
  if (done === undefined || (done === 'cancelled') !== (callback.state === 'cancelled')) return null;
  if (done !== 'cancelled' && callback.state !== 'scheduled') return null;
  if (done === 'confirmed' && callback.confirmedAt === null) return null;
  return { kind: 'done', text: callbackPageWords(languageOf(request)).done[done] };
}

async function change(ports: CallbackPagesPorts, request: Request): Promise<Answer> {
  const view = await findView(ports, tokenOf(request));
  if (view === null) return gone(languageOf(request));
  const form = ChangeForm.safeParse(request.body).data;
  const changed: Changed =
    form === undefined ? { outcome: 'unchosen' } : await changeCallback(ports, tokenOf(request), view, form);
  if (changed.outcome === 'done') return { outcome: 'changed', location: `?done=${changed.what}` };
  const now = await findView(ports, tokenOf(request));
  if (now === null) return gone(languageOf(request));
  const text = problemText(languageOf(request), now, changed);
  const page = pageOf(request, now, { kind: 'error', text });
  return { outcome: 'refused', status: changed.outcome === 'unchosen' ? 422 : 409, page };
}

function problemText(
  language: CallbackPageLanguage,
  view: CallbackView,
  changed: Exclude<Changed, { readonly outcome: 'done' }>,
): string {
  const words = callbackPageWords(language);
  if (changed.outcome !== 'open') return words.problems[changed.outcome];
  const { kind, startsAt } = changed.other;
  return kind === 'now' ? words.soon : words.open(timeOnPage({ view, language }, startsAt));
}

function pageOf(request: Request, view: CallbackView, said: Said): string {
  const day = z.string().refine(isDate).safeParse(request.query.day).data ?? null;
  return callbackPage({ view, language: languageOf(request), day, said });
}

const gone = (language: CallbackPageLanguage) =>
  ({ outcome: 'gone', status: 410, page: callbackMessagePage(language, 'gone') }) as const;

function send({ metrics }: CallbackPagesPorts, response: Response, answer: Answer): void {
  metrics.count('attendant_callback_pages_total', { outcome: answer.outcome });
  if ('location' in answer) return response.redirect(303, answer.location);
  response.status(answer.status).type('html').send(answer.page);
}

/** What cannot be read is the sender's fault; all else is ours. The path holds the token and is not logged. */
function apologise(ports: CallbackPagesPorts): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = z.object({ status: z.int().min(400).max(499) }).safeParse(error).data?.status ?? 503;
    if (status === 503) ports.log.error("a callback's page could not be served", { error: toAttendantError(error) });
    const page = callbackMessagePage(languageOf(request), 'failed');
    send(ports, response, { outcome: status === 503 ? 'failed' : 'refused', status, page });
  };
}

const tokenOf = (request: Request): string => z.string().catch('').parse(request.params.token);

/** The browser's language where we have it, else English. */
const languageOf = (request: Request): CallbackPageLanguage =>
  callbackPageLanguages.find((one) => one === request.acceptsLanguages([...callbackPageLanguages])) ?? 'en';
