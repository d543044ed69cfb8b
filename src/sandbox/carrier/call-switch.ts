import { type Clock, pause, scaledClock } from '../real-clock.ts';
import type { CarrierSettings, DialOutcome, Next } from './call-context.ts';
import { type CallRecord, isOver } from './call-record.ts';
import type { WebhookSender } from './request-webhook.ts';
import { newSid } from './sid.ts';
import { SimulatedCall } from './simulated-call.ts';
import { statusCallback } from './status-callback.ts';

export interface NewInboundCall {
  readonly from: string;
  readonly to: string;
  /** Further voice parameters, e.g. `ForwardedFrom`, `CallerName`. */
  readonly extra?: Readonly<Record<string, string>>;
  /** How many times as fast as life the call is played. Default: the carrier's. */
  readonly speed?: number;
}

export interface OutboundCall {
  readonly from: string;
  readonly to: string;
  readonly first: Next;
  readonly fallbackUrl: string | null;
  readonly statusCallbackUrl: string | null;
  readonly statusEvents: readonly string[];
}

export interface SwitchOptions {
  readonly settings: CarrierSettings;
  readonly clock: Clock;
  readonly sender: WebhookSender;
  readonly speed: number;
  readonly voiceUrl: () => string;
  readonly fallbackUrl: string | null;
  /** The number's status callback for inbound calls. */
  readonly statusCallbackUrl: string | null;
  readonly dialOutcome: () => DialOutcome;
  /** How a called party takes the next outbound call. */
  readonly pickUp: () => 'answered' | 'busy' | 'no-answer' | 'failed';
}

interface Parties {
  readonly from: string;
  readonly to: string;
}
type Report = (record: CallRecord, event: string) => Promise<void>;

const KEPT_CALLS = 500;
const RING_MS = 1000;

/** All call legs of the carrier. */
export class CallSwitch {
  readonly #options: SwitchOptions;
  readonly #calls = new Map<string, SimulatedCall>();

  constructor(options: SwitchOptions) {
    this.#options = options;
  }

  get calls(): readonly SimulatedCall[] {
    return [...this.#calls.values()];
  }

  find(sid: string): SimulatedCall | null {
    return this.#calls.get(sid) ?? null;
  }

  /** A caller dials one of the account's numbers. */
  placeCall(call: NewInboundCall): SimulatedCall {
    const record = this.#record(call, 'inbound', call.extra ?? {});
    const { statusCallbackUrl, fallbackUrl } = this.#options;
    const report = this.#reporter(statusCallbackUrl, ['completed']);
    const leg = this.#leg(record, call.speed ?? this.#options.speed, fallbackUrl, report);
    record.status = 'ringing';
    const request = { url: this.#options.voiceUrl(), method: 'POST', parameters: {} } as const;
    void leg.run({ kind: 'fetch', request });
    return leg;
  }

  /** The REST API starts a call; it rings, is picked up (or not) and runs its document. */
  startOutbound(call: OutboundCall): SimulatedCall {
    const record = this.#record(call, 'outbound-api', {});
    const report = this.#reporter(call.statusCallbackUrl, call.statusEvents);
    const leg = this.#leg(record, this.#options.speed, call.fallbackUrl, report);
    void this.#ring(leg, call, report);
    return leg;
  }

  async #ring(leg: SimulatedCall, call: OutboundCall, report: Report): Promise<void> {
    const { clock, sender, pickUp } = this.#options;
    await report({ ...leg.record, status: 'queued' }, 'initiated');
    if (leg.record.status !== 'queued') return;
    leg.record.status = 'ringing';
    await report(leg.record, 'ringing');
    await pause(scaledClock(clock, this.#options.speed), RING_MS, sender.closing);
    if (sender.closing.aborted) return;
    const answer = isOver(leg.record.status) ? 'canceled' : pickUp();
    if (answer !== 'answered') leg.end('server', answer);
    await leg.run(answer === 'answered' ? call.first : { kind: 'hang-up', by: 'server' });
  }

  /** Only calls that are over: a running one must be found. */
  #forgetOldest(): void {
    if (this.#calls.size <= KEPT_CALLS) return;
    const over = this.calls.find((call) => call.events.at(-1)?.type === 'finished');
    if (over !== undefined) this.#calls.delete(over.sid);
  }

  #reporter(url: string | null, events: readonly string[]): Report {
    return statusCallback(this.#options.sender, this.#options.clock, url, events);
  }

  #record(call: Parties, direction: CallRecord['direction'], extra: CallRecord['extra']): CallRecord {
    return {
      sid: newSid('CA'),
      accountSid: this.#options.settings.accountSid,
      from: call.from,
      to: call.to,
      direction,
      extra,
      createdAt: this.#options.clock.now(),
      status: 'queued',
      answeredAt: null,
      endedAt: null,
    };
  }

  #leg(record: CallRecord, speed: number, fallbackUrl: string | null, report: Report): SimulatedCall {
    const { settings, clock, sender, dialOutcome } = this.#options;
    const leg = new SimulatedCall({
      record,
      settings,
      clock: scaledClock(clock, speed),
      wallClock: clock,
      sender,
      fallbackUrl,
      dialOutcome,
      statusChanged: (changed) => report(changed, changed.status === 'in-progress' ? 'answered' : 'completed'),
    });
    this.#calls.set(record.sid, leg);
    this.#forgetOldest();
    return leg;
  }
}
