import { type Clock, pause } from '../real-clock.ts';
import type {
  CallContext,
  CallerInput,
  CarrierSettings,
  DialOutcome,
  Leg,
  NewLeg,
  Next,
  StatusReports,
} from './call-context.ts';
import type { CallEvent, CallHappening } from './call-event.ts';
import { type CallRecord, isOver, voiceParameters } from './call-record.ts';
import { checkTwiml } from './check-twiml.ts';
import { EventLog } from './event-log.ts';
import { fetchDocument } from './fetch-document.ts';
import { HeldPhone } from './held-phone.ts';
import { LegMedia } from './leg-media.ts';
import type { Person } from './people.ts';
import type { Recordings } from './recordings.ts';
import type { MadeRequest } from './request-log.ts';
import { requestWebhook, type WebhookRequest, type WebhookResult, type WebhookSender } from './request-webhook.ts';
import { runVerb } from './run-verb.ts';
import { speakText } from './speak-text.ts';
import { SpeechPace } from './speech-pace.ts';
import { statusCallback } from './status-callback.ts';

export interface CallSetup {
  readonly record: CallRecord;
  readonly settings: CarrierSettings;
  /** The call's own, perhaps faster time. */
  readonly clock: Clock;
  /** The world's time, for dates. */
  readonly wallClock: Clock;
  readonly sender: WebhookSender;
  readonly fallbackUrl: string | null;
  readonly reports: StatusReports;
  readonly recordings: Recordings;
  readonly origin: () => string;
  readonly dialOutcome: () => DialOutcome | null;
  readonly newLeg: (parent: CallRecord, clock: Clock, leg: NewLeg) => Leg;
  readonly person: (address: string) => Person;
}

const STATUS_CALLBACK_MS = 700;

/** One leg of a call: runs the TwiML it is answered with, and lets the one at its end talk, press and hang up. */
export class SimulatedCall implements Leg {
  readonly record: CallRecord;
  readonly log = new EventLog<CallEvent>();
  readonly context: CallContext;
  readonly held = new HeldPhone();
  /** What was asked of, and told to, the server on behalf of this leg, oldest first. */
  readonly requests: MadeRequest[] = [];
  readonly #setup: CallSetup;
  readonly #ended = new AbortController();
  readonly #report: (record: CallRecord, event: string) => Promise<unknown>;
  #replaced = new AbortController();
  #replacement: Next | null = null;
  #stopped: AbortSignal;
  #input: CallerInput | null = null;
  #answeredTick = 0;

