import { once } from 'node:events';
import { createBatchedJournal } from '../../../src/adapters/batched-journal.ts';
import { createHttpRequester } from '../../../src/adapters/http-requester.ts';
import { createLinkSigner } from '../../../src/adapters/link-signer.ts';
import { createChatModel } from '../../../src/adapters/openai-chat.ts';
import { createRandomIds } from '../../../src/adapters/random-ids.ts';
import { createTwilioCalls } from '../../../src/adapters/twilio-calls.ts';
import { createTwilioCarrier } from '../../../src/adapters/twilio-carrier.ts';
import { createTwilioRequestVerifier } from '../../../src/adapters/twilio-request-verifier.ts';
import { type App, type AppPorts, createApp } from '../../../src/app.ts';
import type { Callback } from '../../../src/domain/callback.ts';
import { createMessageStatusUrl } from '../../../src/domain/callback-urls.ts';
import { succeed } from '../../../src/domain/errors.ts';
import { Site } from '../../../src/domain/site.ts';
import { createAnnounceCallback } from '../../../src/jobs/announce-callback.ts';
import { createDeliver } from '../../../src/jobs/deliver-message.ts';
import { withNextAttempt } from '../../../src/jobs/run-jobs.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Job, Jobs, Metrics } from '../../../src/ports.ts';
import { type CarrierServer, startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import { bookOf } from '../../support/callback-samples.ts';
import { freePort } from '../../support/free-port.ts';
import { JumpingClock } from '../../support/jumping-clock.ts';
import { PuppetModel } from '../../support/puppet-model.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { always } from './callback-lines.ts';
import { until } from './called-back.ts';
import { EscalatedCall, type EscalationBench, type StoredEvent } from './escalation-bench.ts';

const account = { accountSid: `AC${'d'.repeat(32)}`, authToken: 'jumping-token' };
const metrics: Metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
export const line = '+14155550101';
export const desk = '+14155550111';

const officeHours = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, ['09:00-10:00', '13:00-14:00']]),
);
/** In New York; two times a day, at nine and at one. */
const site = Site.parse({
  ...{ id: 'acme', name: 'Acme', time_zone: 'America/New_York', country: 'US', plan: 'enterprise' },
  lines: [
    {
      ...{ id: 'support', name: 'Support', numbers: [line], greeting: 'Hello.', persona: { name: 'Sam' } },
      ...{ prompt: 'Help.', limits: { silence_seconds: 60 } },
      escalation: { scheduled_callback: true },
      transfer: { targets: [{ id: 'desk', number: desk, hours: always }] },
      callbacks: { slots: { hours: officeHours, duration_minutes: 60, capacity: 9 } },
    },
  ],
});

/** Work put off, by the clock that jumps; it outlives the server, as a table of jobs does. */
class ClockJobs implements Jobs {
  readonly #clock: JumpingClock;
  readonly #cancels: (() => void)[] = [];
  #handler: (job: Job) => Promise<void> = async () => {};

  constructor(clock: JumpingClock) {
    this.#clock = clock;
  }

  async enqueue(job: Job, _key: string, runAt: number): Promise<void> {
    const work = () => void this.#handler(job).catch(() => undefined);
    this.#cancels.push(this.#clock.after(runAt - this.#clock.now(), work));
  }

  async work(handler: (job: Job) => Promise<void>): Promise<void> {
    this.#handler = handler;
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
  }
}

/** The server with everything real but the date: its database, its sockets, and the carrier stand-in around it. */
export class JumpingWorld {
  readonly clock: JumpingClock;
  readonly store: Store;
  readonly model = new PuppetModel();
  readonly log = new SilentLog();
  carrier!: CarrierServer;
  #port = 0;
  #app: App | null = null;
  #looks = 0;

  constructor(start: number, store: Store) {
    this.clock = new JumpingClock(start);
    this.store = {
      ...store,
      claimCallbacks: async (...input) => {
        const claimed = await store.claimCallbacks(...input);
        this.#looks += 1;
        return claimed;
      },
    };
  }

