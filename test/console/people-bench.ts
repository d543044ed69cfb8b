import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import { peopleRouter } from '../../src/console/people/people-router.ts';
import type { Operator, Role } from '../../src/domain/operator.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Job } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The people's part of the console over real HTTP, for somebody of this role. */
export async function peopleBench(store: Store = new MemoryStore(), sites = [testLine().site]) {
  const clock = new VirtualClock();
  const log = new SilentLog();
  const jobs: Job[] = [];
  let next = 0;
  const ids = { next: (prefix: string) => `${prefix}_${++next}`, token: () => 'token' };
  const who: { role: Role } = { role: 'admin' };
  const app = express();
  app.use((_request, response, go) => {
    response.locals.operator = { name: `a ${who.role}`, role: who.role } satisfies Operator;
    go();
  });
  const siteBook = { sites: () => sites, lineForNumber: () => null, lineAtVersion: async () => null };
  const enqueue = async (job: Job): Promise<void> => void jobs.push(job);
  app.use('/api', peopleRouter({ store, siteBook, clock, ids, log, jobs: { enqueue } }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** A string goes out as a file of text. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const response = await fetch(`${origin}/api${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }
  return { store, clock, log, jobs, origin, ask, as: (role: Role) => (who.role = role) };
}

export type PeopleBench = Awaited<ReturnType<typeof peopleBench>>;
export interface Problem {
  readonly error: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
}
