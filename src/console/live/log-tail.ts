import type { FeedStore, LoggedEvent } from '../../ports/feed-store.ts';
import type { Cancel, Clock, Log } from '../../ports.ts';
import type { FeedTopic } from '../contract/feed.ts';
import { ChangeWatch } from './change-watch.ts';

export interface LogTailOptions {
  readonly store: Pick<FeedStore, 'eventsAfter' | 'lastEventId' | 'changesAfter' | 'lastChangeId'>;
  readonly clock: Clock;
  readonly log: Log;
}
export interface LogTailListener {
  events(page: readonly LoggedEvent[]): void;
  changed(topic: FeedTopic): void;
}

/** How often (ms) other processes' events are looked for, and what they changed elsewhere. */
const eventsEveryMs = 50;
const changesEveryMs = 500;
/** After a failure. */
const restMs = 1000;
const complainEveryMs = 60_000;
const pageSize = 500;

/** The log read on from where it ended at the start, by one request at a time, until it is stopped. */
export class LogTail {
  readonly #with: LogTailOptions;
  readonly #listener: LogTailListener;
  readonly #changes: ChangeWatch;
  /** Resolves when `position` is known; rejects where the store does not answer. */
  readonly ready: Promise<void>;
  #position = 0;
  #stopped = false;
  #reading = false;
  #again = false;
  #changesAt = 0;
  #cancel: Cancel | null = null;
  #complainedAt: number | null = null;

  constructor(options: LogTailOptions, listener: LogTailListener) {
    this.#with = options;
    this.#listener = listener;
    this.#changes = new ChangeWatch(options.store);
    this.ready = this.#begin();
  }

  /** All up to here was told. */
  get position(): number {
    return this.#position;
  }

  /** Something was written: it is looked for at once, or as soon as the running request is answered. */
  wake(): void {
    if (this.#reading || this.#cancel === null) this.#again = true;
    else void this.#read();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #begin(): Promise<void> {
    this.#position = await this.#with.store.lastEventId();
    await this.#changes.begin();
    if (!this.#stopped) this.#wait(this.#again ? 0 : eventsEveryMs);
  }

  #wait(ms: number): void {
    this.#cancel = this.#with.clock.after(ms, () => void this.#read());
  }

  async #read(): Promise<void> {
    this.#cancel?.();
    this.#reading = true;
    const rest = await this.#readAll().catch((error: unknown) => this.#failed(error));
    this.#reading = false;
    if (!this.#stopped) this.#wait(rest);
  }

  /** How long to wait for more (ms). */
  async #readAll(): Promise<number> {
    do {
      this.#again = false;
      const page = await this.#with.store.eventsAfter(this.#position, pageSize);
      if (this.#stopped) return 0;
      this.#position = page.at(-1)?.event.id ?? this.#position;
      if (page.length > 0) this.#listener.events(page);
      if (page.length === pageSize) this.#again = true;
    } while (this.#again);
    await this.#lookAround();
    return this.#again ? 0 : eventsEveryMs;
  }

  async #lookAround(): Promise<void> {
    const now = this.#with.clock.now();
    if (now < this.#changesAt) return;
    this.#changesAt = now + changesEveryMs;
    const topics = await this.#changes.look();
    for (const topic of topics) if (!this.#stopped) this.#listener.changed(topic);
  }

  #failed(error: unknown): number {
    const now = this.#with.clock.now();
    if (this.#complainedAt === null || now - this.#complainedAt >= complainEveryMs) {
      this.#complainedAt = now;
      this.#with.log.warn('what happens in calls cannot be followed for the console', { error });
    }
    return restMs;
  }
}