  async open(): Promise<this> {
    await this.model.listen();
    this.#port = await freePort();
    this.carrier = await startCarrier({
      ...account,
      host: '127.0.0.1',
      port: 0,
      voiceUrl: `${this.#url}/twilio/voice`,
      statusCallbackUrl: `${this.#url}/twilio/call-status`,
      clock: realClock,
      speed: 8,
    });
    await this.startServer();
    return this;
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** `more`: e.g. other rules of the time zones. */
  async startServer(more: Pick<AppPorts, 'resolveLocal'> = {}): Promise<void> {
    this.#app = createApp({ ...this.#ports(), ...more });
    const { server } = this.#app;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    await this.#app.start();
  }

  async stopServer(): Promise<void> {
    const app = this.#app;
    if (app === null) return;
    this.#app = null;
    const closed = once(app.server, 'close');
    app.server.close();
    await app.drain(0);
    app.server.closeAllConnections();
    await closed;
  }

  /** Until the runner has looked at a moment after now. */
  async looked(): Promise<void> {
    const from = this.#looks;
    await until(() => this.#looks >= from + 2);
  }

  async jump(to: number): Promise<void> {
    this.clock.jump(to);
    if (this.#app !== null) await this.looked();
  }

  async call(from: string): Promise<EscalatedCall> {
    const leg = this.carrier.placeCall({ from, to: line });
    await leg.next('session-started');
    return new EscalatedCall(this as unknown as EscalationBench, leg);
  }

  async events(callSid: string): Promise<readonly StoredEvent[]> {
    const stored = await this.store.findCall(callSid);
    return stored === null ? [] : ((await this.store.eventsOfCall(stored.call.id)) as unknown as StoredEvent[]);
  }

  async callback(id: string): Promise<Callback> {
    const found = await this.store.findCallback(id);
    if (found === null) throw new Error(`no callback ${id}`);
    return found;
  }

  textsTo(number: string): readonly string[] {
    return this.carrier.messages.filter(({ to }) => to === number).map(({ body }) => body);
  }

  /** Every call or leg to this number so far. */
  rungs(number: string): number {
    return this.carrier.begunLegs.events.filter(({ to }) => to === number).length;
  }

  async close(): Promise<void> {
    await this.stopServer();
    await Promise.all([this.carrier.close(), this.model.close()]);
  }

  #ports(): AppPorts {
    const { clock, store, log } = this;
    const ids = createRandomIds(clock);
    const siteBook = bookOf(() => site);
    const jobs = new ClockJobs(clock);
    const publicUrl = () => this.#url;
    const twilio = { ...account, apiBaseUrl: this.carrier.url };
    const deliver = createDeliver({
      ...{ store, siteBook, clock, log, metrics },
      carrier: createTwilioCarrier({ ...twilio, clock, log }),
      mailer: { send: async () => succeed({ vendorId: 'none', vendorStatus: 'none' }), close: async () => {} },
      requester: createHttpRequester({ clock }),
      secret: () => null,
      statusCallbackUrl: () => createMessageStatusUrl(publicUrl()),
      onFinished: async () => {},
    });
    const linkSigner = createLinkSigner({ store, ids });
    const announcing = { store, siteBook, linkSigner, publicUrl, clock, ids, log };
    const next = withNextAttempt({ jobs, deliver, clock, log });
    const { OPENAI_BASE_URL: baseUrl = '' } = this.model.environment;
    return {
      ...{ siteBook, store, jobs, deliver, clock, ids, log, metrics, publicUrl, linkSigner },
      journal: createBatchedJournal({ store, clock, log }),
      model: createChatModel({ apiKey: 'puppet', baseUrl, model: 'puppet', clock, ids, log }),
      announceCallback: createAnnounceCallback({ ...announcing, deliver: next }),
      followUp: async () => {},
      followUpCall: async () => {},
      verifier: createTwilioRequestVerifier(account.authToken),
      consolePassword: null,
      sandbox: () => null,
      placer: createTwilioCalls(twilio),
    };
  }
}
