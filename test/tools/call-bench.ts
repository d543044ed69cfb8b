import type { Call, CallerIdentity, Contact } from '../../src/domain/call.ts';
import type { Callback, CallbackNews, CallbackNewsOutcome } from '../../src/domain/callback.ts';
import { Consent } from '../../src/domain/consent.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { Site } from '../../src/domain/site.ts';
import type { DeliveryReport } from '../../src/ports/store.ts';
import type { Ids } from '../../src/ports.ts';
import type { Toolbox, ToolContext, ToolOutcome } from '../../src/tools/tool.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export const own = '+14155550123';
export const known = 'jane.doe@example.org';

export interface BenchOptions {
  readonly site?: Record<string, unknown>;
  readonly line?: Record<string, unknown>;
  readonly from?: CallerIdentity;
  readonly email?: string | null;
  /** What each delivery comes to. */
  readonly delivery?: (message: OutboxMessage) => DeliveryReport | Promise<DeliveryReport>;
  readonly store?: MemoryStore;
  readonly callId?: string;
  /** By what callers are told of their callbacks. Default: nothing is sent. */
  readonly announce?: CallbackNewsOutcome;
  readonly contact?: Partial<Contact>;
  /** Tool calls of the call's earlier sessions. */
  readonly earlier?: ToolContext['earlier'];
  /** Epoch ms at which the call begins. */
  readonly now?: number;
}

interface Announced {
  readonly callback: Callback;
  readonly news: CallbackNews;
  readonly inCall: boolean;
}

export interface Bench {
  readonly toolbox: Toolbox;
  readonly context: ToolContext;
  readonly store: MemoryStore;
  readonly clock: VirtualClock;
  readonly log: SilentLog;
  /** How often whoever places callbacks was told to look. */
  readonly nudged: () => number;
  /** What was told of callbacks. */
  readonly announced: readonly Announced[];
  run(
    name: string,
    values: unknown,
    options?: { id?: string; turn?: number; signal?: AbortSignal },
  ): Promise<ToolOutcome>;
  /** Both known destinations, offered and agreed to. */
  agree(): void;
}

/** A call on a line that may do everything, with what differs in the test. */
export function bench(options: BenchOptions = {}): Bench {
  const store = options.store ?? new MemoryStore();
  const clock = new VirtualClock(options.now);
  const log = new SilentLog();
  const announced: Announced[] = [];
  let nudges = 0;
  const context: ToolContext = {
    ...contextOf(options, { store, clock, log, announced }),
    nudgeCallbacks: () => void nudges++,
  };
  const toolbox = createToolbox(context);
  let calls = 0;
  return {
    toolbox,
    context,
    store,
    clock,
    log,
    announced,
    nudged: () => nudges,
    run(name, values, { id, turn = 9, signal = new AbortController().signal } = {}) {
      const toolCallId = id ?? `tool-${context.call.id}-${++calls}`;
      return toolbox.run(
        { id: toolCallId, name, argumentsJson: typeof values === 'string' ? values : JSON.stringify(values) },
        { toolCallId, turn, signal },
      );
    },
    agree() {
      context.consent.botSaid("Shall I text it to the number you're calling from?", 1);
      context.consent.callerSaid('Yes.', 2);
      context.consent.botSaid('And e-mail it to j… at example dot org?', 2);
      context.consent.callerSaid('Yes.', 3);
    },
  };
}

function contextOf(
  options: BenchOptions,
  { store, clock, log, announced }: Pick<Bench, 'store' | 'clock' | 'log'> & { readonly announced: Announced[] },
): ToolContext {
  const inForce = inForceOf(options);
  const from = options.from ?? { kind: 'phone', number: own };
  const call: Call = {
    id: options.callId ?? 'call_1',
    callSid: 'CA1',
    siteId: 'acme',
    lineId: 'support',
    direction: 'inbound',
    from,
    to: '+14155550102',
    startedAt: clock.now(),
  };
  const email = options.email === undefined ? known : options.email;
  const contact: Contact = {
    id: 'c1',
    siteId: 'acme',
    name: 'Jane',
    callbackNumber: null,
    email,
    language: null,
    timeZone: null,
    notes: null,
    identifiers: [own],
    ...options.contact,
  };
  const callerNumber = from.kind === 'phone' ? from.number : null;
  const consent = new Consent({ callerNumber, contact, languages: ['en-US'], defaultCountry: 'US' });
  const deliver = async (id: string): Promise<OutboxMessage | null> => {
    const message = await store.claimMessage(id, clock.now(), 20_000);
    if (message === null) return store.findMessage(id);
    const report = (await options.delivery?.(message)) ?? { status: 'sent', vendorId: `SM${id}` };
    return store.reportDelivery(id, message.attempts, report, clock.now());
  };
  return {
    call,
    inForce,
    contact,
    consent,
    clock,
    ids: countingIds(call.id),
    store,
    deliver,
    announceCallback: async (callback, news, at) => {
      announced.push({ callback, news, inCall: at?.inCall ?? false });
      return options.announce ?? null;
    },
    log,
    publicUrl: () => 'https://voice.acme.example',
    written: async () => {},
    earlier: options.earlier ?? [],
    openCallback: { current: null },
  };
}

export function inForceOf({ site = {}, line = {} }: Pick<BenchOptions, 'site' | 'line'>): LineInForce {
  const parsed = Site.parse({
    id: 'acme',
    name: 'Acme',
    time_zone: 'America/New_York',
    country: 'US',
    plan: 'pro',
    mail: { default: { from: { name: 'Acme', address: 'hello@acme.example' }, reply_to: 'office@acme.example' } },
    ...site,
    lines: [
      {
        id: 'support',
        name: 'Support',
        numbers: ['+14155550102'],
        greeting: 'Hello.',
        persona: { name: 'Sam' },
        prompt: 'Help.',
        voice: { languages: [{ code: 'es-US', greeting: 'Hola.' }] },
        link_delivery: { sms: true, email: true },
        links: [{ id: 'booking', title: 'the booking page', url: 'https://acme.example/book' }],
        allowed_link_hosts: ['help.acme.example'],
        escalation: { transfer: true },
        transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
        ...line,
      },
    ],
  });
  const [only] = parsed.lines;
  if (only === undefined) throw new Error('a site has a line');
  return { site: parsed, line: only, version: 'v1' };
}

function countingIds(scope: string): Ids {
  let last = 0;
  return { next: (prefix) => `${prefix}_${scope}_${++last}`, token: () => `token-${++last}` };
}
