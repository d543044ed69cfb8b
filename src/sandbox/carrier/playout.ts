import type { Clock } from '../real-clock.ts';
import type { SpeechSource } from './call-event.ts';
import type { InputKind } from './relay-config.ts';
import { SpeechPace } from './speech-pace.ts';

interface ItemBase {
  /** What caller input may cut it. */
  readonly interruptible: InputKind;
  /** A later talk cycle may cut it. */
  readonly preemptible: boolean;
  /** Closes its talk cycle. */
  readonly last: boolean;
}
export type PlayoutItem =
  | (ItemBase & { readonly kind: 'text'; readonly text: string; readonly source: SpeechSource })
  | (ItemBase & { readonly kind: 'media'; readonly source: string; readonly durationMs: number })
  | (ItemBase & { readonly kind: 'digits'; readonly digits: string });

export interface PlayoutListener {
  speaking(on: boolean, source: SpeechSource): void;
  /** This is going to be spoken. `from`: its position on the leg; `utterance`: that of its talk cycle's first text. */
  coming?(
    speech: { readonly text: string; readonly from: number; readonly utterance: number },
    source: SpeechSource,
  ): void;
  /** The caller has just heard this. */
  spoken(text: string, source: SpeechSource): void;
  /** About a second of speech, or what is left at an end. */
  tokensPlayed(text: string): void;
  media(source: string): void;
  digits(digits: string): void;
  preempted(heard: string): void;
}

export interface CutReport {
  /** The speech of this talk cycle the caller heard; a word begun counts as unheard. */
  readonly heard: string;
  readonly durationMs: number;
}

interface Queued {
  readonly item: PlayoutItem;
  readonly cycle: number;
  /** Of the first character of `rest`, among all that is spoken on the leg. */
  position: number;
  rest: string;
}

/** From the first token to its audio, on live calls. */
const SYNTHESIS_MS = 320;
const PREEMPTION_MS = 2000;
const DIGITS_IDLE_MS = 2000;

/**
 * Twilio's side of the speech: one queue, first in first out, played at a speaking rate word by word. A talk cycle runs
 * from its first audio to the item that has `last`; without one it stays open, silent, and later text joins it.
 */
export class Playout {
  readonly #clock: Clock;
  readonly #charactersPerSecond: number;
  readonly #listener: PlayoutListener;
  readonly #pace: SpeechPace;
  #queue: Queued[] = [];
  #cycle = 0;
  #openText = false;
  #stopTimer: (() => void) | null = null;
  #speaking: { readonly source: SpeechSource; readonly startedAt: number; readonly cycle: number } | null = null;
  #current: PlayoutItem | null = null;
  #heard = '';
  #fragment = '';
  #utterance: { readonly cycle: number; readonly from: number } | null = null;

  /** `pace`: that of the leg, where a phone may say what was heard. */
  constructor(clock: Clock, charactersPerSecond: number, listener: PlayoutListener, pace = new SpeechPace(clock)) {
    this.#clock = clock;
    this.#pace = pace;
    this.#charactersPerSecond = charactersPerSecond;
    this.#listener = listener;
  }

  /** The item the caller hears, or heard last in a talk cycle still open; null in silence between cycles. */
  get current(): PlayoutItem | null {
    return this.#speaking === null ? null : this.#current;
  }

  /** Text waiting to be spoken. */
  get unspoken(): string {
    return this.#queue.map((queued) => queued.rest).join('');
  }

