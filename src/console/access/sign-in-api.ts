import express, { type Request, type Response, Router } from 'express';
import type { Store } from '../../ports/store.ts';
import { consoleAccess } from '../access.ts';
import { SignInRequest, type SignInWays } from '../contract/access.ts';
import { operatorOf } from '../operator.ts';
import type { Door } from './door.ts';
import { refuse } from './refusal.ts';
import { clearSessionCookie, writeSessionCookie } from './session-cookie.ts';

export interface SignInApiDependencies {
  readonly door: Door;
  readonly store: Pick<Store, 'appendAudit' | 'hasAccounts'>;
}

/** Into the console and out of it: what stands before the access check. */
export function signInApi({ door, store }: SignInApiDependencies): Router {
  const router = Router();
  const keep = (operator: string, action: string) =>
    store.appendAudit({ at: door.clock.now(), operator, action, subject: 'console', detail: {} });
  router.get('/sign-in', async (_request, response) => {
    const names = await store.hasAccounts();
    const ways: SignInWays = { needed: names || door.hasSharedPassword, names, sharedPassword: door.hasSharedPassword };
    response.json(ways);
  });
  router.post('/sign-in', express.json({ limit: '8kb' }), async (request: Request, response: Response) => {
    const credentials = SignInRequest.safeParse(request.body);
    if (!credentials.success) return void response.status(400).json({ error: 'Send a name and a password, as JSON.' });
    const signedIn = await door.signIn(credentials.data, request);
    if (!signedIn.ok) return refuse(response, signedIn.failure);
    await keep(signedIn.value.operator.name, 'sign-in');
    writeSessionCookie(request, response, door.publicUrl(), signedIn.value.token);
    response.json({ operator: signedIn.value.operator });
  });
  router.post('/sign-out', consoleAccess(door), async (request, response) => {
    await door.signOut(request);
    clearSessionCookie(request, response);
    await keep(operatorOf(response).name, 'sign-out');
    response.status(204).end();
  });
  return router;
}
