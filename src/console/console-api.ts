import { Router } from 'express';
import { consoleAccess } from './access.ts';
import { callbacksApi } from './callbacks-api.ts';
import { callsApi } from './calls-api.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import { recordingsApi } from './recordings-api.ts';
import { sandboxApi } from './sandbox-api.ts';
import { whoApi } from './who-api.ts';

/** The JSON below `/api/`: everything behind the access check. */
export function createConsoleApi(dependencies: ConsoleDependencies): Router {
  const router = Router();
  router.use(consoleAccess(dependencies.consolePassword));
  router.use(whoApi(dependencies));
  router.use(sandboxApi(dependencies));
  router.use(callsApi(dependencies.store));
  router.use(callbacksApi(dependencies.store));
  const { archive } = dependencies;
  if (archive !== undefined) router.use(recordingsApi({ ...dependencies, archive }));
  router.use((_request, response) => void response.status(404).json({ error: 'There is no such address.' }));
  return router;
}