  enqueue(item: PlayoutItem, delayMs = SYNTHESIS_MS): void {
    const preempts = !(item.kind === 'text' && item.text === '') && this.#preempts();
    if (preempts) this.#dropPreempted();
    const last = item.kind === 'media' && this.#openText ? false : item.last;
    const rest = item.kind === 'text' ? item.text : '';
    const position = item.kind === 'text' ? this.#announce(item) : 0;
    this.#queue.push({ item: { ...item, last }, cycle: this.#cycle, position, rest });
    if (item.kind === 'text') this.#openText = !last;
    if (last) this.#cycle += 1;
    if (this.#stopTimer === null)
      this.#wait(preempts ? PREEMPTION_MS : this.#delayFor(item, delayMs), () => this.#step());
  }

  /** Stops the audio and drops everything queued. `report` is called between the last fragment and the end of speech. */
  cut(report: (cut: CutReport) => void): void {
    this.#flush();
    const speaking = this.#speaking;
    const durationMs = speaking === null ? 0 : Math.round(this.#clock.now() - speaking.startedAt);
    report({ heard: this.#heard.trim(), durationMs });
    this.stop();
    this.#endSpeech();
  }

  /** Silence at once, with nothing reported. */
  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    if (this.#openText) this.#cycle += 1;
    this.#openText = false;
    this.#queue = [];
  }

  #announce({ text, source }: Extract<PlayoutItem, { kind: 'text' }>): number {
    const from = this.#pace.offer(text);
    if (text === '') return from;
    if (this.#utterance?.cycle !== this.#cycle) this.#utterance = { cycle: this.#cycle, from };
    this.#listener.coming?.({ text, from, utterance: this.#utterance.from }, source);
    return from;
  }

  /** A new talk cycle arrives while a closed, preemptible one is playing or waiting. */
  #preempts(): boolean {
    const earlier = this.#queue.filter((queued) => queued.cycle < this.#cycle).map((queued) => queued.item);
    const playing = this.#speaking !== null && this.#speaking.cycle < this.#cycle && this.#current !== null;
    const pending = playing && this.#current !== null ? [this.#current, ...earlier] : earlier;
    return pending.length > 0 && pending.every((item) => item.preemptible);
  }

  #dropPreempted(): void {
    this.#flush();
    this.#listener.preempted(this.#heard.trim());
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#queue = this.#queue.filter((queued) => queued.cycle >= this.#cycle);
    this.#endSpeech();
  }

  /** Text that joins audio already flowing needs no new start. */
  #delayFor(item: PlayoutItem, delayMs: number): number {
    if (item.kind === 'text' && item.text === '') return 0;
    if (item.kind === 'digits') return DIGITS_IDLE_MS;
    return this.#speaking === null ? delayMs : 0;
  }

  #wait(ms: number, then: () => void): void {
    this.#stopTimer = this.#clock.after(ms, () => {
      this.#stopTimer = null;
      then();
    });
  }

  #step(): void {
    const head = this.#queue[0];
    if (head === undefined) return this.#flush();
    this.#current = head.item;
    if (head.item.kind === 'text') return this.#speak(head, head.item.source);
    if (head.item.kind === 'digits') return this.#dial(head.item.digits, head);
    this.#begin('bot', head.cycle);
    this.#listener.media(head.item.source);
    this.#wait(head.item.durationMs, () => this.#done(head));
  }

  #speak(head: Queued, source: SpeechSource): void {
    const piece = /^\s*\S*\s*/.exec(head.rest)?.[0] ?? '';
    if (piece === '') return this.#done(head);
    this.#begin(source, head.cycle);
    const ms = (piece.length / this.#charactersPerSecond) * 1000;
    this.#stopTimer = this.#pace.whenHeard(head.position + piece.length, ms, () => {
      this.#stopTimer = null;
      head.rest = head.rest.slice(piece.length);
      head.position += piece.length;
      this.#heard += piece;
      this.#fragment += piece;
      this.#listener.spoken(piece, source);
      if (this.#fragment.length >= this.#charactersPerSecond) this.#flush();
      this.#step();
    });
  }

  #dial(digits: string, head: Queued): void {
    this.#listener.digits(digits);
    this.#listener.tokensPlayed(digits);
    this.#done(head);
  }

  #done(head: Queued): void {
    this.#queue.shift();
    if (head.item.last) {
      this.#flush();
      this.#endSpeech();
    }
    this.#step();
  }

  #begin(source: SpeechSource, cycle: number): void {
    if (this.#speaking !== null) return;
    this.#speaking = { source, startedAt: this.#clock.now(), cycle };
    this.#listener.speaking(true, source);
  }

  #endSpeech(): void {
    const speaking = this.#speaking;
    this.#speaking = null;
    this.#heard = '';
    this.#fragment = '';
    if (speaking !== null) this.#listener.speaking(false, speaking.source);
  }

  #flush(): void {
    if (this.#fragment === '') return;
    const fragment = this.#fragment;
    this.#fragment = '';
    this.#listener.tokensPlayed(fragment);
  }
}
