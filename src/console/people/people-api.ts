import { type Request, type Response, Router } from 'express';
import { toAttendantError } from '../../domain/errors.ts';
import { type Deletion, nothingCounted } from '../../ports/people-store.ts';
import {
  DELETE_WORD,
  DeletionRequest,
  type DeletionView,
  type PersonCounts,
  type PersonPreview,
} from '../contract/people.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { shownTo } from '../unmask.ts';
import { identifierShown } from './contact-views.ts';
import { findPerson } from './find-person.ts';
import type { PeopleDependencies } from './people-dependencies.ts';
import { writePerson } from './person-export.ts';

const deletionsShown = 50;

/** A person's data: what there is, all of it as a file, and its deletion. For administrators, and always kept. */
export function peopleApi(dependencies: PeopleDependencies): Router {
  const router = Router();
  router.use('/people', atLeast('admin'));
  router.post('/people/preview', (request, response) => preview(dependencies, request, response));
  router.post('/people/export', (request, response) => exportPerson(dependencies, request.body, response));
  router.get('/people/export', ({ query: { site, contact } }, response) =>
    exportPerson(dependencies, { siteId: site, contactId: contact }, response),
  );
  router.post('/people/deletions', (request, response) => startDeletion(dependencies, request, response));
  router.get('/people/deletions', async (_request, response) => {
    const deletions = await dependencies.store.recentDeletions(deletionsShown);
    response.json({ deletions: deletions.map(deletionView) });
  });
  router.get('/people/deletions/:id', async (request, response) => {
    const deletion = await dependencies.store.findDeletion(request.params.id);
    if (deletion === null) return void response.status(404).json({ error: 'There is no such deletion.' });
    response.json(deletionView(deletion));
  });
  return router;
}

async function preview(dependencies: PeopleDependencies, request: Request, response: Response): Promise<void> {
  const person = await findPerson(dependencies, request.body, response);
  if (person === null) return;
  const shown = await shownTo(dependencies, request, response, person.subject);
  if (shown === null) return;
  const counted = await dependencies.store.countPerson(person);
  const answer: PersonPreview = {
    siteId: person.siteId,
    name: person.name,
    identifiers: person.identifiers.map((one) => identifierShown(one, shown)),
    counts: countsOf(counted),
    blocked: blockedBy(counted),
  };
  response.set('Cache-Control', 'no-store').json(answer);
}

/** A call that goes on would write down again what is being deleted. */
function blockedBy({ running, dialing }: { readonly running: number; readonly dialing: number }): string | null {
  if (running > 0) return 'They are on the phone right now. Wait until the call is over, or end it on the Live page.';
  if (dialing > 0) return 'They are being called back right now. Wait until that call is over.';
  return null;
}

async function exportPerson(dependencies: PeopleDependencies, given: unknown, response: Response): Promise<void> {
  const { store, clock, log } = dependencies;
  const person = await findPerson(dependencies, given, response);
  if (person === null) return;
  const { name: operator } = operatorOf(response);
  const { siteId, subject } = person;
  const at = clock.now();
  await store.appendAudit({ at, operator, action: 'export-person', subject, detail: { siteId } });
  response.set({
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="person.json"',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  try {
    await writePerson(store, person, at, response);
  } catch (error) {
    // A file that ends too early must not look whole.
    log.error("a person's data could not be exported", { error: toAttendantError(error) });
    response.destroy();
  }
}

async function startDeletion(dependencies: PeopleDependencies, request: Request, response: Response): Promise<void> {
  const { store, clock, ids, jobs } = dependencies;
  const confirmed = DeletionRequest.safeParse(request.body);
  if (!confirmed.success)
    return void response.status(400).json({ error: `Type the word "${DELETE_WORD}" to confirm.` });
  const person = await findPerson(dependencies, confirmed.data, response);
  if (person === null) return;
  const counted = await store.countPerson(person);
  const blocked = blockedBy(counted);
  if (blocked !== null) return void response.status(409).json({ error: blocked });
  const { name: requestedBy } = operatorOf(response);
  const { siteId, identifiers, subject } = person;
  const [id, at] = [ids.next('deletion'), clock.now()];
  const expected = countsOf(counted);
  await store.appendAudit({
    at,
    operator: requestedBy,
    action: 'delete-person',
    subject: `deletion ${id}`,
    detail: { siteId, of: subject.startsWith('contact') ? subject : null },
  });
  const deletion: Deletion = {
    id,
    siteId,
    identifiers,
    requestedBy,
    requestedAt: at,
    expected,
    counts: nothingCounted,
    doneAt: null,
  };
  await store.saveDeletion(deletion);
  await jobs?.enqueue({ name: 'delete-person', deletionId: id }, `delete-person:${id}`, at);
  response.status(202).json(deletionView(deletion));
}

const countsOf = ({ contacts, calls, messages, callbacks, recordings, optOuts }: PersonCounts): PersonCounts => ({
  contacts,
  calls,
  messages,
  callbacks,
  recordings,
  optOuts,
});

const deletionView = ({ id, siteId, requestedBy, requestedAt, doneAt, expected, counts }: Deletion): DeletionView => ({
  id,
  siteId,
  requestedBy,
  requestedAt,
  doneAt,
  expected: countsOf(expected),
  counts: countsOf(counts),
});
