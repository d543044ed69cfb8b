import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLinkSigner } from '../../src/adapters/link-signer.ts';
import type { Callback, CallbackNews, Seat } from '../../src/domain/callback.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import { createCallbackPages } from '../../src/pages/callback-pages.ts';
import type { CallbackPagesPorts } from '../../src/pages/callback-view.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testCallback } from '../support/test-callback.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const weekday = ['09:00-12:00', '13:00-17:00'];
export const hours = {
  monday: weekday,
  tuesday: weekday,
  wednesday: weekday,
  thursday: weekday,
  friday: weekday,
};
const day = 86_400_000;

/** The page of callbacks behind a real HTTP server, on a Tuesday at nine in Los Angeles, where the line is. */
export class CallbackBench {
  readonly clock = new VirtualClock();
  readonly store = new MemoryStore();
  readonly log = new SilentLog();
  readonly counted: string[] = [];
  readonly announced: { readonly id: string; readonly sequence: number; readonly news: CallbackNews }[] = [];
  readonly signer = createLinkSigner({ store: this.store, ids: { token: () => 'the-key' } });
  inForce: LineInForce;
  nudges = 0;
  token = '';
  #server: Server | null = null;

  /** `slots`, `site` and `callbacks` replace parts of a small line's. */
  constructor(
    slots: Record<string, unknown> = {},
    site: Record<string, unknown> = {},
    callbacks: Record<string, unknown> = {},
  ) {
    const transfer = { targets: [{ id: 'desk', number: '+14155550111' }] };
    this.inForce = testLine(
      {
        hours,
        transfer,
        escalation: { scheduled_callback: true },
        callbacks: { slots: { duration_minutes: 30, ...slots }, ...callbacks },
      },
      site,
    );
  }

  async open(): Promise<this> {
    this.token = await this.signer.sign(testCallback().id, this.clock.now() + 21 * day);
    const app = express();
    app.use('/callback', createCallbackPages(this.ports()));
    this.#server = createServer(app);
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Books it with its seat; of one that is over the seat is free. */
  async book(changes: Partial<Callback> = {}): Promise<Callback> {
    const next = testCallback(changes);
    const { startsAt } = next;
    const event = { type: 'scheduled', actor: 'bot', at: 0, detail: {} } as const;
    await this.store.bookCallback({ next, event }, next.state === 'scheduled' ? this.seat(startsAt) : null);
    return next;
  }

  seat(startsAt: number): Seat {
    return { siteId: 'testers', lineId: 'desk', startsAt, endsAt: startsAt + 1_800_000, capacity: 1 };
  }

  stored(id = testCallback().id): Callback {
    const callback = this.store.callbacks.get(id);
    if (callback === undefined) throw new Error('there is no such callback');
    return callback;
  }

  /** The id of a time on the page of a day. */
  async timeOn(day: string, time: string): Promise<string> {
    return timesOn((await this.ask(`?day=${day}`)).text).get(time) ?? '';
  }

  async seats() {
    const startsAt = this.clock.now();
    return this.store.takenSeats(
      { siteId: 'testers', lineId: 'desk', startsAt, endsAt: startsAt + 1e10 },
      'x',
      startsAt,
    );
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}/callback/`;
  }

  async ask(query = '', init: RequestInit = {}, token = this.token) {
    const response = await fetch(`${this.url}${token}${query}`, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Presses a button, and follows where it leads. */
  async press(action: string, fields: Record<string, string> = {}, query = '') {
    const sequence = `${this.store.callbacks.get(testCallback().id)?.sequence ?? 0}`;
    const body = new URLSearchParams({ action, sequence, ...fields });
    const answer = await this.ask(query, { method: 'POST', body });
    if (answer.status !== 303) return answer;
    return this.ask(answer.headers.get('location') ?? '');
  }

  ports(): CallbackPagesPorts {
    const { store, clock, log } = this;
    return {
      store,
      clock,
      log,
      siteBook: { sites: () => [this.inForce.site], lineForNumber: () => this.inForce },
      linkSigner: this.signer,
      announceCallback: async ({ id, sequence }, news) => {
        this.announced.push({ id, sequence, news });
        return 'sms';
      },
      nudgeCallbacks: () => void this.nudges++,
      metrics: {
        count: (name, labels) => void this.counted.push(`${name} ${Object.values(labels ?? {})}`),
        observe() {},
        gauge() {},
        render: async () => '',
      },
    };
  }
}

/** The choices a page offers, by the words beside them. */
export const timesOn = (page: string): ReadonlyMap<string, string> =>
  new Map(
    [...page.matchAll(/name="slot" value="([^"]+)" required> ([^<]+)</g)].map(([, id = '', words = '']) => [words, id]),
  );

export const buttonsOn = (page: string): readonly (string | undefined)[] =>
  [...page.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action);

/** What came of the last step. */
export const saidOn = (page: string): string | undefined =>
  /<p class="(?:done|error)" role="\w+">([^<]+)</.exec(page)?.[1];

export const stateOn = (page: string): string | undefined => /<p class="when">([^<]+)</.exec(page)?.[1];
