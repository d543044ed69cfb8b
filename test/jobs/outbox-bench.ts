import { fail, type Outcome, succeed } from '../../src/domain/errors.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { EmailContent, HttpContent, Medium, OutboxMessage, SmsContent } from '../../src/domain/message.ts';
import { createDeliver } from '../../src/jobs/deliver-message.ts';
import { createCallFollowUp, createFollowUp, type FollowUpDependencies } from '../../src/jobs/follow-up.ts';
import { startJobs } from '../../src/jobs/run-jobs.ts';
import type { Deliver, Job, Jobs, SentMessage, VendorFailure } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

type Reserved = Parameters<MemoryStore['reserveMessage']>[0];

export const number = '+14155550123';
export const address = 'jane@example.com';
export const sms: SmsContent = { medium: 'sms', to: number, from: '+14155550101', body: 'Your code is ready.' };
export const email: EmailContent = {
  medium: 'email',
  preset: 'default',
  to: address,
  from: { name: 'Testers', address: 'desk@example.com' },
  subject: 'Your visit',
  text: 'See you at noon.',
};
export const request: HttpContent = {
  medium: 'http',
  to: 'api.example.com',
  method: 'POST',
  url: 'https://api.example.com/orders',
  headers: {},
  body: null,
  allowedHosts: [],
  privateHosts: [],
  timeoutMs: 5000,
  resultPaths: [],
  resultLimitBytes: 1000,
  behind: true,
};
export const refusal = (code: string): Outcome<SentMessage, VendorFailure> =>
  fail({ reached: true, certain: true, retryable: false, code, message: 'no', retryAfterMs: null });
export const unreachable = fail<VendorFailure>({
  reached: false,
  certain: true,
  retryable: true,
  code: null,
  message: 'no answer',
  retryAfterMs: null,
});
export const noAnswer = fail<VendorFailure>({ ...unreachable.failure, certain: false });
const noCaps = {
  perCall: null,
  perSiteHour: null,
  perDestinationDay: null,
  perCountryDay: null,
  spendPerDayMicros: null,
};

/** Runs each job at its time on the virtual clock, once a key. */
class ClockJobs implements Jobs {
  readonly enqueued: { readonly messageId: string; readonly runAt: number }[] = [];
  readonly #keys = new Set<string>();
  readonly #clock: VirtualClock;
  #handler: (job: Job) => Promise<void> = async () => {};
  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }
  async enqueue(job: Job, key: string, runAt: number) {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    if (job.name === 'deliver-message') this.enqueued.push({ messageId: job.messageId, runAt });
    this.#clock.after(runAt - this.#clock.now(), () => void this.#handler(job));
  }
  async work(handler: (job: Job) => Promise<void>) {
    this.#handler = handler;
  }
  async stop() {}
}

/** The outbox of a site's line with everything behind it, on a virtual clock; the vendors take what they are given. */
export class OutboxBench {
  readonly store = new MemoryStore();
  readonly log = new SilentLog();
  readonly clock: VirtualClock;
  readonly jobs: ClockJobs;
  /** What reached a vendor, in order. */
  readonly left: (SmsContent | EmailContent)[] = [];
  readonly nudged: string[] = [];
  /** What the vendors answer, one after the other; then they take everything. */
  readonly answers: Outcome<SentMessage, VendorFailure>[] = [];
  readonly found: Outcome<SentMessage | null, VendorFailure>[] = [];
  readonly deliver: Deliver;
  readonly followUp: (message: OutboxMessage) => Promise<void>;
  readonly followUpCall: (callId: string) => Promise<void>;
  inForce: LineInForce;
  #count = 0;

  constructor(clock: VirtualClock, line: Record<string, unknown> = {}, site: Record<string, unknown> = {}) {
    this.clock = clock;
    this.jobs = new ClockJobs(clock);
    this.inForce = testLine(line, site);
    const { store, log } = this;
    const siteBook = { sites: () => [this.inForce.site] };
    const following: FollowUpDependencies = {
      store,
      siteBook,
      deliver: (id, behind) => this.deliver(id, behind),
      clock,
      ids: { next: (prefix) => `${prefix}_o${++this.#count}`, token: () => 'token' },
      log,
      nudge: (callId) => void this.nudged.push(callId),
    };
    this.followUp = createFollowUp(following);
    this.followUpCall = createCallFollowUp(following);
    this.deliver = createDeliver({
      store,
      carrier: { sendSms: (content) => this.#take(content), findSms: async () => this.found.shift() ?? succeed(null) },
      mailer: { send: (content) => this.#take(content), close: async () => {} },
      requester: { request: () => Promise.reject(new Error('no request')), close: async () => {} },
      siteBook,
      secret: () => null,
      clock,
      log,
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      statusCallbackUrl: () => null,
      onFinished: this.followUp,
    });
  }

  /** `status` null: the call goes on. */
  async call(status: string | null, ...events: CallEvent[]): Promise<void> {
    const from = { kind: 'phone', number } as const;
    const place = { siteId: 'testers', lineId: 'desk', to: '+14155550101', startedAt: this.clock.now() };
    const call = { id: 'call_1', callSid: 'CA1', direction: 'inbound', from, ...place } as const;
    await this.store.openCall({ call, siteVersion: 'v' });
    await this.store.appendEvents(events.map((event) => ({ callId: 'call_1', event })));
    if (status !== null) await this.store.endCall('call_1', { status, at: this.clock.now() });
  }

  /** A message of the call, not begun to be sent. */
  async reserve(changes: Partial<Reserved> = {}): Promise<string> {
    const id = `m${++this.#count}`;
    const message: Reserved = {
      id,
      siteId: 'testers',
      lineId: 'desk',
      callId: 'call_1',
      toolCallId: `tool_${id}`,
      tool: 'send_sms',
      audience: 'caller',
      country: null,
      costMicros: 0,
      content: sms,
      createdAt: this.clock.now(),
      ...changes,
    };
    await this.store.reserveMessage(message, noCaps);
    return id;
  }

  /** A message of the call that the vendor took and that came to this. */
  async over(changes: Partial<Reserved> = {}, errorCode = '30005', status: OutboxMessage['status'] = 'undelivered') {
    const id = await this.reserve(changes);
    const message = this.store.messages.get(id);
    if (message === undefined) throw new Error('it was not reserved');
    const done: OutboxMessage = { ...message, status, errorCode, attempts: 1, vendorId: `SM${id}` };
    this.store.messages.set(id, done);
    return done;
  }

  startJobs() {
    return startJobs(this);
  }

  get othersSent(): readonly OutboxMessage[] {
    return [...this.store.messages.values()].filter(({ toolCallId }) => toolCallId.endsWith('~other'));
  }

  async #take(content: SmsContent | EmailContent): Promise<Outcome<SentMessage, VendorFailure>> {
    this.left.push(content);
    return this.answers.shift() ?? succeed({ vendorId: `SM${this.left.length}`, vendorStatus: 'queued' });
  }
}

/** The caller confirmed it, or took it back. */
export const destination = (
  medium: Medium,
  to: string,
  state: 'captured' | 'read_back' | 'confirmed' | 'reset' = 'confirmed',
): CallEvent => ({ type: 'destination-changed', medium, destination: to, state, at: 0 });
