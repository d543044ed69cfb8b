import { FeedCall, FeedChanged, FeedHello, type FeedMessage } from '../../contract/feed.ts';

export type FeedState = 'live' | 'connecting' | 'lost';
export type FeedListener = (message: FeedMessage) => void;

/** A browser's EventSource, as far as we use it. */
export interface FeedSource {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}
export interface FeedPorts {
  open(url: string): FeedSource;
  /** Calls back once after `ms`; the answer stops it. */
  after(ms: number, callback: () => void): () => void;
}

const closed = 2;
/** The server says something every 15 s: after so long (ms) without a word the connection is a dead one. */
const silenceMs = 40_000;
/** So long a lost connection is only "connecting". */
const patienceMs = 4000;
const waitsMs = [500, 1000, 2000, 5000, 10_000];

const parsers = {
  call: (data: unknown): FeedMessage => ({ type: 'call', ...FeedCall.parse(data) }),
  changed: (data: unknown): FeedMessage => ({ type: 'changed', ...FeedChanged.parse(data) }),
  hello: (data: unknown): FeedMessage => ({ type: 'hello', ...FeedHello.parse(data) }),
  reset: (data: unknown): FeedMessage => ({ type: 'reset', ...FeedHello.parse(data) }),
} as const;

/**
 * The one stream of a tab. Goes on where it stopped, whoever ended it: the browser tries again by itself after a broken
 * connection, and we do after an answer that was none (a proxy's error page, a restart, a session that ran out).
 */
export class FeedConnection {
  readonly #with: FeedPorts;
  readonly #listeners = new Set<FeedListener>();
  readonly #watchers = new Set<() => void>();
  #source: FeedSource | null = null;
  #state: FeedState = 'connecting';
  #position: number | null = null;
  #tries = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;
  #cancelPatience: (() => void) | null = null;

  constructor(ports: FeedPorts) {
    this.#with = ports;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** Opens the stream. The answer closes it. */
  start(): () => void {
    this.#open();
    this.#notLive();
    return () => this.#stop();
  }

  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watchState(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #open(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const source = this.#with.open(`/api/stream${this.#position === null ? '' : `?after=${this.#position}`}`);
    this.#source = source;
    const types = Object.keys(parsers) as (keyof typeof parsers)[];
    for (const type of types) source.addEventListener(type, ({ data }) => this.#said(source, type, data));
    source.addEventListener('ping', () => this.#isAlive(source));
    source.addEventListener('error', () => this.#broke(source));
    this.#isAlive(source);
  }

  #said(source: FeedSource, type: keyof typeof parsers, data: unknown): void {
    if (source !== this.#source) return;
    this.#isAlive(source);
    const message = parsers[type](JSON.parse(String(data)));
    // The browser and we may both have asked again: nothing is told twice.
    if (message.type === 'call' && message.id <= (this.#position ?? 0)) return;
    if (message.type === 'call') this.#position = message.id;
    if (message.type === 'reset') this.#position = message.position;
    if (message.type === 'hello') this.#position ??= message.position;
    if (message.type === 'hello') this.#live();
    for (const listener of this.#listeners) listener(message);
  }

  #live(): void {
    this.#tries = 0;
    this.#cancelPatience?.();
    this.#cancelPatience = null;
    this.#become('live');
  }

  #notLive(): void {
    if (this.#state === 'live') this.#become('connecting');
    this.#cancelPatience ??= this.#with.after(patienceMs, () => this.#become('lost'));
  }

  #become(state: FeedState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }

  #isAlive(source: FeedSource): void {
    if (source !== this.#source) return;
    this.#cancelSilence?.();
    this.#cancelSilence = this.#with.after(silenceMs, () => this.#openAgain());
  }

  #broke(source: FeedSource): void {
    if (source !== this.#source) return;
    this.#notLive();
    if (source.readyState === closed) this.#openAgain();
  }

  #openAgain(): void {
    this.#notLive();
    this.#source?.close();
    this.#cancelSilence?.();
    const wait = waitsMs[Math.min(this.#tries++, waitsMs.length - 1)] ?? 0;
    this.#cancelRetry ??= this.#with.after(wait, () => this.#open());
  }

  #stop(): void {
    this.#source?.close();
    this.#source = null;
    for (const cancel of [this.#cancelRetry, this.#cancelSilence, this.#cancelPatience]) cancel?.();
    this.#cancelRetry = null;
    this.#cancelSilence = null;
    this.#cancelPatience = null;
  }
}
