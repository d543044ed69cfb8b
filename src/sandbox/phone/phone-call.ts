import type { CallEvent } from '../carrier/call-event.ts';
import type { InboxItem } from '../carrier/inbox.ts';
import { type Clock, pause } from '../real-clock.ts';
import type { CallerEnd } from './caller-end.ts';
import type { CarrierClient, PlacedCall } from './carrier-client.ts';
import { Transcript } from './transcript.ts';

export interface PhoneListener {
  event?(event: CallEvent): void;
  item?(item: InboxItem): void;
  /** The caller texted the line. */
  texted?(body: string): void;
  /** Something happens at another end. */
  told?(line: string): void;
}

const CALL_BACK = /\bcall(?:s|ed|ing)? (?:you )?back\b|\bcallback\b/i;
const POLL_MS = 50;
/** A bot that forgets to close its talk cycle is taken as silent after this long without a word. */
const STUCK_MS = 5000;
/** What the carrier sent back comes over another connection: so long it is waited for. */
const REPLIES_MS = 2000;

/** One call from the caller's end: what is heard, what arrives, and what can be done. */
export class PhoneCall implements CallerEnd {
  readonly transcript = new Transcript();
  readonly #client: CarrierClient;
  readonly #clock: Clock;
  readonly #listener: PhoneListener;
  readonly #hungUp = new AbortController();
  readonly #inbox = new AbortController();
  #sid = '';
  #parties: Pick<PlacedCall, 'from' | 'to'> = { from: '', to: '' };
  #speaking = false;
  #lastSoundAt: number;
  #spokenAt = 0;
  #actedAt: number;
  #error: string | null = null;
  #over: Promise<void> = Promise.resolve();

  constructor(client: CarrierClient, clock: Clock, listener: PhoneListener = {}) {
    this.#client = client;
    this.#clock = clock;
    this.#listener = listener;
    this.#lastSoundAt = clock.now();
    this.#actedAt = clock.now();
  }

  get speaking(): boolean {
    return this.#speaking;
  }

  /** The carrier's id; empty before the call is placed. */
  get sid(): string {
    return this.#sid;
  }

  get isOver(): boolean {
    return this.#hungUp.signal.aborted;
  }

  /** Aborts when the call ends. */
  get ended(): AbortSignal {
    return this.#hungUp.signal;
  }

  /** The first thing that went wrong on the call, as the stand-in reports it. */
  get error(): string | null {
    return this.#error;
  }

  async start(call: PlacedCall): Promise<void> {
    this.#parties = { from: call.from, to: call.to };
    await new Promise<void>((resolve, reject) => {
      this.#client.followInbox(this.#inbox.signal, resolve, (item) => this.#arrived(item)).catch(reject);
    });
    this.#sid = await this.#client.placeCall(call);
    this.#over = this.#client
      .followCall(this.#sid, new AbortController().signal, (event) => this.#happened(event))
      .catch((error: unknown) => this.#failed(`the carrier was lost: ${error}`));
  }

  /** The bot said that somebody will call. */
  get expectsCallBack(): boolean {
    return this.transcript.lines.some((line) => line.startsWith('bot: ') && CALL_BACK.test(line));
  }

  tell(line: string): void {
    this.transcript.tell(line);
    this.#listener.told?.(line);
  }

  /** Resolves when the call itself is over; what arrives is still told. */
  async untilOver(): Promise<void> {
    await this.#over;
    this.#hungUp.abort();
  }

  /** Resolves when everything about the call is told, also what arrives just after it. */
  async finished(): Promise<void> {
    await this.untilOver();
    this.#inbox.abort();
  }

  say(text: string): Promise<void> {
    return this.#act('say', { text });
  }

  press(digits: string): Promise<void> {
    return this.#act('press', { digits });
  }

  interrupt(text?: string): Promise<void> {
    return this.#act('interrupt', text === undefined ? {} : { text });
  }

  hangup(): Promise<void> {
    return this.#act('hangup', {});
  }

  /** Texts the line from the phone of this call; resolves when what the line and the carrier sent back is there. */
  async text(body: string): Promise<void> {
    if (this.isOver) return;
    const { sms } = this.transcript.arrivals;
    this.transcript.text(body);
    this.#listener.texted?.(body);
    try {
      await this.#untilArrived(sms + (await this.#client.sendText({ ...this.#parties, body })));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#error ??= message;
      this.transcript.problem(message);
    }
  }

  async #untilArrived(texts: number): Promise<void> {
    const start = this.#clock.now();
    while (this.transcript.arrivals.sms < texts && this.#clock.now() - start < REPLIES_MS)
      await pause(this.#clock, POLL_MS, this.#inbox.signal);
  }

  /** Waits until the bot has answered the caller's last act and then kept silent for `quietMs`, or for `patienceMs`. */
  async quiet(quietMs: number, patienceMs: number): Promise<void> {
    const start = this.#clock.now();
    while (!this.isOver) {
      const now = this.#clock.now();
      const answered = this.#spokenAt > this.#actedAt;
      const silentMs = now - this.#lastSoundAt;
      const silent = this.#speaking ? silentMs > STUCK_MS : silentMs >= quietMs;
      if (silent && (answered || now - start >= patienceMs)) return;
      await pause(this.#clock, POLL_MS, this.#hungUp.signal);
    }
  }

  /** Waits until the lines from index `from` on match; says whether they did within `ms` and before the call's end. */
  async untilTold(pattern: RegExp, from: number, ms: number): Promise<boolean> {
    const start = this.#clock.now();
    while (!pattern.test(this.transcript.since(from))) {
      if (this.isOver || this.#clock.now() - start >= ms) return false;
      await pause(this.#clock, POLL_MS, this.#hungUp.signal);
    }
    return true;
  }

  /** Waits until the bot speaks; for interruptions. */
  async untilSpeaking(patienceMs: number): Promise<void> {
    const start = this.#clock.now();
    while (!this.isOver && !this.#speaking && this.#clock.now() - start < patienceMs)
      await pause(this.#clock, POLL_MS, this.#hungUp.signal);
  }

  /** Waits for the call's end, but no longer than this; says whether it came. */
  async endsWithin(ms: number): Promise<boolean> {
    await pause(this.#clock, ms, this.#hungUp.signal);
    return this.isOver;
  }

  async #act(what: 'say' | 'press' | 'interrupt' | 'hangup', body: unknown): Promise<void> {
    if (this.isOver) return;
    this.#actedAt = this.#clock.now();
    this.#lastSoundAt = this.#actedAt;
    await this.#client.act(this.#sid, what, body).catch((error: unknown) => this.#failed(String(error)));
  }

  #happened(event: CallEvent): void {
    if (event.type === 'speaking') this.#speaking = event.on;
    if (event.type === 'speaking' || event.type === 'spoken') this.#lastSoundAt = this.#clock.now();
    // A person on the line is heard like the bot.
    const talks = event.type === 'person' && event.does === 'says';
    if (talks) this.#lastSoundAt = this.#clock.now();
    if (event.type === 'spoken' || talks) this.#spokenAt = this.#lastSoundAt;
    if (event.type === 'error') this.#error ??= `${event.code} ${event.message}`;
    this.transcript.hear(event);
    this.#listener.event?.(event);
    if (event.type === 'ended') this.#hungUp.abort();
  }

  #arrived(item: InboxItem): void {
    this.transcript.receive(item);
    this.#listener.item?.(item);
  }

  #failed(message: string): void {
    this.#error ??= message;
    this.#hungUp.abort();
  }
}
