import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import { answerProblems } from '../../../src/console/answer-problems.ts';
import { phoneApi } from '../../../src/console/phone/phone-api.ts';
import type { Contact } from '../../../src/domain/call.ts';
import type { Operator, Role } from '../../../src/domain/operator.ts';
import { ScriptDesk } from '../../../src/sandbox/phone/script-desk.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import { startPair } from '../../sandbox/carrier/with-call.ts';
import { answerCalls } from '../../sandbox/phone/echo-bot.ts';
import { bookOf } from '../../support/callback-samples.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { testLine } from '../../support/test-line.ts';

const contact = (id: string, name: string, identifiers: readonly string[]): Contact => ({
  id,
  siteId: 'testers',
  name,
  callbackNumber: null,
  email: null,
  language: null,
  timeZone: null,
  notes: null,
  identifiers,
});

export const dana = contact('contact_dana', 'Dana Whitfield', ['dana@example.com', '+14155550121']);
const mailOnly = contact('contact_mail', 'No Number', ['mail@example.com']);

export interface BenchOptions {
  readonly role?: Role;
  /** No stand-in runs. */
  readonly without?: boolean;
  /** Where the saved scripts lie. */
  readonly directory?: string;
}

/** The console's phone over real HTTP, before a real stand-in whose bot says back what it hears. */
export async function phoneBench({ role = 'operator', without = false, directory = '/nowhere' }: BenchOptions = {}) {
  let carrierUrl = '';
  const scripts = new ScriptDesk({ directory, clock: realClock, carrierUrl: () => carrierUrl });
  const { app, carrier } = await startPair({ extension: scripts });
  carrierUrl = carrier.url;
  answerCalls(app);
  const store = new MemoryStore();
  await store.saveContacts([dana, mailOnly]);
  const { site } = testLine();
  const siteBook = bookOf(() => site);
  const sandbox = () => (without ? null : { carrierUrl });
  const web = express();
  web.use((_request, response, next) => {
    response.locals.operator = { name: 'Robin', role } satisfies Operator;
    next();
  });
  web.use('/api/phone', phoneApi({ store, siteBook, clock: realClock, sandbox }), answerProblems(new SilentLog()));
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await scripts.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/phone`;
  const ask = async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(url + path, sent);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { app, carrier, scripts, store, url, ask };
}

export const desk = { siteId: 'testers', lineId: 'desk' };