  constructor(setup: CallSetup) {
    this.#setup = setup;
    this.record = setup.record;
    setup.sender.closing.addEventListener('abort', () => this.#ended.abort(), { signal: this.#ended.signal });
    this.#stopped = AbortSignal.any([this.#ended.signal, this.#replaced.signal]);
    this.#report = statusCallback((request) => this.#send(request), setup.wallClock, setup.reports);
    this.context = this.#makeContext();
  }

  get sid(): string {
    return this.record.sid;
  }

  get events(): readonly CallEvent[] {
    return this.log.events;
  }

  /** Resolves with the first event of this type at or after index `from`. */
  next<Type extends CallEvent['type']>(type: Type, from = 0): Promise<Extract<CallEvent, { type: Type }>> {
    return this.log.next((event): event is Extract<CallEvent, { type: Type }> => event.type === type, from);
  }

  /** Who is at the end talks; resolves when the utterance was reported or dropped. */
  async say(text: string, options?: { readonly partials?: boolean }): Promise<void> {
    if (this.#input === null) return this.#sayToNobody(text);
    await this.#input.say(text, options);
  }

  press(digits: string): void {
    if (this.#input === null) this.#nobodyListens(digits);
    else this.#input.press(digits);
  }

  /** With `text`: talks over the bot. Without: a noise that cuts it. */
  async interrupt(text?: string): Promise<void> {
    if (text !== undefined) return this.say(text);
    if (this.#input === null) this.#nobodyListens('noise');
    else this.#input.interrupt();
  }

  hangup(): void {
    this.end('caller', this.record.answeredAt === null ? 'no-answer' : 'completed');
  }

  /** Somebody's phone rings. */
  ring(): void {
    this.record.status = 'ringing';
    this.#log({ type: 'ringing', from: this.record.from, to: this.record.to });
  }

  /** Ends the call, whoever wants it; harmless when it is over. */
  end(by: 'caller' | 'server' | 'error', status: CallRecord['status']): void {
    if (isOver(this.record.status) && this.record.endedAt !== null) return;
    this.record.status = status;
    this.record.endedAt = this.#setup.wallClock.now();
    if (this.record.answeredAt !== null) this.record.talkedMs = this.#setup.clock.now() - this.#answeredTick;
    this.#log({ type: 'ended', by, status });
    this.#ended.abort();
  }

  report(event: string): void {
    void this.#report(this.record, event);
  }

  /** A REST update: the running document stops and this one goes on. */
  replaceDocument(next: Next): void {
    this.#replacement = next;
    this.#replaced.abort();
  }

  /** Runs the call from its first webhook (or document) to its last. Never rejects. */
  async run(first: Next): Promise<void> {
    if ((await this.perform(first)) === 'ran-out') this.end('server', 'completed');
    await this.conclude();
  }

  async perform(first: Next): Promise<'ran-out' | 'over'> {
    let next = first;
    while (next.kind !== 'hang-up' && next.kind !== 'ran-out')
      next = this.#takeReplacement() ?? (await this.#follow(next));
    if (next.kind === 'ran-out' && !this.#ended.signal.aborted) return 'ran-out';
    this.end(
      next.kind === 'hang-up' ? next.by : 'caller',
      isOver(this.record.status) ? this.record.status : 'completed',
    );
    return 'over';
  }

  async conclude({ quietly = false } = {}): Promise<void> {
    await pause(this.#setup.clock, STATUS_CALLBACK_MS, this.#setup.sender.closing);
    await this.context.media.close();
    if (!quietly && !this.#setup.sender.closing.aborted) await this.#report(this.record, 'completed');
    this.#log({ type: 'finished' });
  }

  async #follow(next: Next): Promise<Next> {
    if (next.kind === 'fetch') return this.#fetch(next.request);
    if (next.kind === 'document') return this.#play(next.url, next.body);
    return { kind: 'hang-up', by: 'server' };
  }

  /** Also after the caller hung up: the action webhook still comes, its answer is ignored. */
  async #fetch(request: WebhookRequest): Promise<Next> {
    const wasOver = this.#ended.signal.aborted;
    const document = await fetchDocument(this.context, request, this.#setup.fallbackUrl);
    if (wasOver || this.#ended.signal.aborted) return { kind: 'hang-up', by: 'caller' };
    return document ?? this.#applicationError();
  }

  async #play(url: string, body: string): Promise<Next> {
    const checked = checkTwiml(body, this.record.direction === 'outbound-dial' ? 'before-bridge' : 'call');
    this.#log({ type: 'document', url, body });
    if (!checked.ok) {
      this.#log({ type: 'error', code: checked.code, message: checked.message });
      return this.#applicationError();
    }
    for (const verb of checked.verbs) {
      const next = await runVerb(this.context, verb, url);
      if (this.#replaced.signal.aborted) return { kind: 'document', url, body };
      if (next.kind !== 'next-verb') return next;
      if (this.#ended.signal.aborted) return { kind: 'hang-up', by: 'caller' };
    }
    return { kind: 'ran-out' };
  }

  async #applicationError(): Promise<Next> {
    await speakText(this.context, 'We are sorry, an application error has occurred. Goodbye.');
    return { kind: 'hang-up', by: 'error' };
  }

  #takeReplacement(): Next | null {
    const replacement = this.#replacement;
    if (replacement === null || this.#ended.signal.aborted) return null;
    this.#replacement = null;
    this.#replaced = new AbortController();
    this.#stopped = AbortSignal.any([this.#ended.signal, this.#replaced.signal]);
    return replacement;
  }

  #answer(): void {
    if (this.record.answeredAt !== null || this.#ended.signal.aborted) return;
    this.record.answeredAt = this.#setup.wallClock.now();
    this.#answeredTick = this.#setup.clock.now();
    this.record.status = 'in-progress';
    this.#log({ type: 'connected' });
    this.report('answered');
  }

  /** Heard all the same by who transcribes. */
  #sayToNobody(text: string): void {
    if (this.record.status === 'in-progress') this.#log({ type: 'caller-speech', text });
    this.#nobodyListens(text);
  }

  #nobodyListens(what: string): void {
    this.#log({ type: 'unheard', what, why: 'no session is listening' });
  }

  #log(happening: CallHappening): void {
    this.log.append({ ...happening, at: Math.round(this.#setup.clock.now()) });
  }

  async #send(request: WebhookRequest): Promise<WebhookResult> {
    const { wallClock, sender } = this.#setup;
    const startedAt = wallClock.now();
    const result = await requestWebhook(sender, request);
    const at = wallClock.now();
    this.requests.push({ request, result, at, durationMs: Math.round(at - startedAt) });
    const status = result.ok ? result.status : null;
    this.#log({ type: 'webhook', url: request.url, status, reason: result.ok ? '' : result.message });
    return result;
  }

  #makeMedia(): LegMedia {
    const { record, clock, wallClock, recordings, origin, sender } = this.#setup;
    const append = (happening: CallHappening) => this.#log(happening);
    const tell = (request: WebhookRequest) => this.#send(request);
    const { closing } = sender;
    return new LegMedia({ record, log: this.log, clock, wallClock, closing, recordings, origin, append, tell });
  }

  #makeContext(): CallContext {
    const stopped = () => this.#stopped;
    const { record, settings, clock, sender, dialOutcome, newLeg, person } = this.#setup;
    return {
      record,
      settings,
      clock,
      ended: this.#ended.signal,
      closing: sender.closing,
      get stopped() {
        return stopped();
      },
      answer: () => this.#answer(),
      log: (happening) => this.#log(happening),
      request: (request) =>
        this.#send({ ...request, parameters: { ...voiceParameters(record), ...request.parameters } }),
      tell: (request) => this.#send(request),
      media: this.#makeMedia(),
      pace: new SpeechPace(clock),
      newLeg: (leg) => newLeg(record, clock, leg),
      person,
      listen: (input) => {
        this.#input = input;
      },
      dialOutcome,
    };
  }
}
