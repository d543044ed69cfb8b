import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openStore } from './adapters/open-store.ts';
import { createPinoLog } from './adapters/pino-log.ts';
import { createRandomIds } from './adapters/random-ids.ts';
import { createScryptPasswordHasher } from './adapters/scrypt-password-hasher.ts';
import { systemClock as clock } from './adapters/system-clock.ts';
import { processEnvironment, readEnvironment } from './config/env.ts';
import { accountName, nameProblem, passwordProblem } from './domain/account.ts';
import { AttendantError } from './domain/errors.ts';
import { type Role, roles } from './domain/operator.ts';
import type { Store } from './ports/store.ts';

const usage = `npm run accounts -- list
npm run accounts -- add NAME --role ${roles.join('|')}
npm run accounts -- password NAME
npm run accounts -- role NAME --role ${roles.join('|')}
npm run accounts -- remove NAME
The password is asked for, or read from what is piped in; it is never an argument.`;

/** The accounts of the console from the terminal: for the first one, and for when nobody knows a password any more. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { role: { type: 'string' } } });
  const [command = '', typed, stray] = positionals;
  const takesName = ['add', 'password', 'role', 'remove'].includes(command);
  if (stray !== undefined || (takesName ? typed === undefined : command !== 'list' || typed !== undefined))
    throw new AttendantError('bad_request', usage);
  const environment = readEnvironment(processEnvironment());
  const ids = createRandomIds(clock);
  const name = accountName(typed ?? '');
  const role = readRole(values.role, command === 'add' || command === 'role');
  const problem = command === 'add' ? nameProblem(name) : null;
  if (problem !== null) throw new AttendantError('bad_request', problem);
  const password = command === 'add' || command === 'password' ? await readPassword(name) : '';
  const passwords = createScryptPasswordHasher();
  const passwordHash = password === '' ? '' : await passwords.hash(password);
  const opened = await openStore({ ...environment, clock, ids, log: createPinoLog('warn') });
  try {
    const { store } = opened;
    const free = { at: clock.now(), keepAdmin: false };
    if (command === 'list') await list(store);
    else if (command === 'add') await add(store, { id: ids.next('account'), name, role, passwordHash });
    else if (command === 'password') done(await store.changeAccount(name, { passwordHash }, free), name);
    else if (command === 'role') done(await store.changeAccount(name, { role }, free), name);
    else done(await store.deleteAccount(name, free), name);
    if (command !== 'list') await keep(store, command, name, command === 'add' || command === 'role' ? { role } : {});
  } finally {
    await opened.close();
  }
}

async function list(store: Store): Promise<void> {
  const accounts = await store.accounts();
  const lines = accounts.map(({ name, role }) => `${name.padEnd(24)} ${role}`);
  process.stdout.write(`${lines.length === 0 ? 'There are no accounts.' : lines.join('\n')}\n`);
}

async function add(
  store: Store,
  account: { readonly id: string; readonly name: string; readonly role: Role; readonly passwordHash: string },
): Promise<void> {
  if (!(await store.addAccount({ ...account, createdAt: clock.now() })))
    throw new AttendantError('conflict', `There is an account "${account.name}" already.`);
  process.stdout.write(`${account.name} may sign in to the console as ${account.role}.\n`);
}

function done(outcome: string, name: string): void {
  if (outcome === 'unknown') throw new AttendantError('not_found', `There is no account "${name}".`);
  process.stdout.write('Done. Every session of this account is over.\n');
}

const actions: Readonly<Record<string, string>> = { add: 'add-account', remove: 'delete-account' };

function keep(store: Store, command: string, name: string, detail: Readonly<Record<string, string>>): Promise<void> {
  const action = actions[command] ?? 'change-account';
  const changed = command === 'password' ? { password: 'changed' } : detail;
  return store.appendAudit({
    at: clock.now(),
    operator: 'terminal',
    action,
    subject: `account ${name}`,
    detail: changed,
  });
}

function readRole(given: string | undefined, needed: boolean): Role {
  const role = roles.find((one) => one === given);
  if (role !== undefined) return role;
  if (needed || given !== undefined) throw new AttendantError('bad_request', `Say which: --role ${roles.join('|')}`);
  return 'viewer';
}

/** At a terminal nothing of it is shown, and it is typed twice; otherwise the first line of what is piped in. */
async function readPassword(name: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: silent(), terminal: isTerminal });
  const ended = once(lines, 'close').then(() => '');
  const ask = async (question: string): Promise<string> => {
    if (isTerminal) process.stderr.write(question);
    const line = await Promise.race([once(lines, 'line').then(([text]) => String(text)), ended]);
    if (isTerminal) process.stderr.write('\n');
    return line;
  };
  try {
    const password = await ask('Password: ');
    const problem = passwordProblem(password, name);
    if (problem !== null) throw new AttendantError('bad_request', problem);
    if (isTerminal && (await ask('Once more: ')) !== password)
      throw new AttendantError('bad_request', 'These were two different passwords.');
    return password;
  } finally {
    lines.close();
  }
}

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, written) => written() });

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
