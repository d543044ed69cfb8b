import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import { createCallbackUrl } from '../../src/domain/callback-urls.ts';
import { fail, succeed } from '../../src/domain/errors.ts';
import type { Site } from '../../src/domain/site.ts';
import { type CallbackRunner, createCallbackRunner } from '../../src/jobs/run-callbacks.ts';
import type { CallPlacer, NewOutboundCall } from '../../src/ports/call-placer.ts';
import type { Metrics, VendorFailure } from '../../src/ports.ts';
import { bookOf, callbackSample, callbackSite } from '../support/callback-samples.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const ORIGIN = 'https://voice.example.com';
const metrics: Metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };

export interface CarrierCall extends NewOutboundCall {
  readonly callSid: string;
  readonly createdAt: number;
  status: string;
  /** What the carrier has asked for it. */
  requests: string[];
}

export const failure = (some: Partial<VendorFailure>): VendorFailure => ({
  reached: false,
  certain: true,
  retryable: true,
  code: null,
  message: 'no',
  retryAfterMs: null,
  ...some,
});

/** `placed`: the call is made and its answer is lost. `never`: the request is lost. */
type Fault = VendorFailure | 'placed' | 'never';

/** The carrier in memory: makes calls, and is asked about them. */
export class FakePlacer implements CallPlacer {
  readonly calls: CarrierCall[] = [];
  readonly ended: string[] = [];
  /** What becomes of the next requests to place a call, in order. */
  faults: Fault[] = [];
  away = false;
  /** Whether the carrier has reported on a call as soon as it is made. */
  reports = true;
  /** Called before a call is made. */
  before: () => Promise<void> = async () => {};
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async placeCall(call: NewOutboundCall) {
    await this.before();
    const fault = this.faults.shift();
    if (fault === 'never') return fail(failure({ certain: false }));
    if (fault !== undefined && fault !== 'placed') return fail(fault);
    const made = this.make(call);
    if (fault === 'placed') return fail(failure({ certain: false }));
    return succeed({ callSid: made.callSid, status: made.status, createdAt: made.createdAt });
  }

  make(call: NewOutboundCall, requests = this.reports ? [call.statusCallbackUrl] : []): CarrierCall {
    const callSid = `CA${this.calls.length + 1}`;
    const made: CarrierCall = { ...call, callSid, createdAt: this.#clock.now(), status: 'ringing', requests };
    this.calls.push(made);
    return made;
  }

  async findCalls({ to, from }: Pick<NewOutboundCall, 'to' | 'from'>, since: number) {
    if (this.away) return fail(failure({}));
    return succeed(
      this.calls.filter((call) => call.to === to && call.from === from && call.createdAt >= since).toReversed(),
    );
  }

  async requestsOfCall(callSid: string) {
    if (this.away) return fail(failure({}));
    return succeed(this.calls.find((call) => call.callSid === callSid)?.requests ?? []);
  }

  async endCall(callSid: string) {
    if (this.away) return fail(failure({}));
    this.ended.push(callSid);
    const call = this.calls.find((one) => one.callSid === callSid);
    if (call !== undefined) call.status = 'completed';
    return succeed(null);
  }
}

/** Runners on one store and one carrier, in virtual time. */
export class CallbackBench {
  readonly clock: VirtualClock;
  readonly store = new MemoryStore();
  readonly placer: FakePlacer;
  readonly log = new SilentLog();
  readonly news: (CallbackNews & { readonly id: string; readonly at: number })[] = [];
  site: Site;
  /** Called with each announcement. */
  announcing: () => Promise<void> = async () => {};
  readonly #runners: CallbackRunner[] = [];

  constructor(start: number, site: Site = callbackSite()) {
    this.clock = new VirtualClock(start);
    this.placer = new FakePlacer(this.clock);
    this.site = site;
  }

  /** `killable`: it may be killed, and then cannot be waited for. */
  runner(store: MemoryStore = this.store, placer: CallPlacer = this.placer, killable = false): CallbackRunner {
    const runner = createCallbackRunner({
      store,
      siteBook: bookOf(() => this.site),
      placer,
      announce: async (callback, news) => {
        await this.announcing();
        this.news.push({ ...news, id: callback.id, at: this.clock.now() });
        return 'sms';
      },
      clock: this.clock,
      log: this.log,
      metrics,
      publicUrl: () => ORIGIN,
    });
    if (!killable) this.#runners.push(runner);
    return runner;
  }

  async book(some: Partial<Callback> = {}): Promise<Callback> {
    const next = callbackSample({ nextAt: this.clock.now(), ...some });
    const event = { type: next.state, actor: 'bot', at: next.createdAt, detail: {} } as const;
    const booked = await this.store.bookCallback({ next, event }, null);
    if (booked.outcome !== 'booked') throw new Error(`not booked: ${booked.outcome}`);
    return booked.callback;
  }

  get(id = 'callback_1'): Callback {
    const found = this.store.callbacks.get(id);
    if (found === undefined) throw new Error(`no callback ${id}`);
    return found;
  }

  urlOf = (attempt: number, callback = 'callback_1'): string =>
    createCallbackUrl(ORIGIN, 'status', { callback, attempt });

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.stop()));
  }
}
