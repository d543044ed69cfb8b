import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { LineInForce, SiteBook } from '../../src/domain/line-in-force.ts';
import { Site } from '../../src/domain/site.ts';
import type { Journal, Log, Metrics } from '../../src/ports.ts';
import { createTwilioRouter } from '../../src/webhook/twilio-router.ts';
import type { WebhookPorts } from '../../src/webhook/webhook-ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const ORIGIN = 'https://voice.example.com';
export const LINE = '+14155550101';
export const FALLBACK = '+14155550119';
export const CALLER = '+14155550121';
const TOKEN = 'the-auth-token';

/** Twilio's algorithm, written again: a mistake in ours must not hide in the test. */
export function sign(url: string, form: Readonly<Record<string, string>> = {}, token = TOKEN): string {
  const data = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url);
  return createHmac('sha1', token).update(data, 'utf8').digest('base64');
}

export const site = (line: Readonly<Record<string, unknown>> = {}): Site =>
  Site.parse({
    id: 'acme',
    name: 'Acme',
    time_zone: 'America/New_York',
    country: 'US',
    plan: 'pro',
    lines: [
      {
        id: 'support',
        name: 'Support',
        numbers: [LINE],
        greeting: 'Hello, I am the AI assistant.',
        persona: { name: 'Sam' },
        prompt: 'Help.',
        fallback_number: FALLBACK,
        escalation: { transfer: true },
        transfer: {
          targets: [
            { id: 'desk', number: '+14155550111', department: 'support' },
            { id: 'night', sip_uri: 'sip:night@pbx.example.com', department: 'emergencies', ring_seconds: 30 },
          ],
        },
        ...line,
      },
    ],
  });

const SILENT: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => SILENT,
};

class PlainJournal implements Journal {
  readonly #store: MemoryStore;
  #last: Promise<unknown> = Promise.resolve();
  constructor(store: MemoryStore) {
    this.#store = store;
  }
  append(callId: string, event: CallEvent): void {
    this.#last = this.#last.then(() => this.#store.appendEvents([{ callId, event }])).catch(() => {});
  }
  async flush(): Promise<void> {
    await this.#last;
  }
  async close(): Promise<void> {
    await this.#last;
  }
}

/** The router behind a real HTTP server, with everything it needs standing in memory. */
export class WebhookBench {
  readonly store = new MemoryStore();
  readonly clock = new VirtualClock();
  readonly log: string[] = [];
  readonly counted: string[] = [];
  readonly journal = new PlainJournal(this.store);
  draining = false;
  site: Site;
  #server: Server | null = null;
  #ids = 0;

  constructor(line: Readonly<Record<string, unknown>> = {}) {
    this.site = site(line);
  }

  async open(overrides: Partial<WebhookPorts> = {}): Promise<this> {
    const app = express();
    app.use('/twilio', createTwilioRouter({ ...this.ports(), ...overrides }));
    this.#server = createServer(app);
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  ports(): WebhookPorts {
    const note = (message: string, fields?: unknown): void =>
      void this.log.push(message + JSON.stringify(fields ?? {}));
    const metrics: Metrics = {
      count: (name, labels) => void this.counted.push(`${name} ${labels?.route} ${labels?.outcome}`),
      observe() {},
      gauge() {},
      render: async () => '',
    };
    return {
      siteBook: this.#siteBook(),
      store: this.store,
      journal: this.journal,
      verifier: createTwilioRequestVerifier(TOKEN),
      clock: this.clock,
      ids: { next: (prefix) => `${prefix}_${++this.#ids}`, token: () => `token${++this.#ids}` },
      log: { ...SILENT, info: note, warn: note, error: note },
      metrics,
      publicUrl: () => ORIGIN,
      draining: () => this.draining,
    };
  }

  #siteBook(): SiteBook {
    const inForce = (): LineInForce | null => {
      const line = this.site.lines[0];
      return line === undefined ? null : { site: this.site, line, version: 'v1' };
    };
    return {
      lineForNumber: (number) => (number === LINE ? inForce() : null),
      lineAtVersion: async () => inForce(),
      sites: () => [this.site],
    };
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  /** Posts a form, signed as Twilio would unless `headers` say otherwise. */
  async post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>) {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: headers ?? { 'X-Twilio-Signature': sign(ORIGIN + path, form) },
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  }

  voice(form: Readonly<Record<string, string>> = {}) {
    return this.post('/twilio/voice', { CallSid: 'CA1', From: CALLER, To: LINE, CallStatus: 'ringing', ...form });
  }

  relayEnded(form: Readonly<Record<string, string>>) {
    const standard = { CallSid: 'CA1', From: CALLER, To: LINE, CallStatus: 'in-progress', SessionId: 'VX1' };
    return this.post('/twilio/relay-ended', { ...standard, SessionDuration: '12', ...form });
  }

  async eventTypes(): Promise<readonly string[]> {
    await this.journal.flush();
    return this.store.events.map((event) => event.type);
  }
}
