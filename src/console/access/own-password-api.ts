import express, { type Request, type Response, Router } from 'express';
import { passwordProblem } from '../../domain/account.ts';
import { OwnPassword } from '../contract/access.ts';
import { operatorOf } from '../operator.ts';
import type { AccountsApiDependencies } from './accounts-api.ts';
import { refuse } from './refusal.ts';
import { writeSessionCookie } from './session-cookie.ts';

/** `POST /api/own-password`: whoever has an account changes its password, and goes on in a new session. */
export function ownPasswordApi(dependencies: AccountsApiDependencies): Router {
  const router = Router();
  router.post('/own-password', express.json({ limit: '8kb' }), (request, response) =>
    changeOwn(dependencies, request, response),
  );
  return router;
}

async function changeOwn(
  { door, store, passwords, clock }: AccountsApiDependencies,
  request: Request,
  response: Response,
): Promise<void> {
  const { name } = operatorOf(response);
  const given = OwnPassword.safeParse(request.body);
  if (!given.success)
    return void response.status(400).json({ error: 'Send the current and the new password, as JSON.' });
  const { current, password } = given.data;
  if ((await store.findAccount(name)) === null)
    return void response.status(409).json({ error: 'You have no account of your own here.' });
  const problem = passwordProblem(password, name);
  if (problem !== null) return void response.status(400).json({ error: problem });
  const right = await door.credentials.typed({ name, password: current }, request);
  if (!right.ok) return refuse(response, notSignedOut(right.failure));
  await store.changeAccount(
    name,
    { passwordHash: await passwords.hash(password) },
    { at: clock.now(), keepAdmin: true },
  );
  const detail = { password: 'changed' };
  await store.appendAudit({
    at: clock.now(),
    operator: name,
    action: 'change-account',
    subject: `account ${name}`,
    detail,
  });
  const signedIn = await door.signIn({ name, password }, request);
  if (signedIn.ok) writeSessionCookie(request, response, door.publicUrl(), signedIn.value.token);
  response.status(204).end();
}

/** A wrong current password is no reason to sign in again. */
const notSignedOut = <T extends { readonly status: number }>(failure: T) =>
  failure.status === 401 ? { ...failure, status: 403 as const, error: 'The current password is wrong.' } : failure;
