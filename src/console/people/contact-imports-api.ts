import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { RowError } from '../../domain/contact-import.ts';
import type { ContactImport, ImportRow } from '../../ports/contact-store.ts';
import { type ImportPreview, type ImportRowView, importChanges } from '../contract/contacts.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { compare, countsOf, readInSteps } from './import-preview.ts';
import type { ContactsDependencies } from './people-dependencies.ts';
import { numberIn, siteOf } from './site-of.ts';

const largestFile = '5mb';
const rowsShown = 200;
const errorsShown = 500;

/** Files of contacts: looked at first, then applied as they were looked at or not at all. */
export function contactImportsApi(dependencies: ContactsDependencies): Router {
  const router = Router();
  const text = express.text({ type: ['text/csv', 'text/plain'], limit: largestFile, defaultCharset: 'utf-8' });
  router.post('/contact-imports', atLeast('operator'), text, tooLarge, (request: Request, response: Response) =>
    preview(dependencies, request, response),
  );
  router.get('/contact-imports/:id', atLeast('operator'), async (request, response) => {
    const known = await found(dependencies, request, response);
    if (known !== null) response.json(await previewOf(dependencies, known));
  });
  router.get('/contact-imports/:id/rows', atLeast('operator'), (request, response) =>
    rows(dependencies, request, response),
  );
  router.post('/contact-imports/:id/apply', atLeast('operator'), (request, response) =>
    apply(dependencies, request, response),
  );
  return router;
}

const tooLarge: ErrorRequestHandler = (error: { readonly status?: unknown }, _request, response, _next) => {
  const isTooLarge = error.status === 413;
  const message = isTooLarge ? 'The file is larger than 5 MB; take it apart.' : 'The file cannot be read as text.';
  response.status(isTooLarge ? 413 : 400).json({ error: message });
};

async function preview(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const { store, siteBook } = dependencies;
  const site = siteOf(siteBook, request.query.site, response);
  if (site === null) return;
  if (typeof request.body !== 'string' || request.body.trim() === '')
    return refuse(response, 400, 'Send the file as text/csv; this one is empty.');
  const base = await store.contactVersion(site.id);
  const file = await readInSteps(request.body, site);
  const compared = file.errors.length > 0 ? { rows: [], errors: [] } : await compare(store, site, file);
  const errors = [...file.errors, ...compared.errors];
  const unknownColumns = [...file.unknownColumns];
  if (errors.length > 0)
    return void response.json({ ...refusedPreview(site.id, compared.rows, errors), unknownColumns });
  if (compared.rows.length === 0)
    return refuse(response, 400, 'There is no contact in the file, only the row of column names.');
  const one = await keepPreview(dependencies, site.id, operatorOf(response).name, base, compared.rows);
  response.status(201).json({ ...(await previewOf(dependencies, one)), unknownColumns });
}

function refusedPreview(siteId: string, rows: readonly ImportRow[], errors: readonly RowError[]): ImportPreview {
  return {
    id: null,
    siteId,
    state: 'refused',
    counts: countsOf(rows),
    rows: rows.slice(0, rowsShown).map(rowView),
    errors: errors.slice(0, errorsShown),
    errorCount: errors.length,
    unknownColumns: [],
  };
}

async function keepPreview(
  { store, clock, ids }: ContactsDependencies,
  siteId: string,
  createdBy: string,
  base: number,
  rows: readonly ImportRow[],
): Promise<ContactImport> {
  const id = ids.next('import');
  const one = { id, siteId, createdBy, createdAt: clock.now(), state: 'previewed', counts: countsOf(rows) } as const;
  await store.saveImport({ ...one, appliedAt: null }, base, rows);
  return { ...one, appliedAt: null };
}

/** What changes something stands before what does not. */
async function previewOf({ store }: ContactsDependencies, one: ContactImport): Promise<ImportPreview> {
  const { id, siteId, state, counts } = one;
  const [changed, added] = await Promise.all(
    (['changed', 'added'] as const).map((change) => store.importRows(id, { change, afterLine: 0, limit: rowsShown })),
  );
  const shown = [...(changed ?? []), ...(added ?? [])].slice(0, rowsShown).map(rowView);
  return { id, siteId, state, counts, rows: shown, errors: [], errorCount: 0, unknownColumns: [] };
}

const rowView = ({ line, change, contact: { id, name }, fields }: ImportRow): ImportRowView => ({
  line,
  change,
  id,
  name,
  fields: [...fields],
});

async function rows(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const known = await found(dependencies, request, response);
  if (known === null) return;
  const change = importChanges.find((one) => one === request.query.change) ?? null;
  const afterLine = numberIn(request.query.after, { least: 0, most: 1e9, otherwise: 0 });
  const page = await dependencies.store.importRows(known.id, { change, afterLine, limit: rowsShown + 1 });
  const shown = page.slice(0, rowsShown).map(rowView);
  response.json({ rows: shown, next: page.length > rowsShown ? (shown.at(-1)?.line ?? null) : null });
}

async function apply(dependencies: ContactsDependencies, request: Request, response: Response): Promise<void> {
  const known = await found(dependencies, request, response);
  if (known === null) return;
  const { store, clock } = dependencies;
  const at = clock.now();
  const outcome = await store.applyImport(known.id, at);
  if (outcome === 'stale')
    return refuse(
      response,
      409,
      'Contacts have changed since this preview. Choose the file again to see what it does now.',
    );
  if (outcome === 'already') return refuse(response, 409, 'This file has been applied already.');
  if (outcome === 'missing') return refuse(response, 404, 'There is no such preview any more. Choose the file again.');
  const { name: operator } = operatorOf(response);
  const detail = { siteId: known.siteId, ...known.counts };
  await store.appendAudit({ at, operator, action: 'import-contacts', subject: `import ${known.id}`, detail });
  response.json({ state: 'applied', counts: known.counts });
}

async function found(
  { store }: ContactsDependencies,
  request: Request,
  response: Response,
): Promise<ContactImport | null> {
  const known = await store.findImport(String(request.params.id));
  if (known === null) refuse(response, 404, 'There is no such preview any more. Choose the file again.');
  return known;
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
