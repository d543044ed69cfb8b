import type { CallEvent } from './call-event.ts';
import type { BegunLeg, CallSwitch } from './call-switch.ts';
import type { EventLog } from './event-log.ts';
import type { InboxItem } from './inbox.ts';
import type { IncomingText } from './incoming-text.ts';
import { newSid } from './sid.ts';

/** What a phone in a browser is told: of every leg, of what arrives, and of whatever else is fed in. */
export type DeskEntry =
  | { readonly kind: 'leg'; readonly leg: BegunLeg }
  | { readonly kind: 'event'; readonly sid: string; readonly event: CallEvent }
  /** `item`: its place in the inbox, from 0. */
  | { readonly kind: 'inbox'; readonly item: number; readonly received: InboxItem }
  | { readonly kind: 'texted'; readonly text: Pick<IncomingText, 'from' | 'to' | 'body' | 'at' | 'error'> }
  | { readonly kind: 'run'; readonly run: unknown };

export interface NumberedEntry {
  /** `<log>-<number>`: another log begins with another stand-in. */
  readonly id: string;
  readonly entry: DeskEntry;
}

/** How far scripts that are being played have come. */
export interface RunFeed {
  subscribe(listener: (run: unknown) => void): () => void;
}

export interface DeskSources {
  readonly calls: CallSwitch;
  readonly inbox: EventLog<InboxItem>;
  readonly received: EventLog<IncomingText>;
  /** Scripts being played. */
  readonly runs: RunFeed | null;
}

const KEPT = 5000;
/** Of no use to who is on the phone, and large. */
const unheard: readonly string[] = ['frame', 'document', 'webhook'];

/** All that happens at the stand-in, in one order, so that one connection tells it; the newest few thousand entries. */
export class DeskLog {
  readonly #name = newSid('').slice(0, 8);
  readonly #entries: NumberedEntry[] = [];
  readonly #listeners = new Set<(entry: NumberedEntry) => void>();
  #count = 0;

  constructor({ calls, inbox, received, runs }: DeskSources) {
    calls.begun.subscribe((leg) => this.#append({ kind: 'leg', leg }));
    calls.onLeg(({ sid, log }) => log.subscribe((event) => this.#happened(sid, event)));
    inbox.subscribe((item, index) => this.#append({ kind: 'inbox', item: index, received: item }));
    received.subscribe(({ from, to, body, at, error }) =>
      this.#append({ kind: 'texted', text: { from, to, body, at, error } }),
    );
    runs?.subscribe((run) => this.#append({ kind: 'run', run }));
  }

  /** What is kept of what came after this id, or all that is kept. `restarts`: the id is unknown here. */
  since(id: string | null): { readonly entries: readonly NumberedEntry[]; readonly restarts: boolean } {
    const [name, number = ''] = id?.split('-') ?? [];
    const known = name === this.#name && /^\d{1,12}$/.test(number);
    const missing = known ? Math.max(0, this.#count - Number(number) - 1) : this.#entries.length;
    return { entries: missing === 0 ? [] : this.#entries.slice(-missing), restarts: id !== null && !known };
  }

  subscribe(listener: (entry: NumberedEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #happened(sid: string, event: CallEvent): void {
    if (!unheard.includes(event.type)) this.#append({ kind: 'event', sid, event });
  }

  #append(entry: DeskEntry): void {
    const numbered = { id: `${this.#name}-${this.#count}`, entry };
    this.#count += 1;
    this.#entries.push(numbered);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const listener of [...this.#listeners]) listener(numbered);
  }
}
