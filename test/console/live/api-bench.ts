import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { commandsApi } from '../../../src/console/live/commands-api.ts';
import { FeedHub } from '../../../src/console/live/feed-hub.ts';
import { liveApi } from '../../../src/console/live/live-api.ts';
import { streamApi } from '../../../src/console/live/stream-api.ts';
import type { Call } from '../../../src/domain/call.ts';
import type { CallEventBody } from '../../../src/domain/event.ts';
import type { LineInForce } from '../../../src/domain/line-in-force.ts';
import type { Role } from '../../../src/domain/operator.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { testLine } from '../../support/test-line.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** The console's live part over real HTTP, with a store in memory and time by hand. */
export class ApiBench {
  readonly clock = new VirtualClock();
  readonly store = new MemoryStore();
  readonly log = new SilentLog();
  readonly hub = new FeedHub(this);
  readonly nudged: string[] = [];
  inForce: LineInForce | null = testLine();
  role: Role = 'operator';
  url = '';
  #server: Server | null = null;
  #ids = 0;

  async open(): Promise<this> {
    const app = express();
    app.use((_request, response, next) => {
      response.locals.operator = { name: 'dana', role: this.role };
      next();
    });
    const siteBook = { lineAtVersion: async () => this.inForce };
    const ids = { next: (prefix: string) => `${prefix}_${++this.#ids}`, token: () => '' };
    const nudge = (callId: string): void => void this.nudged.push(callId);
    app.use('/api', liveApi(this), streamApi(this.hub, this.log), commandsApi({ ...this, siteBook, ids, nudge }));
    this.#server = createServer(app);
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
    return this;
  }

  async close(): Promise<void> {
    this.hub.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async call(id: string, changes: Partial<Call> = {}): Promise<void> {
    const from = { kind: 'phone', number: '+14155550123' } as const;
    const own = { id, callSid: `CA_${id}`, siteId: 'testers', lineId: 'desk', from, to: '+14155550101' } as const;
    const call: Call = { ...own, direction: 'inbound', startedAt: this.clock.now(), ...changes };
    await this.store.openCall({ call, siteVersion: 'v' });
  }

  async happen(callId: string, ...events: readonly CallEventBody[]): Promise<void> {
    const at = this.clock.now();
    await this.store.appendEvents(events.map((event) => ({ callId, event: { ...event, at } })));
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers });
  }

  post(path: string, body: unknown): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  }
}
