import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Call } from '../../src/domain/call.ts';
import { createPages } from '../../src/pages/pages.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const from = { kind: 'phone', number: '+14155550130' } as const;

/** The pages behind a real HTTP server; the form `secret-token` belongs to a running call. */
export class PagesBench {
  readonly clock = new VirtualClock();
  readonly store = new MemoryStore();
  readonly log = new SilentLog();
  readonly nudged: string[] = [];
  readonly counted: string[] = [];
  #server: Server | null = null;
  #ids = 0;

  async open(): Promise<this> {
    const place = { siteId: 'testers', lineId: 'desk', to: '+14155550101', startedAt: this.clock.now() };
    const call: Call = { id: 'call_1', callSid: 'CA1', direction: 'inbound', from, ...place };
    await this.store.openCall({ call, siteVersion: 'v' });
    await this.store.saveForm('secret-token', { callId: 'call_1', expiresAt: this.clock.now() + 600_000 });
    const app = express();
    app.use('/form', this.#pages());
    this.#server = createServer(app);
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async ask(path = 'secret-token', init: RequestInit = {}) {
    const address = this.#server?.address() as AddressInfo | undefined;
    const response = await fetch(`http://127.0.0.1:${address?.port}/form/${path}`, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  type(address: string, path = 'secret-token') {
    return this.ask(path, { method: 'POST', body: new URLSearchParams({ address }) });
  }

  notices() {
    return this.store.takeNotices(['call_1']);
  }

  #pages() {
    const { store, clock, log } = this;
    return createPages({
      store,
      clock,
      log,
      ids: { next: (prefix) => `${prefix}_${++this.#ids}`, token: () => 'token' },
      metrics: {
        count: (name, labels) => void this.counted.push(`${name} ${Object.values(labels ?? {})}`),
        observe() {},
        gauge() {},
        render: async () => '',
      },
      nudge: (callId) => void this.nudged.push(callId),
    });
  }
}
