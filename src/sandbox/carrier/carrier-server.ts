import { type Clock, scaledClock } from '../real-clock.ts';
import type { DialOutcome } from './call-context.ts';
import { type BegunLeg, CallSwitch, type NewInboundCall } from './call-switch.ts';
import { callsRoutes } from './calls-api.ts';
import { controlRoutes } from './control-api.ts';
import { deskRoutes } from './desk-api.ts';
import { DeskLog, type RunFeed } from './desk-log.ts';
import { EventLog } from './event-log.ts';
import { type Fault, Faults } from './faults.ts';
import { type Route, type RouteRequest, serveRoutes } from './http-routes.ts';
import { Inbox, type InboxItem, type MailFeed } from './inbox.ts';
import { type IncomingOptions, type IncomingText, IncomingTexts, type NewText } from './incoming-text.ts';
import { type Delivery, messagesRoutes } from './messages-api.ts';
import { People, type PersonInput, type PickUp } from './people.ts';
import { Recordings } from './recordings.ts';
import { recordingsRoutes } from './recordings-api.ts';
import type { WebhookSender } from './request-webhook.ts';
import type { SimulatedCall } from './simulated-call.ts';
import type { TextMessage } from './text-message.ts';
import { sendTwilioError, twilioError } from './twilio-error.ts';

export interface CarrierOptions {
  readonly host: string;
  readonly port: number;
  readonly accountSid: string;
  readonly authToken: string;
  /** Where numbers are answered, e.g. `http://127.0.0.1:3000/twilio/voice`; asked at each call. */
  readonly voiceUrl: string | (() => string);
  readonly clock: Clock;
  /** Used when the voice webhook fails, as a number's VoiceFallbackUrl. */
  readonly fallbackUrl?: string | null;
  /** The numbers' status callback; asked at each call. Default: none. */
  readonly statusCallbackUrl?: string | (() => string) | null;
  /** Where texts to the numbers are told, e.g. `http://127.0.0.1:3000/twilio/sms`; asked at each text. Default: nowhere. */
  readonly smsUrl?: string | (() => string) | null;
  /** The account's Messaging Services: the numbers of each by its SID. */
  readonly messagingServices?: Readonly<Record<string, readonly string[]>>;
  /** Senders of the account; null (default): any well-formed one. */
  readonly senders?: readonly string[] | null;
  /** The bot's speaking rate; about 15 in life. */
  readonly charactersPerSecond?: number;
  readonly callerCharactersPerSecond?: number;
  /** How many times as fast as life calls are played. Default 1. */
  readonly speed?: number;
  /** Twilio: 15,000. */
  readonly webhookTimeoutMs?: number;
  /** E-mails for the inbox feed: the mail server stand-in. */
  readonly mailbox?: MailFeed | null;
  /** More that a phone in a browser finds here. `runs`: what it is told of scripts being played. */
  readonly extension?: { readonly routes: readonly Route[]; readonly runs: RunFeed };
}

/** A running stand-in for Twilio. */
export interface CarrierServer {
  /** The origin for TWILIO_API_BASE_URL and the phone. */
  readonly url: string;
  placeCall(call: NewInboundCall): SimulatedCall;
  /** Every call leg, oldest first. */
  readonly calls: readonly SimulatedCall[];
  /** Every text accepted, oldest first. */
  readonly messages: readonly TextMessage[];
  readonly texts: EventLog<TextMessage>;
  readonly inbox: EventLog<InboxItem>;
  /** Somebody texts one of the account's numbers; resolves with what the webhook answered and what came back. */
  sendText(text: NewText): Promise<IncomingText>;
  /** Every text that came in, oldest first. */
  readonly incomingTexts: readonly IncomingText[];
  /** Numbers that answered STOP: 21610. */
  readonly optedOut: Set<string>;
  /** The next REST request that creates a text or a call fails so. */
  failNext(fault: Fault, times?: number): void;
  /** How the next text ends; afterwards texts are delivered again. */
  deliverNext(delivery: Delivery): void;
  /** The same, but of the creation of calls only. */
  failNextCall(fault: Fault, times?: number): void;
  /** How somebody takes calls from now on; null, or never set: picks up, presses 1 when asked, and talks. */
  setPerson(numberOrUri: string, behaviour: PersonInput | null): void;
  /** Every leg that ever began, oldest first: calls in, calls created by REST (with their URL), and dialled ones. */
  readonly begunLegs: EventLog<BegunLeg>;
  readonly recordings: Recordings;
  /** What `<Dial>` comes to from now on, whoever is dialled; null: they decide it. */
  setDialOutcome(outcome: DialOutcome | null): void;
  /** How called parties take outbound calls from now on, whoever they are; null: they decide it. */
  setPickUp(answer: Exclude<PickUp, 'canceled'> | null): void;
  /** Drops every call and connection. */
  close(): Promise<void>;
}

