import type { Clock } from '../real-clock.ts';

interface Waiting {
  /** The position behind the piece. */
  readonly end: number;
  readonly ms: number;
  readonly then: () => void;
  stop: () => void;
}

/** From the last report of a phone that speaks for itself to the speaking rate taking over: it has gone away. */
const PATIENCE_MS = 3000;

/**
 * When the speech on one leg is heard: at a speaking rate, or as a phone that reads it out loud reports. Positions
 * count the characters (UTF-16) of all that was ever to be spoken on the leg, cut or not.
 */
export class SpeechPace {
  readonly #clock: Clock;
  #offered = 0;
  #heard = 0;
  #reported = false;
  #waiting: Waiting | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Text that is going to be spoken; the answer is the position of its first character. */
  offer(text: string): number {
    const from = this.#offered;
    this.#offered += text.length;
    return from;
  }

  /** Calls back once, when the piece that ends at `end` was heard; `ms` is what it takes at the rate. The answer stops it. */
  whenHeard(end: number, ms: number, then: () => void): () => void {
    const waiting: Waiting = { end, ms, then, stop: () => {} };
    this.#waiting = waiting;
    this.#arm(waiting);
    return () => {
      waiting.stop();
      if (this.#waiting === waiting) this.#waiting = null;
    };
  }

  /** The same as a promise; `signal` ends the waiting. */
  untilHeard(end: number, ms: number, signal: AbortSignal): Promise<'elapsed' | 'aborted'> {
    if (signal.aborted) return Promise.resolve('aborted');
    return new Promise((resolve) => {
      const abort = (): void => {
        stop();
        resolve('aborted');
      };
      const stop = this.whenHeard(end, ms, () => {
        signal.removeEventListener('abort', abort);
        resolve('elapsed');
      });
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** A phone that reads out loud is at this position: what ends before it was heard, and nothing behind it. */
  report(position: number): void {
    this.#reported = true;
    this.#heard = Math.max(this.#heard, Math.min(position, this.#offered));
    while (this.#waiting !== null && this.#waiting.end <= this.#heard) this.#fire(this.#waiting);
    if (this.#waiting !== null) this.#arm(this.#waiting);
  }

  /** It reads out nothing any more: the speaking rate goes on. */
  release(): void {
    this.#reported = false;
    if (this.#waiting !== null) this.#arm(this.#waiting);
  }

  #arm(waiting: Waiting): void {
    waiting.stop();
    const fire = () => this.#fire(waiting);
    if (!this.#reported) waiting.stop = this.#clock.after(waiting.ms, fire);
    else if (waiting.end <= this.#heard) waiting.stop = this.#clock.after(0, fire);
    else waiting.stop = this.#clock.after(PATIENCE_MS, () => this.release());
  }

  #fire(waiting: Waiting): void {
    waiting.stop();
    if (this.#waiting === waiting) this.#waiting = null;
    waiting.then();
  }
}
