import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL where databases may be created; null: none was to be had. */
    postgresUrl: string | null;
  }
}

/** One PostgreSQL for the whole run: the one TEST_DATABASE_URL names, else a throw-away cluster, else none. */
export async function setup(project: TestProject): Promise<() => void> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return () => undefined;
  }
  const binaries = findBinaries();
  if (binaries === null) {
    console.log('skipped: no PostgreSQL (install it, or set TEST_DATABASE_URL)');
    project.provide('postgresUrl', null);
    return () => undefined;
  }
  const cluster = await startCluster(binaries);
  project.provide('postgresUrl', cluster.url);
  return cluster.stop;
}

function findBinaries(): string | null {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions) {
    const directory = join(installed, version, 'bin');
    if (existsSync(join(directory, 'initdb'))) return directory;
  }
  return (process.env.PATH ?? '').split(':').find((directory) => existsSync(join(directory, 'initdb'))) ?? null;
}

async function startCluster(binaries: string): Promise<{ url: string; stop: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'attendant-pg-'));
  const data = join(directory, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const root = process.getuid?.() === 0;
  if (root) execFileSync('chown', ['postgres', directory]);
  chmodSync(directory, 0o755);
  const run = (program: string, args: readonly string[]): void => {
    const command = [join(binaries, program), ...args];
    const [file = '', ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file, rest, { stdio: 'ignore', cwd: directory });
  };
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync']);
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${directory} -c fsync=off -c max_connections=200`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(directory, 'log'), '-o', options, 'start']);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
