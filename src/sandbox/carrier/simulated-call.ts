import { type Clock, pause } from '../real-clock.ts';
import type { CallContext, CallerInput, CarrierSettings, DialOutcome, Next } from './call-context.ts';
import type { CallEvent, CallHappening } from './call-event.ts';
import { type CallRecord, isOver, voiceParameters } from './call-record.ts';
import { checkTwiml } from './check-twiml.ts';
import { EventLog } from './event-log.ts';
import { fetchDocument } from './fetch-document.ts';
import { requestWebhook, type WebhookRequest, type WebhookResult, type WebhookSender } from './request-webhook.ts';
import { runVerb } from './run-verb.ts';
import { speakText } from './speak-text.ts';

export interface CallSetup {
  readonly record: CallRecord;
  readonly settings: CarrierSettings;
  /** The call's own, perhaps faster time. */
  readonly clock: Clock;
  /** The world's time, for dates. */
  readonly wallClock: Clock;
  readonly sender: WebhookSender;
  readonly fallbackUrl: string | null;
  readonly dialOutcome: () => DialOutcome;
  /** Told of every change of the call's status. */
  readonly statusChanged: (record: CallRecord) => Promise<void>;
}

const STATUS_CALLBACK_MS = 700;

/** One call: runs the TwiML it is answered with, and lets its caller talk, press and hang up. */
export class SimulatedCall {
  readonly record: CallRecord;
  readonly log = new EventLog<CallEvent>();
  readonly #setup: CallSetup;
  readonly #context: CallContext;
  readonly #ended = new AbortController();
  #replaced = new AbortController();
  #replacement: Next | null = null;
  #stopped: AbortSignal;
  #input: CallerInput | null = null;

  constructor(setup: CallSetup) {
    this.#setup = setup;
    this.record = setup.record;
    setup.sender.closing.addEventListener('abort', () => this.#ended.abort(), { signal: this.#ended.signal });
    this.#stopped = AbortSignal.any([this.#ended.signal, this.#replaced.signal]);
    this.#context = this.#makeContext();
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

  /** The caller talks; resolves when the utterance was reported or dropped. */
  async say(text: string, options?: { readonly partials?: boolean }): Promise<void> {
    if (this.#input === null) return this.#nobodyListens(text);
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

  /** Ends the call, whoever wants it; harmless when it is over. */
  end(by: 'caller' | 'server' | 'error', status: CallRecord['status']): void {
    if (isOver(this.record.status) && this.record.endedAt !== null) return;
    this.record.status = status;
    this.record.endedAt = this.#setup.wallClock.now();
    this.#log({ type: 'ended', by, status });
    this.#ended.abort();
  }

  /** A REST update: the running document stops and this one goes on. */
  replaceDocument(next: Next): void {
    this.#replacement = next;
    this.#replaced.abort();
  }

  /** Runs the call from its first webhook (or document) to its last. Never rejects. */
  async run(first: Next): Promise<void> {
    this.#log({ type: 'ringing', from: this.record.from, to: this.record.to });
    let next = first;
    while (next.kind !== 'hang-up') next = this.#takeReplacement() ?? (await this.#follow(next));
    this.end(next.by, isOver(this.record.status) ? this.record.status : 'completed');
    await pause(this.#setup.clock, STATUS_CALLBACK_MS, this.#setup.sender.closing);
    if (!this.#setup.sender.closing.aborted) await this.#setup.statusChanged(this.record);
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
    const document = await fetchDocument(this.#context, request, this.#setup.fallbackUrl);
    if (wasOver || this.#ended.signal.aborted) return { kind: 'hang-up', by: 'caller' };
    return document ?? this.#applicationError();
  }

  async #play(url: string, body: string): Promise<Next> {
    const checked = checkTwiml(body);
    this.#log({ type: 'document', url, body });
    if (!checked.ok) {
      this.#log({ type: 'error', code: checked.code, message: checked.message });
      return this.#applicationError();
    }
    for (const verb of checked.verbs) {
      const next = await runVerb(this.#context, verb, url);
      if (this.#replaced.signal.aborted) return { kind: 'document', url, body };
      if (next.kind !== 'next-verb') return next;
      if (this.#ended.signal.aborted) return { kind: 'hang-up', by: 'caller' };
    }
    return { kind: 'hang-up', by: 'server' };
  }

  async #applicationError(): Promise<Next> {
    await speakText(this.#context, 'We are sorry, an application error has occurred. Goodbye.');
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
    this.record.status = 'in-progress';
    this.#log({ type: 'connected' });
    void this.#setup.statusChanged(this.record);
  }

  #nobodyListens(what: string): void {
    this.#log({ type: 'unheard', what, why: 'no session is listening' });
  }

  #log(happening: CallHappening): void {
    this.log.append({ ...happening, at: Math.round(this.#setup.clock.now()) });
  }

  async #request(request: WebhookRequest): Promise<WebhookResult> {
    const parameters = { ...voiceParameters(this.record), ...request.parameters };
    const result = await requestWebhook(this.#setup.sender, { ...request, parameters });
    const status = result.ok ? result.status : null;
    this.#log({ type: 'webhook', url: request.url, status, reason: result.ok ? '' : result.message });
    return result;
  }

  #makeContext(): CallContext {
    const stopped = () => this.#stopped;
    return {
      record: this.record,
      settings: this.#setup.settings,
      clock: this.#setup.clock,
      ended: this.#ended.signal,
      closing: this.#setup.sender.closing,
      get stopped() {
        return stopped();
      },
      answer: () => this.#answer(),
      log: (happening) => this.#log(happening),
      request: (request) => this.#request(request),
      listen: (input) => {
        this.#input = input;
      },
      dialOutcome: this.#setup.dialOutcome,
    };
  }
}