/** Starts the stand-in; resolves when it listens. */
export async function startCarrier(options: CarrierOptions): Promise<CarrierServer> {
  const closing = new AbortController();
  const { clock, authToken } = options;
  const sender = { clock, authToken, closing: closing.signal, timeoutMs: options.webhookTimeoutMs ?? 15_000 };
  const texts = new EventLog<TextMessage>();
  const box = new Inbox(texts, options.mailbox ?? null);
  const inbox = box.log;
  const state = new CarrierState(options, sender);
  const incoming = new IncomingTexts(incomingOptions(options, state, sender, { texts, inbox }));
  const { calls, people, optedOut } = state;
  const { routes: moreRoutes = [], runs = null } = options.extension ?? {};
  const desk = new DeskLog({ calls, inbox, received: incoming.received, runs });
  const control = { clock, calls, people, texts, inbox, incoming, optedOut };
  const routes = [
    ...restRoutes(options, state, sender, texts),
    ...controlRoutes(control),
    ...deskRoutes({ clock, calls, people, inbox: box, desk, closing: closing.signal }),
    ...moreRoutes,
  ];
  const server = await serveRoutes(options, routes, otherwise(options));
  state.origin = server.url;
  return {
    url: server.url,
    placeCall: (call) => state.calls.placeCall(call),
    get calls() {
      return state.calls.calls;
    },
    messages: texts.events,
    texts,
    inbox,
    sendText: (text) => incoming.take(text),
    incomingTexts: incoming.received.events,
    optedOut: state.optedOut,
    failNext: (fault, times) => state.faults.failNext(fault, times),
    failNextCall: (fault, times) => state.callFaults.failNext(fault, times),
    setPerson: (address, behaviour) => people.set(address, behaviour),
    begunLegs: calls.begun,
    recordings: state.recordings,
    deliverNext: (delivery) => void state.deliveries.push(delivery),
    setDialOutcome: (outcome) => {
      state.dialOutcome = outcome;
    },
    setPickUp: (answer) => {
      state.pickUp = answer;
    },
    async close() {
      closing.abort();
      await server.close();
    },
  };
}

function incomingOptions(
  { accountSid, clock, smsUrl = null, messagingServices = {} }: CarrierOptions,
  { optedOut }: CarrierState,
  sender: WebhookSender,
  logs: Pick<IncomingOptions, 'texts' | 'inbox'>,
): IncomingOptions {
  const url = typeof smsUrl === 'function' ? smsUrl : () => smsUrl;
  return { accountSid, clock, sender, smsUrl: url, services: messagingServices, optedOut, ...logs };
}

class CarrierState {
  readonly faults: Faults;
  readonly callFaults: Faults;
  readonly people = new People();
  readonly recordings = new Recordings();
  readonly optedOut = new Set<string>();
  readonly deliveries: Delivery[] = [];
  readonly calls: CallSwitch;
  origin = '';
  dialOutcome: DialOutcome | null = null;
  pickUp: Exclude<PickUp, 'canceled'> | null = null;

  constructor(options: CarrierOptions, sender: WebhookSender) {
    const { voiceUrl, statusCallbackUrl = null } = options;
    this.faults = new Faults(options.clock, sender.closing);
    this.callFaults = new Faults(options.clock, sender.closing);
    this.calls = new CallSwitch({
      settings: {
        accountSid: options.accountSid,
        authToken: options.authToken,
        charactersPerSecond: options.charactersPerSecond ?? 15,
        callerCharactersPerSecond: options.callerCharactersPerSecond ?? 40,
      },
      clock: options.clock,
      sender,
      speed: options.speed ?? 1,
      voiceUrl: typeof voiceUrl === 'string' ? () => voiceUrl : voiceUrl,
      fallbackUrl: options.fallbackUrl ?? null,
      statusCallbackUrl: typeof statusCallbackUrl === 'function' ? statusCallbackUrl : () => statusCallbackUrl,
      people: this.people,
      recordings: this.recordings,
      origin: () => this.origin,
      dialOutcome: () => this.dialOutcome,
      pickUp: () => this.pickUp,
    });
  }
}

function restRoutes(
  options: CarrierOptions,
  state: CarrierState,
  sender: WebhookSender,
  texts: EventLog<TextMessage>,
): readonly Route[] {
  const { accountSid, clock } = options;
  const { faults, callFaults, optedOut, calls, recordings } = state;
  const messages = messagesRoutes({
    accountSid,
    clock,
    pace: scaledClock(clock, options.speed ?? 1),
    sender,
    rules: { senders: options.senders ?? null, optedOut },
    faults,
    texts,
    nextDelivery: () => state.deliveries.shift() ?? { status: 'delivered' },
  });
  const routes = [
    ...messages,
    ...callsRoutes({ accountSid, calls, faults, callFaults }),
    ...recordingsRoutes({ accountSid, calls, recordings, origin: () => state.origin }),
  ];
  return routes.map((route) => ({ ...route, handle: (request) => authenticated(options, request, route) }));
}

function authenticated(options: CarrierOptions, request: RouteRequest, route: Route): Promise<void> | void {
  if (!isAuthorized(options, request)) return sendTwilioError(request.response, twilioError(20003));
  return route.handle(request);
}

function isAuthorized({ accountSid, authToken }: CarrierOptions, { raw }: RouteRequest): boolean {
  return raw.headers.authorization === `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
}

/** Another account's resources need its credentials; everything else is not there. */
function otherwise(options: CarrierOptions): (request: RouteRequest) => void {
  return (request) => {
    const path = request.raw.url ?? '';
    const rest = path.startsWith('/2010-04-01/');
    if (rest && !isAuthorized(options, request)) return sendTwilioError(request.response, twilioError(20003));
    const message = `The requested resource ${path.split('?')[0]} was not found`;
    sendTwilioError(request.response, twilioError(20404, { message }));
  };
}
