import { type Request, type Response, Router } from 'express';
import type { Contact } from '../../domain/call.ts';
import { contactSearch } from '../../domain/contact-search.ts';
import type { ContactDetail, ContactList } from '../contract/contacts.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { type Shown, shownTo } from '../unmask.ts';
import { keepContact } from './contact-form.ts';
import { contactSummary, isAddress, optOutView } from './contact-views.ts';
import type { ContactsDependencies } from './people-dependencies.ts';
import { numberIn, siteOf, textOf } from './site-of.ts';

/** Of their calls and messages, in the contact's own view. */
const recent = 20;

/** Whom the business knows: `/api/contacts`. Reading is for everybody (masked), changing for operators, and kept. */
export function contactsApi(dependencies: ContactsDependencies): Router {
  const router = Router();
  router.get('/contacts', (request, response) => list(dependencies, request, response));
  router.get('/contacts/:site/:id', (request, response) => show(dependencies, request, response));
  router.post('/contacts/:site', atLeast('operator'), (request, response) =>
    keepContact(dependencies, request, response, 'create'),
  );
  router.put('/contacts/:site/:id', atLeast('operator'), (request, response) =>
    keepContact(dependencies, request, response, 'update'),
  );
  router.delete('/contacts/:site/:id', atLeast('operator'), (request, response) =>
    remove(dependencies, request, response),
  );
  return router;
}

async function list(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const { store, siteBook } = dependencies;
  const site = siteOf(siteBook, request.query.site, response);
  if (site === null) return;
  const shown = await shownTo(dependencies, request, response, `contacts of ${site.id}`);
  if (shown === null) return;
  const typed = textOf(request.query.q);
  const after = textOf(request.query.cursor);
  const limit = numberIn(request.query.limit, { least: 1, most: 200, otherwise: 100 });
  const search = typed === null ? null : contactSearch(typed, site.country);
  const page = await store.contactPage(site.id, search, { after, limit });
  const answer: ContactList = {
    contacts: page.contacts.map((contact) => contactSummary(contact, shown)),
    next: page.next,
    total: after === null ? await store.countContacts(site.id) : null,
  };
  response.set('Cache-Control', 'no-store').json(answer);
}

async function show(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const contact = await found(dependencies, request, response);
  if (contact === null) return;
  const shown = await shownTo(dependencies, request, response, `contact ${contact.id}`);
  if (shown === null) return;
  response.set('Cache-Control', 'no-store').json(await detail(dependencies, contact, shown));
}

async function detail({ store }: ContactsDependencies, contact: Contact, shown: Shown): Promise<ContactDetail> {
  const { siteId, identifiers, notes } = contact;
  const person = { siteId, identifiers };
  const [calls, messages, optOuts] = await Promise.all([
    store.recentCallsOf(person, recent),
    store.recentMessagesTo(person, recent),
    store.optOutsOf(person),
  ]);
  return {
    ...contactSummary(contact, shown),
    notes: notes === null ? null : shown.text(notes),
    numbers: identifiers.filter((one) => !isAddress(one)).map((one) => shown.number(one)),
    addresses: identifiers.filter(isAddress).map((one) => shown.address(one)),
    optOuts: optOuts.map((one) => optOutView(one, shown)),
    calls: calls.map(({ call: { callSid, lineId, direction, startedAt }, status }) => ({
      callSid,
      siteId,
      lineId,
      direction,
      startedAt,
      status,
    })),
    messages: messages.map(({ id, lineId, tool, status, createdAt, content: { medium } }) => ({
      id,
      siteId,
      lineId,
      medium,
      tool,
      status,
      createdAt,
    })),
  };
}

/** Of the contact alone: calls and messages of the person stay. */
async function remove(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const contact = await found(dependencies, request, response);
  if (contact === null) return;
  const { store, clock } = dependencies;
  const { name: operator } = operatorOf(response);
  const { id, siteId } = contact;
  await store.deleteContact(siteId, id);
  await store.appendAudit({
    at: clock.now(),
    operator,
    action: 'delete-contact',
    subject: `contact ${id}`,
    detail: { siteId },
  });
  response.json({ done: true });
}

async function found(
  { store, siteBook }: ContactsDependencies,
  request: Request,
  response: Response,
): Promise<Contact | null> {
  const site = siteOf(siteBook, request.params.site, response);
  if (site === null) return null;
  const contact = await store.contactById(site.id, String(request.params.id));
  if (contact === null) response.status(404).json({ error: 'There is no such contact.' });
  return contact;
}
