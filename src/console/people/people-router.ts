import express, { type ErrorRequestHandler, Router } from 'express';
import { contactImportsApi } from './contact-imports-api.ts';
import { contactsApi } from './contacts-api.ts';
import { optOutsApi } from './opt-outs-api.ts';
import { peopleApi } from './people-api.ts';
import type { PeopleDependencies } from './people-dependencies.ts';
import { retentionApi } from './retention-api.ts';

/** Contacts, opt-outs, a person's data, and what is kept of calls. */
export function peopleRouter(dependencies: PeopleDependencies): Router {
  const router = Router();
  router.use(['/contacts', '/contact-imports', '/opt-outs', '/people'], express.json({ limit: '64kb' }), notJson);
  router.use(contactImportsApi(dependencies));
  router.use(contactsApi(dependencies));
  router.use(optOutsApi(dependencies));
  router.use(peopleApi(dependencies));
  router.use(retentionApi(dependencies));
  return router;
}

const notJson: ErrorRequestHandler = (error: { readonly status?: unknown }, _request, response, _next) => {
  const isTooLarge = error.status === 413;
  response
    .status(isTooLarge ? 413 : 400)
    .json({ error: isTooLarge ? 'That is too much at once.' : 'That is not JSON.' });
};
