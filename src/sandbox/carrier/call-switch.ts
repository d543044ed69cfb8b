import { type Clock, scaledClock } from '../real-clock.ts';
import type { CarrierSettings, DialOutcome, Leg, NewLeg, Next, StatusReports } from './call-context.ts';
import { type CallRecord, isOver } from './call-record.ts';
import { detectMachine, type MachineDetection } from './detect-machine.ts';
import { EventLog } from './event-log.ts';
import { type People, type PickUp, type Ringing, ringingOf } from './people.ts';
import { playPerson } from './play-person.ts';
import type { Recordings } from './recordings.ts';
import type { WebhookSender } from './request-webhook.ts';
import { ringLeg } from './ring-leg.ts';
import { newSid } from './sid.ts';
import { SimulatedCall } from './simulated-call.ts';

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
  readonly reports: StatusReports;
  readonly timeoutMs: number;
  /** The call is hung up so long after its answer; null: no limit. */
  readonly limitMs: number | null;
  readonly machineDetection: MachineDetection | null;
}

/** A leg as it began. */
export interface BegunLeg {
  readonly sid: string;
  readonly parentSid: string | null;
  readonly direction: CallRecord['direction'];
  readonly from: string;
  readonly to: string;
  /** The document of a call created by REST. */
  readonly url: string | null;
  /** Epoch ms. */
  readonly at: number;
}

export interface SwitchOptions {
  readonly settings: CarrierSettings;
  readonly clock: Clock;
  readonly sender: WebhookSender;
  readonly speed: number;
  readonly voiceUrl: () => string;
  readonly fallbackUrl: string | null;
  /** The number's status callback for inbound calls. */
  readonly statusCallbackUrl: () => string | null;
  readonly people: People;
  readonly recordings: Recordings;
  /** Of the REST API. */
  readonly origin: () => string;
  /** Null: it is decided by those who are dialled. */
  readonly dialOutcome: () => DialOutcome | null;
  /** How whoever is called by REST takes it; null: as they are known to. */
  readonly pickUp: () => Exclude<PickUp, 'canceled'> | null;
}

interface Parties {
  readonly from: string;
  readonly to: string;
}
interface LegOptions {
  readonly clock: Clock;
  readonly fallbackUrl: string | null;
  readonly reports: StatusReports;
}

const KEPT_CALLS = 500;
const RING_MS = 1000;

/** All call legs of the carrier. */
export class CallSwitch {
  /** Every leg that ever began, oldest first. */
  readonly begun = new EventLog<BegunLeg>();
  readonly #options: SwitchOptions;
  readonly #calls = new Map<string, SimulatedCall>();
  readonly #legListeners: ((leg: SimulatedCall) => void)[] = [];

  constructor(options: SwitchOptions) {
    this.#options = options;
  }

  get calls(): readonly SimulatedCall[] {
    return [...this.#calls.values()];
  }

  /** Told of every leg from now on, before anything happens on it. */
  onLeg(listener: (leg: SimulatedCall) => void): void {
    this.#legListeners.push(listener);
  }

  find(sid: string): SimulatedCall | null {
    return this.#calls.get(sid) ?? null;
  }

  /** A caller dials one of the account's numbers, or its SIP domain. */
  placeCall(call: NewInboundCall): SimulatedCall {
    const { statusCallbackUrl, fallbackUrl, speed, voiceUrl } = this.#options;
    const extra = { ...sipParameters(call.from), ...call.extra };
    const record = this.#record({ from: call.from, to: dialledBy(call) }, 'inbound', { extra });
    const reports = { url: statusCallbackUrl(), method: 'POST', events: ['completed'] } as const;
    const clock = scaledClock(this.#options.clock, call.speed ?? speed);
    const leg = this.#leg(record, { clock, fallbackUrl, reports });
    leg.ring();
    const request = { url: voiceUrl(), method: 'POST', parameters: {} } as const;
    void leg.run({ kind: 'fetch', request });
    return leg;
  }

  /** The REST API starts a call; it rings, is picked up (or not) and runs its document. */
  startOutbound(call: OutboundCall): SimulatedCall {
    const record = this.#record(call, 'outbound-api', {
      url: call.first.kind === 'fetch' ? call.first.request.url : null,
    });
    const clock = scaledClock(this.#options.clock, this.#options.speed);
    const leg = this.#leg(record, { clock, fallbackUrl: call.fallbackUrl, reports: call.reports });
    void this.#ring(leg, call);
    return leg;
  }

  async #ring(leg: SimulatedCall, call: OutboundCall): Promise<void> {
    const { people, pickUp } = this.#options;
    const person = people.at(call.to);
    const forced = pickUp();
    const ringing = forced === null ? ringingOf(person) : forcedRinging(forced);
    leg.report('initiated');
    const outcome = await ringLeg(leg, ringing, call.timeoutMs, leg.context.closing);
    if (outcome !== 'answered' || isOver(leg.record.status)) {
      const queued = outcome === 'canceled' && !leg.events.some(({ type }) => type === 'ringing');
      leg.end('server', outcome === 'answered' ? 'canceled' : outcome);
      // Of a call canceled before it rang Twilio reports nothing.
      return leg.conclude({ quietly: queued });
    }
    playPerson(leg, person);
    leg.context.answer();
    if (call.limitMs !== null) endAfter(leg, call.limitMs);
    await leg.run(await detectMachine(leg, person, call.machineDetection, call.first));
  }

