import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { answerProblems } from '../../src/console/answer-problems.ts';
import { callbacksApi } from '../../src/console/callbacks/callbacks-api.ts';
import type { DeskDependencies } from '../../src/console/callbacks/desk-dependencies.ts';
import { messagesApi } from '../../src/console/messages/messages-api.ts';
import type { Operator, Role } from '../../src/domain/operator.ts';

/** The parts of an answer the tests look at. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is compared with what is expected, whatever it holds
type Body = any;
export interface Answered {
  readonly status: number;
  readonly body: Body;
}

/** The APIs of callbacks and messages behind a real HTTP server; who asks stands in a header. */
export class Desk {
  readonly #server: Server;

  constructor(ports: DeskDependencies) {
    const app = express();
    app.use((request, response, next) => {
      const role = (request.headers['x-role'] ?? 'operator') as Role;
      response.locals.operator = { name: `${request.headers['x-name'] ?? 'ann'}`, role } satisfies Operator;
      next();
    });
    app.use('/api', callbacksApi(ports), messagesApi(ports), answerProblems(ports.log));
    this.#server = createServer(app);
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get(path: string, role: Role = 'operator'): Promise<Answered> {
    return this.#ask(path, { headers: { 'x-role': role } });
  }

  post(path: string, body: unknown, role: Role = 'operator', name = 'ann'): Promise<Answered> {
    const headers = { 'x-role': role, 'x-name': name, 'content-type': 'application/json' };
    return this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<Answered> {
    const { port } = this.#server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/${path}`, init);
    return { status: response.status, body: await response.json() };
  }
}
