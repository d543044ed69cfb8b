import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usedDataDirectory } from './support/embedded-template.ts';

describe('accounts from the terminal', () => {
  let dataDirectory: string;
  beforeAll(() => {
    dataDirectory = usedDataDirectory();
  });
  afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

  /** As `npm run accounts -- …` runs it, with this piped in. */
  async function accounts(input: string, ...args: readonly string[]) {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, DATA_DIR: dataDirectory };
    const child = spawn(process.execPath, ['src/manage-accounts.ts', ...args], { env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    await once(child, 'close');
    return { output, exitCode: child.exitCode };
  }

  it('[ACC80] are added, changed, listed and removed, with the password piped in and shown nowhere', async () => {
    const added = await accounts('correct horse battery\nmore\n', 'add', 'Root', '--role', 'admin');
    expect(added).toEqual({ output: 'root may sign in to the console as admin.\n', exitCode: 0 });
    expect(await accounts('correct horse battery', 'add', 'root', '--role', 'viewer')).toEqual({
      output: 'There is an account "root" already.\n',
      exitCode: 1,
    });
    expect((await accounts('', 'role', 'root', '--role', 'viewer')).exitCode).toBe(0);
    expect((await accounts('', 'list')).output).toMatch(/^root +viewer\n$/);
    expect((await accounts('', 'remove', 'root')).exitCode).toBe(0);
    expect((await accounts('', 'list')).output).toBe('There are no accounts.\n');
  }, 120_000);

  it.each([
    [
      'a password in the arguments',
      'x',
      ['add', 'night-desk', 'correct horse battery', '--role', 'admin'],
      'never an argument',
    ],
    ['a weak password', 'short\n', ['add', 'night-desk', '--role', 'admin'], 'at least 12 characters'],
    ['no password', '', ['add', 'night-desk', '--role', 'admin'], 'at least 12 characters'],
    ['a bad name', 'correct horse battery', ['add', 'dana smith', '--role', 'admin'], 'A name has'],
    ['no role', 'correct horse battery', ['add', 'night-desk'], '--role viewer|operator|admin'],
    [
      'a role that is none',
      'correct horse battery',
      ['add', 'night-desk', '--role', 'owner'],
      '--role viewer|operator|admin',
    ],
    ['nothing', '', [], 'npm run accounts -- list'],
  ])('[ACC81] %s is refused before the store is opened', async (_what, input, args, word) => {
    const { output, exitCode } = await accounts(input, ...args);
    expect(exitCode).toBe(1);
    expect(output).toContain(word);
  });
});