  /** Only calls that are over: a running one must be found. */
  #forgetOldest(): void {
    if (this.#calls.size <= KEPT_CALLS) return;
    const over = this.calls.find((call) => call.events.at(-1)?.type === 'finished');
    if (over !== undefined) this.#calls.delete(over.sid);
  }

  #record(
    { from, to }: Parties,
    direction: CallRecord['direction'],
    more: { readonly extra?: CallRecord['extra']; readonly parentSid?: string; readonly url?: string | null },
  ): CallRecord {
    const sid = newSid('CA');
    const parentSid = more.parentSid ?? null;
    const createdAt = this.#options.clock.now();
    this.begun.append({ sid, parentSid, direction, from, to, url: more.url ?? null, at: createdAt });
    return {
      sid,
      accountSid: this.#options.settings.accountSid,
      parentSid,
      from,
      to,
      direction,
      extra: more.extra ?? {},
      createdAt,
      status: 'queued',
      answeredAt: null,
      endedAt: null,
      talkedMs: 0,
      answeredBy: null,
      sipCode: null,
    };
  }

  #leg(record: CallRecord, { clock, fallbackUrl, reports }: LegOptions): SimulatedCall {
    const { settings, clock: wallClock, sender, dialOutcome, recordings, origin, people } = this.#options;
    const leg = new SimulatedCall({
      record,
      settings,
      clock,
      wallClock,
      sender,
      fallbackUrl,
      reports,
      recordings,
      origin,
      dialOutcome,
      newLeg: (parent, parentClock, wanted) => this.#dialled(parent, parentClock, wanted),
      person: (address) => people.at(address),
    });
    this.#calls.set(record.sid, leg);
    for (const listener of this.#legListeners) listener(leg);
    this.#forgetOldest();
    return leg;
  }

  #dialled(parent: CallRecord, clock: Clock, { from, to, reports }: NewLeg): Leg {
    const record = this.#record({ from, to }, 'outbound-dial', { parentSid: parent.sid });
    return this.#leg(record, { clock, fallbackUrl: null, reports });
  }
}

const forcedRinging = (pickUp: Exclude<PickUp, 'canceled'>): Ringing => ({
  afterMs: RING_MS,
  pickUp,
  sipCode: { answered: 200, busy: 486, 'no-answer': 487, failed: 404 }[pickUp],
});

function endAfter(leg: SimulatedCall, ms: number): void {
  const cancel = leg.context.clock.after(ms, () => leg.end('server', 'completed'));
  leg.context.ended.addEventListener('abort', cancel, { once: true });
}

const SIP_DOMAIN = 'attendant.sip.twilio.com';

/** A SIP end invites a URI: the number at the account's SIP domain. */
const dialledBy = ({ from, to }: Parties): string =>
  from.startsWith('sip:') && to.startsWith('+') ? `sip:${to}@${SIP_DOMAIN}` : to;

/** What comes with a call from a SIP end to the account's SIP domain. */
function sipParameters(from: string): Record<string, string> {
  if (!from.startsWith('sip:')) return {};
  const [, host = 'sip.example.com'] = from.split('@');
  return {
    SipCallId: `${newSid('').slice(0, 24)}@${host.replace(/[;?].*$/, '')}`,
    SipDomain: SIP_DOMAIN,
    SipDomainSid: newSid('SD'),
    SipSourceIp: '192.0.2.10',
  };
}
