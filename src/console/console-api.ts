import { Router } from 'express';
import { accountsApi } from './access/accounts-api.ts';
import { apiHeaders } from './access/api-headers.ts';
import { auditApi } from './access/audit-api.ts';
import { Door } from './access/door.ts';
import { ownPasswordApi } from './access/own-password-api.ts';
import { refuseForeign } from './access/request-origin.ts';
import { signInApi } from './access/sign-in-api.ts';
import { consoleAccess } from './access.ts';

import { callbacksApi } from './callbacks/callbacks-api.ts';
import { callsApi } from './calls-api.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import { healthApi } from './health/health-api.ts';
import { limitsApi } from './limits/limits-api.ts';
import { linesApi } from './lines/lines-api.ts';
import { commandsApi } from './live/commands-api.ts';
import { FeedHub } from './live/feed-hub.ts';
import { liveApi } from './live/live-api.ts';
import { streamApi } from './live/stream-api.ts';
import { messagesApi } from './messages/messages-api.ts';
import { peopleRouter } from './people/people-router.ts';
import { phoneApi } from './phone/phone-api.ts';
import { recordingsApi } from './recordings-api.ts';
import { sandboxApi } from './sandbox-api.ts';
import { whoApi } from './who-api.ts';

/** The JSON below `/api/`: everything but signing in behind the access check. */
export function createConsoleApi(dependencies: ConsoleDependencies, door = new Door(dependencies)): Router {
  const router = Router();
  const { store, passwords } = dependencies;
  router.use(apiHeaders, refuseForeign(door.publicUrl));
  router.use(signInApi({ door, store }));
  router.use(consoleAccess(door));
  if (passwords !== undefined) router.use(accountsApi({ ...dependencies, door, passwords }));
  if (passwords !== undefined) router.use(ownPasswordApi({ ...dependencies, door, passwords }));
  router.use(auditApi(store));
  router.use(whoApi(dependencies));
  router.use(sandboxApi(dependencies));
  router.use(callsApi(dependencies));
  router.use(callbacksApi(dependencies));
  router.use(messagesApi(dependencies));
  router.use(healthApi(dependencies));
  router.use(limitsApi(dependencies));
  router.use(linesApi(dependencies));
  router.use('/phone', phoneApi(dependencies));
  router.use(commandsApi({ ...dependencies, nudge: dependencies.nudge ?? (() => undefined) }));
  router.use(liveApi(dependencies));
  router.use(streamApi(dependencies.feed ?? new FeedHub(dependencies), dependencies.log));
  const { archive } = dependencies;
  if (archive !== undefined) router.use(recordingsApi({ ...dependencies, archive }));
  router.use((_request, response) => void response.status(404).json({ error: 'There is no such address.' }));
  router.use(answerProblems(dependencies.log));
  return router;
}
