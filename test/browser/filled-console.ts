import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runPhone } from '../../src/sandbox/phone/run-phone.ts';
import type { ConsoleBench } from './console-bench.ts';

/** Scripts of this folder, and the number each calls. */
const scripts = { messages: '+14155550102', booking: '+14155550102', transfer: '+14155550101' } as const;
const speed = '20';

/** Asks the console as a script does, with the server's own password. */
export function asking(bench: ConsoleBench, password: string) {
  const authorization = `Basic ${Buffer.from(`console:${password}`).toString('base64')}`;
  return async <T>(path: string, body?: unknown, type = 'application/json'): Promise<T> => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${bench.server.url}/api${path}`, {
      headers: { authorization, 'content-type': type },
      ...(body !== undefined && { method: 'POST', body: sent }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? null : await response.json()) as T;
  };
}

/** Something on every page: contacts, calls of every kind, texts and e-mails, a call back, an account. */
export async function fill(bench: ConsoleBench, password: string): Promise<void> {
  const ask = asking(bench, password);
  const csv = readFileSync(join(bench.folder.path, 'contacts.csv'), 'utf8');
  const { id } = await ask<{ id: string }>('/contact-imports?site=brightwater', csv, 'text/csv');
  await ask(`/contact-imports/${id}/apply`, {});
  await ask('/accounts', { name: 'vera', role: 'viewer', password: 'only here to have a look' });
  const { carrierUrl } = await ask<{ carrierUrl: string }>('/sandbox');
  await Promise.all(Object.entries(scripts).map(([name, to]) => play(name, to, carrierUrl)));
}

/** A call that goes on until its caller has been silent for too long. */
export async function beginCall(bench: ConsoleBench, password: string): Promise<void> {
  const { carrierUrl } = await asking(bench, password)<{ carrierUrl: string }>('/sandbox');
  const body = JSON.stringify({ from: '+14155550199', to: '+14155550101' });
  const response = await fetch(`${carrierUrl}/sandbox/calls`, { method: 'POST', body });
  if (!response.ok) throw new Error(`no call: ${await response.text()}`);
}

async function play(name: string, to: string, carrierUrl: string): Promise<void> {
  const file = join(import.meta.dirname, 'scripts', `${name}.yaml`);
  const stdout = new PassThrough();
  let said = '';
  stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const streams = { stdin: process.stdin, stdout: stdout as unknown as NodeJS.WriteStream & { fd: 1 } };
  const code = await runPhone(['--carrier', carrierUrl, '--to', to, '--script', file, '--speed', speed], streams);
  if (code !== 0) throw new Error(`${name} went otherwise:\n${said}`);
}
