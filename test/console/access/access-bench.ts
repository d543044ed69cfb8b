import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createScryptPasswordHasher } from '../../../src/adapters/scrypt-password-hasher.ts';
import { Door } from '../../../src/console/access/door.ts';
import { metricsAccess } from '../../../src/console/access/metrics-access.ts';
import { createConsoleApi } from '../../../src/console/console-api.ts';
import { atLeast, operatorOf } from '../../../src/console/operator.ts';
import type { Role } from '../../../src/domain/operator.ts';
import type { PasswordHasher } from '../../../src/ports/password-hasher.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of JSON; null otherwise. */
  readonly json: Record<string, unknown> | null;
}

export interface Asked {
  readonly headers?: Record<string, string>;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
}

export const password = 'correct horse battery';
/** As strong as a test can wait for. */
const quick = createScryptPasswordHasher({ logN: 10, r: 8, p: 1 });

/** The console's API over real HTTP, with a route that changes something and one that streams. */
export class AccessBench {
  readonly clock = new VirtualClock();
  readonly store: MemoryStore;
  readonly log = new SilentLog();
  /** How often a password was worked out. */
  hashed = 0;
  /** What reached the route that changes something. */
  readonly changes: string[] = [];
  port = 0;
  #server: Server | null = null;
  #ids = 0;
  readonly #options: { readonly consolePassword: string | null; readonly publicUrl?: string };

  constructor(
    options: {
      readonly consolePassword?: string | null;
      readonly publicUrl?: string;
      readonly store?: MemoryStore;
    } = {},
  ) {
    this.#options = { consolePassword: null, ...options };
    this.store = options.store ?? new MemoryStore();
  }

  async open(): Promise<this> {
    const { consolePassword, publicUrl = '' } = this.#options;
    const metrics = { count() {}, observe() {}, gauge() {}, render: async () => 'figures' };
    const dependencies = {
      store: this.store,
      clock: this.clock,
      log: this.log,
      metrics,
      consolePassword,
      passwords: this.#counted(),
      publicUrl: () => publicUrl,
      ids: { next: (prefix: string) => `${prefix}_${++this.#ids}`, token: () => `token-${crypto.randomUUID()}` },
      siteBook: { lineForNumber: () => null, lineAtVersion: async () => null, sites: () => [] },
      sandbox: () => null,
      deliver: async () => null,
      announceCallback: async () => null,
    };
    const door = new Door(dependencies);
    const app = express();
    app.get('/metrics', metricsAccess(door), async (_request, response) => void response.send(await metrics.render()));
    // The API ends with its own 404: what the tests add to it stands in its place where it leaves off.
    const api = createConsoleApi(dependencies, door);
    api.stack.splice(-2, 0, ...this.#ownRoutes().stack);
    app.use('/api', api);
    this.#server = createServer(app);
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async account(name: string, role: Role, secret = password): Promise<void> {
    const passwordHash = await quick.hash(secret);
    await this.store.addAccount({ id: `id-${name}-${++this.#ids}`, name, role, passwordHash, createdAt: 0 });
  }

  /** Exactly these headers, whatever a browser or client would add. */
  ask(method: string, path: string, { headers = {}, body }: Asked = {}): Promise<Answer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const typed = text !== undefined && typeof body !== 'string' ? { 'content-type': 'application/json' } : {};
    return new Promise((resolve, reject) => {
      const sent = { ...typed, ...headers };
      const asked = request({ host: '127.0.0.1', port: this.port, method, path, headers: sent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const isJson = response.headers['content-type']?.includes('json') === true;
          const json = isJson ? (JSON.parse(answer) as Record<string, unknown>) : null;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer, json });
        });
      });
      asked.on('error', reject);
      asked.end(text);
    });
  }

  /** As the sign-in page does it. */
  signIn(name: string, secret = password, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('POST', '/api/sign-in', {
      headers: { ...this.page(), ...headers },
      body: { name, password: secret },
    });
  }

  /** What a browser says of a request by the console's own page. */
  page(): Record<string, string> {
    return { origin: this.origin, 'sec-fetch-site': 'same-origin' };
  }

  /** A browser that is signed in: its cookie and its CSRF token. */
  async browser(name: string, secret = password): Promise<Browser> {
    const cookie = cookieOf(await this.signIn(name, secret));
    const { json } = await this.ask('GET', '/api/who', { headers: { ...this.page(), cookie } });
    return { ...this.page(), cookie, 'x-csrf-token': String(json?.csrfToken) };
  }

  audited(action?: string): readonly Record<string, unknown>[] {
    const entries = this.store.audit.filter((entry) => action === undefined || entry.action === action);
    return entries.map(({ id: _id, at: _at, ...entry }) => entry);
  }

  #ownRoutes() {
    const router = express.Router();
    router.post('/change', atLeast('operator'), (_request, response) => {
      this.changes.push(operatorOf(response).name);
      response.status(204).end();
    });
    router.get('/stream', (_request, response) => {
      response.set('Content-Type', 'text/event-stream');
      response.write('data: begun\n\n');
    });
    return router;
  }

  #counted(): PasswordHasher {
    return {
      hash: (secret) => quick.hash(secret),
      verify: (secret, hash) => {
        this.hashed++;
        return quick.verify(secret, hash);
      },
    };
  }
}

export type Browser = Record<string, string> & { readonly cookie: string };

/** `name=value` of the cookie that was given out; empty: none. */
export function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export const basic = (name: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});
