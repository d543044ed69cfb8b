import type { FeedCall } from '../../../contract/feed.ts';
import type { Live, LiveCall } from '../../../contract/live.ts';
import { afterEvent, fromStart } from '../../../contract/live-state.ts';

/** How long (ms) a call that ended stays in sight. */
const afterwardsMs = 15_000;
/** Fifty calls at once are not fifty renderings: the page is told at most this often (ms). */
const restMs = 60;
/** A call that is so young (ms) may be missing in an answer. */
const graceMs = 2000;
/** So many events may come before the first answer does. */
const mostEarly = 5000;

export interface BoardPorts {
  after(ms: number, callback: () => void): () => void;
  /** Something is missing: `/api/live` is to be asked for anew. */
  refetch(): void;
}

/**
 * The calls in progress, for the page: the server's answer, and on from there what the stream tells. A call's object is
 * the same until something happens in it.
 */
export class LiveBoard {
  readonly #with: BoardPorts;
  #calls = new Map<string, LiveCall>();
  #sorted: readonly LiveCall[] = [];
  /** Of calls that are not known yet. */
  readonly #early: FeedCall[] = [];
  #loaded = false;
  readonly #watchers = new Set<() => void>();
  #cancelRest: (() => void) | null = null;
  #isDirty = false;
  #followed: ReadonlySet<string> = new Set();
  readonly #leaving = new Map<string, () => void>();

  constructor(ports: BoardPorts) {
    this.#with = ports;
  }

  /** Newest first. Null: not known yet. */
  get calls(): readonly LiveCall[] | null {
    return this.#loaded ? this.#sorted : null;
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** An answer of the server: of each call whoever knows more of it is right. */
  answered({ now, calls }: Live): void {
    const next = new Map<string, LiveCall>();
    for (const call of calls) {
      const known = this.#calls.get(call.callId);
      next.set(call.callId, known !== undefined && known.seq >= call.seq ? known : call);
    }
    // What began or ended since the answer was made is known from the stream only.
    for (const [callId, known] of this.#calls)
      if (!next.has(callId) && (known.startedAt > now - graceMs || known.doing.kind === 'ended'))
        next.set(callId, known);
    this.#calls = next;
    this.#loaded = true;
    for (const feed of this.#early.splice(0)) this.#apply(feed, false);
    this.#publish();
  }

  happened(feed: FeedCall): void {
    this.#apply(feed, true);
    this.#tell();
  }

  /** These stay in sight after their end. */
  follow(callIds: readonly string[]): void {
    this.#followed = new Set(callIds);
    for (const { callId, doing } of this.#calls.values()) if (doing.kind === 'ended') this.#leave(callId);
  }

  stop(): void {
    this.#cancelRest?.();
    this.#cancelRest = null;
    for (const cancel of this.#leaving.values()) cancel();
    this.#leaving.clear();
  }

  #apply(feed: FeedCall, mayAsk: boolean): void {
    const known = this.#calls.get(feed.callId) ?? fromStart(feed);
    if (known === null) return mayAsk ? this.#unknown(feed) : undefined;
    if (feed.seq > known.seq + 1 && mayAsk) this.#with.refetch();
    const next = afterEvent(known, feed.event, feed.seq);
    this.#calls.set(feed.callId, next);
    if (next.doing.kind === 'ended') this.#leave(feed.callId);
  }

  /** Its beginning is missing: it is in the next answer. What still happens after an end belongs to no call in progress. */
  #unknown(feed: FeedCall): void {
    if (afterTheEnd.has(feed.event.type) || this.#early.length >= mostEarly) return;
    this.#early.push(feed);
    if (this.#loaded) this.#with.refetch();
  }

  #leave(callId: string): void {
    if (this.#leaving.has(callId)) return;
    const gone = (): void => {
      this.#leaving.delete(callId);
      if (this.#followed.has(callId)) return;
      this.#calls.delete(callId);
      this.#tell();
    };
    this.#leaving.set(callId, this.#with.after(afterwardsMs, gone));
  }

  /** At once after a rest, else at its end. */
  #tell(): void {
    this.#isDirty = true;
    if (this.#cancelRest === null) this.#publish();
  }

  #publish(): void {
    this.#isDirty = false;
    this.#cancelRest?.();
    this.#cancelRest = this.#with.after(restMs, () => {
      this.#cancelRest = null;
      if (this.#isDirty) this.#publish();
    });
    this.#sorted = [...this.#calls.values()].sort((a, b) => b.startedAt - a.startedAt);
    for (const watcher of this.#watchers) watcher();
  }
}

const afterTheEnd: ReadonlySet<string> = new Set(['wrap-up', 'recording-status', 'message-status', 'call-ended']);
