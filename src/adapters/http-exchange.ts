import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { Hop } from './http-hop.ts';

/** An answer as it came, its body cut at the limit. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly truncated: boolean;
}

export interface Unanswered {
  /** Something of the request was written to a connection: it may have arrived. */
  readonly sent: boolean;
  readonly error: unknown;
}

export interface ExchangeLimits {
  readonly maximumBytes: number;
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
}

const always = { 'accept-encoding': 'identity' };

/** One request, one answer. Never rejects. */
export function exchange(
  dispatcher: Dispatcher,
  hop: Hop,
  limits: ExchangeLimits,
): Promise<Outcome<Received, Unanswered>> {
  return new Promise((resolve) => {
    const reader = new AnswerReader(limits, resolve);
    const { url, method, body } = hop;
    const headers = { 'user-agent': 'Attendant', ...hop.headers, ...always };
    const request = { origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, body };
    try {
      dispatcher.dispatch(request as Dispatcher.DispatchOptions, reader);
    } catch (error) {
      reader.give(error);
    }
  });
}

/** undici's callbacks for one request. It is only written once a connection stands: until then nothing was sent. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #limits: ExchangeLimits;
  readonly #resolve: (outcome: Outcome<Received, Unanswered>) => void;
  readonly #chunks: Uint8Array[] = [];
  readonly #onAbort = (): void => this.give(this.#limits.signal.reason);
  #controller: Dispatcher.DispatchController | null = null;
  #head: Pick<Received, 'status' | 'headers'> | null = null;
  #room: number;

  constructor(limits: ExchangeLimits, resolve: (outcome: Outcome<Received, Unanswered>) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#room = limits.maximumBytes;
    limits.signal.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A connection that stands too late finds nobody waiting: nothing may be written any more.
    if (this.#limits.signal.aborted) return controller.abort(new Error('too late'));
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#head = { status, headers };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk.subarray(0, this.#room));
    if (chunk.length > this.#room) {
      this.#end(true);
      controller.abort(new Error('the answer is too long'));
    }
    this.#room -= Math.min(chunk.length, this.#room);
  }

  onResponseEnd(): void {
    this.#end(false);
  }

  onResponseError(_: unknown, error: Error): void {
    this.give(error);
  }

  /** There is no answer, or nobody waits for it any more. */
  give(error: unknown): void {
    const sent = this.#controller !== null;
    this.#settle(fail({ sent, error }));
    this.#controller?.abort(error instanceof Error ? error : new Error('no answer'));
  }

  #end(truncated: boolean): void {
    if (this.#head === null) return this.give(new Error('an answer without a head'));
    this.#settle(succeed({ ...this.#head, body: Buffer.concat(this.#chunks), truncated }));
  }

  #settle(outcome: Outcome<Received, Unanswered>): void {
    this.#limits.signal.removeEventListener('abort', this.#onAbort);
    this.#resolve(outcome);
  }
}
