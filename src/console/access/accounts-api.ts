import express, { type Request, type Response, Router } from 'express';
import { accountName, localOperator, nameProblem, passwordProblem } from '../../domain/account.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Store } from '../../ports/store.ts';
import type { Clock, Ids } from '../../ports.ts';
import { AccountChange, type Accounts, NewAccount } from '../contract/access.ts';
import { atLeast, operatorOf } from '../operator.ts';
import type { Door } from './door.ts';

export interface AccountsApiDependencies {
  readonly door: Door;
  readonly store: Store;
  readonly passwords: PasswordHasher;
  readonly clock: Clock;
  readonly ids: Ids;
}

const lastAdmin =
  'This is the last admin: nobody could administer the console without. Make somebody else admin first.';
const unknown = 'There is no such account.';

/** Who may sign in: for admins. */
export function accountsApi(dependencies: AccountsApiDependencies): Router {
  const router = Router();
  const json = express.json({ limit: '8kb' });
  router.get('/accounts', atLeast('admin'), async (_request, response) => {
    const accounts = await dependencies.store.accounts();
    const { hasSharedPassword: sharedPassword } = dependencies.door;
    response.json({
      accounts: [...accounts],
      open: accounts.length === 0 && !sharedPassword,
      sharedPassword,
    } satisfies Accounts);
  });
  router.post('/accounts', atLeast('admin'), json, (request, response) => add(dependencies, request, response));
  router.patch('/accounts/:name', atLeast('admin'), json, (request, response) =>
    change(dependencies, request, response),
  );
  router.delete('/accounts/:name', atLeast('admin'), (request, response) => remove(dependencies, request, response));
  return router;
}

async function add(dependencies: AccountsApiDependencies, request: Request, response: Response): Promise<void> {
  const { store, passwords, clock, ids } = dependencies;
  const given = NewAccount.safeParse(request.body);
  if (!given.success) return refuse(response, 400, 'Send a name, a role and a password, as JSON.');
  const { role, password } = given.data;
  const name = accountName(given.data.name);
  const problem = nameProblem(name) ?? passwordProblem(password, name);
  if (problem !== null) return refuse(response, 400, problem);
  if (operatorOf(response).name === localOperator && role !== 'admin' && !(await store.hasAccounts()))
    return refuse(response, 409, 'The first account must be an admin: from then on everybody signs in.');
  const account = { id: ids.next('account'), name, role, passwordHash: await passwords.hash(password) };
  if (!(await store.addAccount({ ...account, createdAt: clock.now() })))
    return refuse(response, 409, `There is an account "${name}" already.`);
  await keep(dependencies, response, 'add-account', name, { role });
  response.status(201).json({ name, role });
}

async function change(dependencies: AccountsApiDependencies, request: Request, response: Response): Promise<void> {
  const { store, passwords, clock } = dependencies;
  const name = accountName(String(request.params.name));
  const given = AccountChange.safeParse(request.body);
  if (!given.success) return refuse(response, 400, 'Send a role, a password or both, as JSON.');
  const { role, password } = given.data;
  const problem = password === undefined ? null : passwordProblem(password, name);
  if (problem !== null) return refuse(response, 400, problem);
  const passwordHash = password === undefined ? undefined : await passwords.hash(password);
  const changes = { ...(role !== undefined && { role }), ...(passwordHash !== undefined && { passwordHash }) };
  const changed = await store.changeAccount(name, changes, { at: clock.now(), keepAdmin: mustKeep(dependencies) });
  if (changed !== 'done')
    return refuse(response, changed === 'unknown' ? 404 : 409, changed === 'unknown' ? unknown : lastAdmin);
  const detail = { ...(role !== undefined && { role }), ...(password !== undefined && { password: 'changed' }) };
  await keep(dependencies, response, 'change-account', name, detail);
  response.status(204).end();
}

async function remove(dependencies: AccountsApiDependencies, request: Request, response: Response): Promise<void> {
  const name = accountName(String(request.params.name));
  if (name === operatorOf(response).name) return refuse(response, 409, 'Nobody can delete the account they are using.');
  const gone = await dependencies.store.deleteAccount(name, { keepAdmin: mustKeep(dependencies) });
  if (gone !== 'done')
    return refuse(response, gone === 'unknown' ? 404 : 409, gone === 'unknown' ? unknown : lastAdmin);
  await keep(dependencies, response, 'delete-account', name, {});
  response.status(204).end();
}

/** Whoever knows the shared password can always administer. */
const mustKeep = ({ door }: AccountsApiDependencies): boolean => !door.hasSharedPassword;

function keep(
  { store, clock }: AccountsApiDependencies,
  response: Response,
  action: string,
  name: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const operator = operatorOf(response).name;
  return store.appendAudit({ at: clock.now(), operator, action, subject: `account ${name}`, detail });
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
