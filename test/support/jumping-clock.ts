import { realClock } from '../../src/sandbox/real-clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  cancel: () => void;
}

/** setTimeout takes no more. */
const longestMs = 2 ** 31 - 1;

/**
 * Another date at which time runs as always, until it jumps as on a machine that slept: what fell due meanwhile happens at
 * once, and once. Real sockets and databases go on beside it.
 */
export class JumpingClock {
  #ahead: number;
  readonly #timers = new Set<Timer>();

  /** Epoch ms. */
  constructor(start: number) {
    this.#ahead = start - realClock.now();
  }

  now(): number {
    return realClock.now() + this.#ahead;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.now() + Math.max(0, ms), callback, cancel: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#drop(timer);
  }

  /** Forward to this moment (epoch ms). */
  jump(to: number): void {
    this.#ahead += Math.max(0, to - this.now());
    for (const timer of this.#timers) {
      timer.cancel();
      this.#arm(timer);
    }
  }

  /** Timers that are set: whoever leaves some behind has leaked them. */
  get pending(): number {
    return this.#timers.size;
  }

  #arm(timer: Timer): void {
    const wait = Math.min(longestMs, Math.max(0, timer.at - this.now()));
    timer.cancel = realClock.after(wait, () => {
      if (this.now() < timer.at) return this.#arm(timer);
      this.#timers.delete(timer);
      timer.callback();
    });
  }

  #drop(timer: Timer): void {
    timer.cancel();
    this.#timers.delete(timer);
  }
}
