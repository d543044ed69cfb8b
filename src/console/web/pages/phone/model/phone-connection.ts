import { PhoneEntry } from '../../../../contract/phone-stream.ts';
import { applyEntry, type Desk, emptyDesk } from './desk.ts';

/** A browser's EventSource, as far as it is used here. */
export interface StreamSource {
  readonly readyState: number;
  addEventListener(
    type: string,
    listener: (event: { readonly data?: unknown; readonly lastEventId?: string }) => void,
  ): void;
  close(): void;
}
export interface ConnectionPorts {
  open(url: string): StreamSource;
  after(ms: number, callback: () => void): () => void;
}

export type PhoneState = 'connecting' | 'live' | 'lost';

/** Told of every entry once, after the desk has it; `isNew`: it happened just now, not before we looked. */
export type EntryListener = (entry: PhoneEntry, isNew: boolean) => void;

const CLOSED = 2;
const RETRY_MS = 1500;

/**
 * The phone's stream: all that happens at the stand-in, gathered on the desk. It goes on where it stopped, whoever ended
 * it, and begins anew when the stand-in is another one. `plays`: people who are called ring here.
 */
export class PhoneConnection {
  readonly #with: ConnectionPorts;
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Set<EntryListener>();
  #source: StreamSource | null = null;
  #desk: Desk = emptyDesk;
  #state: PhoneState = 'connecting';
  #seen = '';
  #openedAt = 0;
  #plays = true;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: ConnectionPorts) {
    this.#with = ports;
  }

  get desk(): Desk {
    return this.#desk;
  }

  get state(): PhoneState {
    return this.#state;
  }

  /** `now`: epoch ms; what happened before is old. */
  start(plays: boolean, now: number): () => void {
    this.#plays = plays;
    if (this.#openedAt === 0) this.#openedAt = now;
    this.#open();
    return () => this.#stop();
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  listen(listener: EntryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #open(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const query = new URLSearchParams({
      ...(this.#plays && { plays: 'people' }),
      ...(this.#seen !== '' && { after: this.#seen }),
    });
    const source = this.#with.open(`/api/phone/stream?${query}`);
    this.#source = source;
    source.addEventListener('open', () => source === this.#source && this.#become('live'));
    source.addEventListener('restart', () => source === this.#source && this.#restart());
    source.addEventListener('message', ({ data, lastEventId = '' }) => {
      if (source === this.#source) this.#take(data, lastEventId);
    });
    source.addEventListener('error', () => {
      if (source === this.#source) this.#broke(source);
    });
  }

  #take(data: unknown, id: string): void {
    if (id !== '') this.#seen = id;
    const entry = PhoneEntry.safeParse(JSON.parse(String(data)));
    // What a phone does not show is no entry of its contract.
    if (!entry.success) return;
    this.#desk = applyEntry(this.#desk, entry.data);
    const isNew = atOf(entry.data) >= this.#openedAt;
    for (const listener of this.#listeners) listener(entry.data, isNew);
    this.#tell();
  }

  #restart(): void {
    this.#desk = emptyDesk;
    this.#tell();
  }

  #broke(source: StreamSource): void {
    this.#become('lost');
    if (source.readyState !== CLOSED) return;
    this.#cancelRetry ??= this.#with.after(RETRY_MS, () => this.#open());
  }

  #become(state: PhoneState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #stop(): void {
    this.#source?.close();
    this.#source = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }
}

function atOf(entry: PhoneEntry): number {
  switch (entry.kind) {
    case 'leg':
      return entry.leg.at;
    case 'event':
      return entry.event.at;
    case 'inbox':
      return entry.received.at;
    case 'texted':
      return entry.text.at;
    case 'run':
      return Number.POSITIVE_INFINITY;
  }
}
