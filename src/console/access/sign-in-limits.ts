import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Failures that cost nothing yet, and for how long they are counted. */
const perName = { points: 5, duration: 24 * 3600 };
/** Behind one address there may be a whole office. */
const perAddress = { points: 20, duration: 3600 };
const longestWaitSeconds = 15 * 60;
/** Password checks that wait for their turn; more are turned away. */
const longestQueue = 20;

export interface Attempted {
  /** Whose password it may be. */
  readonly names: readonly string[];
  /** Of the client, for counting. */
  readonly address: string;
}

export type Attempt<T> =
  | { readonly outcome: 'right'; readonly value: T }
  /** `waitSeconds`: until the next attempt; 0: at once. */
  | { readonly outcome: 'wrong'; readonly waitSeconds: number }
  /** Not looked at. */
  | { readonly outcome: 'wait'; readonly waitSeconds: number }
  | { readonly outcome: 'busy' };

/**
 * Makes guessing passwords slow: after some failures under a name or from an address every further one doubles the wait.
 * Attempts are checked one after the other, so that many at once are no more than many in a row, and the voice keeps its
 * processor. Counted in this process, in memory.
 */
export class SignInLimits {
  readonly #names = new Guard(perName);
  readonly #addresses = new Guard(perAddress);
  #queued = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** `check`: null is wrong. */
  async attempt<T>(attempted: Attempted, check: () => Promise<T | null>): Promise<Attempt<T>> {
    const wait = await this.#wait(attempted);
    if (wait > 0) return { outcome: 'wait', waitSeconds: wait };
    if (this.#queued >= longestQueue) return { outcome: 'busy' };
    this.#queued++;
    const turn = this.#last.then(() => this.#check(attempted, check)).finally(() => this.#queued--);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #check<T>(attempted: Attempted, check: () => Promise<T | null>): Promise<Attempt<T>> {
    const wait = await this.#wait(attempted);
    if (wait > 0) return { outcome: 'wait', waitSeconds: wait };
    const value = await check();
    if (value === null) return { outcome: 'wrong', waitSeconds: await this.#fail(attempted) };
    for (const name of attempted.names) await this.#names.forget(name);
    return { outcome: 'right', value };
  }

  async #wait({ names, address }: Attempted): Promise<number> {
    const waits = names.map((name) => this.#names.wait(name));
    return Math.max(...(await Promise.all([...waits, this.#addresses.wait(address)])));
  }

  async #fail({ names, address }: Attempted): Promise<number> {
    const waits = names.map((name) => this.#names.fail(name));
    return Math.max(...(await Promise.all([...waits, this.#addresses.fail(address)])));
  }
}

/** Counts failures by key, and closes a key for longer and longer. */
class Guard {
  readonly #failures: RateLimiterMemory;
  readonly #closed = new RateLimiterMemory({ points: 0, duration: longestWaitSeconds });

  constructor(free: { readonly points: number; readonly duration: number }) {
    this.#failures = new RateLimiterMemory(free);
  }

  /** Seconds until the key is open again. */
  async wait(key: string): Promise<number> {
    const closed = await this.#closed.get(key);
    return Math.max(0, Math.ceil((closed?.msBeforeNext ?? 0) / 1000));
  }

  async fail(key: string): Promise<number> {
    const { consumedPoints } = await this.#failures.penalty(key);
    const over = consumedPoints - this.#failures.points;
    if (over < 0) return 0;
    const seconds = Math.min(longestWaitSeconds, 2 ** (over + 1));
    await this.#closed.block(key, seconds);
    return seconds;
  }

  async forget(key: string): Promise<void> {
    await this.#failures.delete(key);
  }
}
