import type { LoggedEvent } from '../../ports/feed-store.ts';
import type { Cancel } from '../../ports.ts';
import type { FeedTopic } from '../contract/feed.ts';
import { masked } from '../unmask.ts';
import { LogTail, type LogTailOptions } from './log-tail.ts';
import { callText, changedText, helloText, pingText, resetText } from './stream-text.ts';

/** One connection of a tab. Its methods must not throw. */
export interface Follower {
  send(text: string): void;
  /** Bytes sent and not taken by the other side yet. */
  readonly unsent: number;
  close(): void;
}

interface Following {
  readonly follower: Follower;
  /** The last event it was told. */
  position: number;
  /** It has all the tail has, and gets what comes. */
  live: boolean;
}

const pingMs = 15_000;
const pageSize = 500;
/** Who is further behind asks anew: that is quicker than being told everything. */
const mostMissed = 5000;
/** Who leaves more than this unread is hung up on, and resumes. */
const mostUnsentBytes = 1_000_000;

/**
 * The log of all calls, followed once for all tabs of this process, and only while there is one. A follower is told
 * every event after its position once and in order, whichever process wrote it: first what it missed, then what comes.
 */
export class FeedHub {
  readonly #with: LogTailOptions;
  readonly #all = new Set<Following>();
  #tail: LogTail | null = null;
  #cancelPing: Cancel | null = null;
  #closed = false;

  constructor(options: LogTailOptions) {
    this.#with = options;
  }

  get followers(): number {
    return this.#all.size;
  }

  /** The process is stopping: nobody can follow any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Follows from `after` on; null: from now on. The answer ends it. Rejects where the store does not answer. */
  async follow(after: number | null, follower: Follower): Promise<Cancel> {
    const following = { follower, position: 0, live: false };
    this.#all.add(following);
    this.#tail ??= this.#start();
    try {
      await this.#tail.ready;
      await this.#join(following, after, this.#tail);
    } catch (error) {
      this.#leave(following);
      throw error;
    }
    return () => this.#leave(following);
  }

  /** This process wrote events: they are told at once. */
  wake(): void {
    this.#tail?.wake();
  }

  close(): void {
    this.#closed = true;
    for (const following of this.#all) this.#hangUp(following);
  }

  #start(): LogTail {
    this.#cancelPing = this.#with.clock.after(pingMs, () => this.#ping());
    return new LogTail(this.#with, {
      events: (page) => this.#tell(page),
      changed: (topic: FeedTopic) => this.#sendAll(changedText(topic)),
    });
  }

  async #join(following: Following, after: number | null, tail: LogTail): Promise<void> {
    const last = await this.#with.store.lastEventId();
    if (this.#closed) return this.#hangUp(following);
    const isLost = after !== null && (after > last || last - after > mostMissed);
    following.position = after === null || isLost ? tail.position : after;
    following.live = following.position >= tail.position;
    if (isLost) this.#send(following, resetText(following.position));
    this.#send(following, helloText(following.position));
    if (!following.live) void this.#catchUp(following, tail);
  }

  /** What it missed, page by page, until it has caught up with the tail. */
  async #catchUp(following: Following, tail: LogTail): Promise<void> {
    try {
      while (this.#all.has(following) && !following.live) {
        const upTo = tail.position;
        const page = await this.#with.store.eventsAfter(following.position, pageSize);
        for (const logged of page) this.#sendEvent(following, logged.event.id, callText(logged, masked));
        // What is not in the page any more was deleted.
        if (page.length < pageSize) following.position = Math.max(following.position, upTo);
        following.live = following.position >= tail.position;
      }
    } catch (error) {
      this.#with.log.warn('a console page could not be told what it missed; it asks again', { error });
      this.#hangUp(following);
    }
  }

  #tell(page: readonly LoggedEvent[]): void {
    const live = [...this.#all].filter((following) => following.live);
    if (live.length === 0) return;
    for (const logged of page) {
      const text = callText(logged, masked);
      for (const following of live) this.#sendEvent(following, logged.event.id, text);
    }
  }

  #sendEvent(following: Following, id: number, text: string): void {
    if (id <= following.position) return;
    following.position = id;
    this.#send(following, text);
  }

  #sendAll(text: string): void {
    for (const following of this.#all) this.#send(following, text);
  }

  #send(following: Following, text: string): void {
    if (!this.#all.has(following)) return;
    if (following.follower.unsent > mostUnsentBytes) return this.#hangUp(following);
    following.follower.send(text);
  }

  #ping(): void {
    this.#cancelPing = this.#with.clock.after(pingMs, () => this.#ping());
    this.#sendAll(pingText);
  }

  #hangUp(following: Following): void {
    this.#leave(following);
    following.follower.close();
  }

  #leave(following: Following): void {
    this.#all.delete(following);
    if (this.#all.size > 0) return;
    this.#tail?.stop();
    this.#tail = null;
    this.#cancelPing?.();
    this.#cancelPing = null;
  }
}
