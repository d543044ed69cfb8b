import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { onTestFinished } from 'vitest';
import { answerProblems } from '../../src/console/answer-problems.ts';
import type { ConsoleDependencies } from '../../src/console/console-dependencies.ts';
import type { SiteBook } from '../../src/domain/line-in-force.ts';
import type { Operator, Role } from '../../src/domain/operator.ts';
import { previewTools } from '../../src/tools/preview-tools.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const noSites: SiteBook = { lineForNumber: () => null, lineAtVersion: async () => null, sites: () => [] };

export function consoleParts(changes: Partial<ConsoleDependencies> = {}) {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const log = new SilentLog();
  const metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
  const ids = { next: (prefix: string) => `${prefix}_1`, token: () => 'token' };
  const dependencies: ConsoleDependencies = {
    ...{ store, clock, log, ids, metrics, siteBook: noSites, previewTools },
    ...{ consolePassword: null, sandbox: () => null, deliver: async () => null, announceCallback: async () => null },
    ...changes,
  };
  return { store, clock, log, dependencies };
}

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** The router of an area on a free port, asked by whoever the request says. */
export async function consoleServer(router: Router) {
  const app = express();
  app.use('/api', (request, response, next) => {
    const role = (request.headers['x-role'] ?? 'admin') as Role;
    response.locals.operator = { name: `a ${role}`, role } satisfies Operator;
    next();
  });
  app.use('/api', router);
  app.use(answerProblems(new SilentLog()));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api`;
  const ask = async <T>(path: string, options: { method?: string; body?: unknown; role?: Role } = {}) => {
    const { method = 'GET', body, role = 'admin' } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'x-role': role, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T } satisfies Answered<T>;
  };
  return { port, ask };
}
