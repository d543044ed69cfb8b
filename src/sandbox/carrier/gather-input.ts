import { pause } from '../real-clock.ts';
import type { CallContext, CallerInput } from './call-context.ts';

export interface GatherRules {
  readonly input: readonly ('dtmf' | 'speech')[];
  /** Null: no limit. */
  readonly numDigits: number | null;
  /** Ends the entry and is no part of it; empty: none. */
  readonly finishOnKey: string;
  readonly timeoutMs: number;
  /** From the last word to the end of the speech. */
  readonly speechEndMs: number;
  /** Keys and words cut what is being said. */
  readonly bargeIn: boolean;
}

export interface Gathered {
  readonly digits: string;
  readonly finishedOnKey: string;
  /** Null: nothing was said. */
  readonly speech: string | null;
}

/** What a caller enters while a `<Gather>` listens. */
export class GatherInput implements CallerInput {
  /** Aborts when what is being said is to stop. */
  readonly bargedIn = new AbortController();
  readonly #context: CallContext;
  readonly #rules: GatherRules;
  readonly #done = new AbortController();
  #digits = '';
  #finishedOnKey = '';
  #speech: string | null = null;
  #speaking = false;
  #activity = new AbortController();

  constructor(context: CallContext, rules: GatherRules) {
    this.#context = context;
    this.#rules = rules;
  }

  async say(text: string): Promise<void> {
    const { log, clock, stopped, settings } = this.#context;
    log({ type: 'caller-speech', text });
    const heard = this.#rules.input.includes('speech') && !this.#done.signal.aborted;
    if (!heard) log({ type: 'unheard', what: text, why: 'only keys are listened for' });
    else this.#begin();
    this.#speaking = heard;
    await pause(clock, (text.length / settings.callerCharactersPerSecond) * 1000, stopped);
    if (!heard || (await pause(clock, this.#rules.speechEndMs, stopped)) === 'aborted') return;
    this.#speech ??= text;
    this.#done.abort();
  }

  press(digits: string): void {
    this.#context.log({ type: 'caller-digits', digits });
    for (const digit of digits) this.#pressOne(digit);
  }

  interrupt(): void {
    if (this.#rules.input.includes('speech')) this.#begin();
  }

  /** Waits for the entry to be complete, or for nothing more to come. */
  async wait(): Promise<Gathered> {
    const { clock, stopped } = this.#context;
    while (!this.#done.signal.aborted && !stopped.aborted) {
      this.#activity = new AbortController();
      const signal = AbortSignal.any([this.#done.signal, this.#activity.signal, stopped]);
      const waited = await pause(clock, this.#speaking ? LONGEST_SPEECH_MS : this.#rules.timeoutMs, signal);
      if (waited === 'elapsed') break;
    }
    this.#done.abort();
    return { digits: this.#digits, finishedOnKey: this.#finishedOnKey, speech: this.#speech };
  }

  #begin(): void {
    if (this.#rules.bargeIn) this.bargedIn.abort();
    this.#activity.abort();
  }

  #pressOne(digit: string): void {
    const { input, numDigits, finishOnKey } = this.#rules;
    if (!input.includes('dtmf') || this.#done.signal.aborted)
      return this.#context.log({ type: 'unheard', what: digit, why: 'no key is listened for' });
    this.#begin();
    const finishes = finishOnKey !== '' && digit === finishOnKey;
    if (finishes) this.#finishedOnKey = digit;
    else this.#digits += digit;
    if (finishes || this.#digits.length === numDigits) this.#done.abort();
  }
}

const LONGEST_SPEECH_MS = 60_000;
