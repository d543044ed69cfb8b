import type { CallEvent } from '../carrier/call-event.ts';
import type { BegunLeg } from '../carrier/call-switch.ts';
import { type Clock, pause } from '../real-clock.ts';
import type { CallerEnd } from './caller-end.ts';
import type { CarrierClient } from './carrier-client.ts';
import { LegNotes } from './leg-notes.ts';

/** A call that came in to the phone. */
export interface IncomingCall extends CallerEnd {
  /** Resolves when it is over and all of it was told. */
  readonly over: Promise<void>;
}

const ownName = 'phone:';

/** Watches for calls to the phone's own number, and tells what happens on them and at the ends of calls we place. */
export class IncomingCalls {
  readonly #client: CarrierClient;
  readonly #clock: Clock;
  readonly #number: string;
  readonly #tell: (line: string) => void;
  readonly #closed = new AbortController();
  readonly #waiting: ((call: IncomingCall) => void)[] = [];
  readonly #came: IncomingCall[] = [];
  readonly #follows: Promise<void>[] = [];

  constructor(client: CarrierClient, clock: Clock, number: string, tell: (line: string) => void) {
    this.#client = client;
    this.#clock = clock;
    this.#number = number;
    this.#tell = tell;
  }

  /** Resolves when it watches; calls that begin later are seen. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#client.followLegs(this.#closed.signal, resolve, (leg) => this.#began(leg)).catch(reject);
    });
  }

  /** The next call to the phone, if it comes within `ms`; also one that rings already. `signal` ends the waiting. */
  async next(ms: number, signal: AbortSignal): Promise<IncomingCall | null> {
    const there = this.#came.shift();
    if (there !== undefined) return there;
    const rang = new AbortController();
    let call: IncomingCall | null = null;
    this.#waiting.push((came) => {
      call = came;
      rang.abort();
    });
    await pause(this.#clock, ms, AbortSignal.any([rang.signal, signal]));
    if (call === null) this.#waiting.length = 0;
    return call;
  }

  /** Resolves when every call that is being told of is over, or after `ms`. */
  async settled(ms: number): Promise<void> {
    const all = new AbortController();
    void Promise.all(this.#follows).then(() => all.abort());
    await pause(this.#clock, ms, AbortSignal.any([all.signal, this.#closed.signal]));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.all(this.#follows);
  }

  #began(leg: BegunLeg): void {
    if (leg.direction === 'inbound') return;
    if (leg.to === this.#number) return this.#ring(leg);
    // Whoever another call dials is told of on that call.
    if (leg.direction === 'outbound-api') void this.#follow(leg.sid, new LegNotes(`person: ${leg.to}`, this.#tell));
  }

  #ring(leg: BegunLeg): void {
    const call = new Answered(this.#client, leg.sid);
    const notes = new LegNotes(ownName, this.#tell);
    call.over = this.#follow(leg.sid, {
      hear(event) {
        call.hear(event);
        notes.hear(event);
      },
    });
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#came.push(call);
    else waiting(call);
  }

  #follow(sid: string, notes: { hear(event: CallEvent): void }): Promise<void> {
    const follow = this.#client
      .followCall(sid, this.#closed.signal, (event) => notes.hear(event))
      .catch((error: unknown) => this.#tell(`error: the carrier was lost: ${error}`));
    this.#follows.push(follow);
    return follow;
  }
}

class Answered implements IncomingCall {
  over: Promise<void> = Promise.resolve();
  speaking = false;
  readonly #client: CarrierClient;
  readonly #sid: string;

  constructor(client: CarrierClient, sid: string) {
    this.#client = client;
    this.#sid = sid;
  }

  hear(event: CallEvent): void {
    if (event.type === 'speaking') this.speaking = event.on;
  }

  say(text: string): Promise<void> {
    return this.#act('say', { text });
  }

  press(digits: string): Promise<void> {
    return this.#act('press', { digits });
  }

  interrupt(text?: string): Promise<void> {
    return this.#act('interrupt', text === undefined ? {} : { text });
  }

  async text(): Promise<void> {}

  hangup(): Promise<void> {
    return this.#act('hangup', {});
  }

  async #act(what: 'say' | 'press' | 'interrupt' | 'hangup', body: unknown): Promise<void> {
    // It may be over by now: then there is nothing to do.
    await this.#client.act(this.#sid, what, body).catch(() => null);
  }
}
