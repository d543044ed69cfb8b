import { type Request, type Response, Router } from 'express';
import { parseEmailAddress } from '../../domain/email-address.ts';
import { liftedByOperator, whyNotLifted } from '../../domain/opt-out-lifting.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import type { Site } from '../../domain/site.ts';
import { speakMaskedAddress, speakMaskedNumber } from '../../domain/spoken/masked.ts';
import type { StoredOptOut } from '../../ports/contact-store.ts';
import { LiftOptOut, NewOptOut } from '../contract/contacts.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { shownTo } from '../unmask.ts';
import { optOutView } from './contact-views.ts';
import type { ContactsDependencies } from './people-dependencies.ts';
import { numberIn, siteOf, textOf } from './site-of.ts';

const limit = 200;

/** Who wants no messages: `/api/opt-outs`. An operator writes down what somebody told the business, and lifts only that. */
export function optOutsApi(dependencies: ContactsDependencies): Router {
  const router = Router();
  router.get('/opt-outs', (request, response) => list(dependencies, request, response));
  router.post('/opt-outs', atLeast('operator'), (request, response) => add(dependencies, request, response));
  router.post('/opt-outs/:id/lift', atLeast('operator'), (request, response) => lift(dependencies, request, response));
  return router;
}

async function list(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const site = siteOf(dependencies.siteBook, request.query.site, response);
  if (site === null) return;
  const shown = await shownTo(dependencies, request, response, `opt-outs of ${site.id}`);
  if (shown === null) return;
  const typed = textOf(request.query.q);
  const text = typed === null ? null : searched(typed);
  const before = numberIn(request.query.before, { least: 0, most: 1e15, otherwise: 0 }) || null;
  const page = await dependencies.store.optOutPage(site.id, text, { before, limit: limit + 1 });
  const optOuts = page.slice(0, limit).map((one) => optOutView(one, shown));
  const next = page.length > limit ? (optOuts.at(-1)?.id ?? null) : null;
  response.set('Cache-Control', 'no-store').json({ optOuts, next });
}

/** A number is looked for by its digits, however it is written. */
function searched(typed: string): string {
  const text = typed.trim().toLowerCase().slice(0, 100);
  return /^[\d\s().+\-–/]+$/.test(text) ? text.replace(/\D/g, '') : text;
}

async function add(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const { store, siteBook, clock } = dependencies;
  const given = NewOptOut.safeParse(request.body);
  if (!given.success) return refuse(response, 400, 'Say the medium and the number or address.');
  const { siteId, medium } = given.data;
  const site = siteOf(siteBook, siteId, response);
  if (site === null) return;
  const destination = readDestination(given.data.destination, medium, site);
  if (destination === null)
    return refuse(response, 422, medium === 'sms' ? 'That is not a phone number.' : 'That is not an e-mail address.');
  const at = clock.now();
  await store.setOptOut(site.id, medium, destination, true, at, 'operator');
  await keep(dependencies, response, 'add-opt-out', { siteId: site.id, medium, destination });
  response.status(201).json({ done: true });
}

const readDestination = (raw: string, medium: 'sms' | 'email', { country }: Site): string | null =>
  medium === 'sms' ? parsePhoneNumber(raw, country) : parseEmailAddress(raw);

async function lift(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const id = numberIn(request.params.id, { least: 0, most: 1e15, otherwise: 0 });
  const known = await dependencies.store.findOptOut(id);
  if (known === null) return refuse(response, 404, 'There is no such opt-out any more.');
  const why = known.destination === null ? 'Their data was deleted.' : whyNotLifted(known.source, known.medium);
  if (why !== null) return refuse(response, 409, why);
  if (!LiftOptOut.safeParse(request.body).success)
    return refuse(response, 400, 'Confirm that the person wants to get messages again.');
  if (!(await dependencies.store.liftOptOut(id, liftedByOperator)))
    return refuse(response, 409, 'It has changed meanwhile. Look at the list again.');
  await keep(dependencies, response, 'lift-opt-out', known);
  response.json({ done: true });
}

/** Without the number or address itself. */
async function keep(
  { store, clock }: ContactsDependencies,
  response: Response,
  action: string,
  {
    siteId,
    medium,
    destination,
    source,
  }: Pick<StoredOptOut, 'siteId' | 'medium' | 'destination'> & Partial<StoredOptOut>,
): Promise<void> {
  const { name: operator } = operatorOf(response);
  const masked =
    destination === null
      ? 'somebody'
      : medium === 'sms'
        ? speakMaskedNumber(destination)
        : speakMaskedAddress(destination);
  const detail = { siteId, medium, ...(source !== undefined && { source }) };
  await store.appendAudit({ at: clock.now(), operator, action, subject: `opt-out of ${masked}`, detail });
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
