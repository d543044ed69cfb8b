import { ServerResponse } from 'node:http';
import { type Clock, pause } from '../real-clock.ts';
import type { RouteHandler, RouteRequest } from './http-routes.ts';
import { sendTwilioError, twilioError } from './twilio-error.ts';

/** A failure on demand for the next REST request that creates something. */
export type Fault =
  /** A Twilio error, e.g. `{ code: 20429 }`, or another status with a code. */
  | { readonly code: number; readonly status?: number; readonly message?: string }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Closes the connection before anything happened. */
  | { readonly kind: 'close' }
  /** Does what was asked, then closes the connection without an answer: the outcome is unknown to the client. */
  | { readonly kind: 'close-after-accepting' }
  /** Does what was asked, then answers an error: a 500 does not mean that nothing happened. */
  | { readonly kind: 'error-after-accepting'; readonly code: number; readonly status?: number }
  /** Does what was asked, `ms` late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answers something that is not JSON. */
  | { readonly kind: 'nonsense' };

/** Faults still to come, first in first out. */
export class Faults {
  readonly #clock: Clock;
  readonly #closing: AbortSignal;
  #queue: Fault[] = [];

  constructor(clock: Clock, closing: AbortSignal) {
    this.#clock = clock;
    this.#closing = closing;
  }

  failNext(fault: Fault, times = 1): void {
    for (let time = 0; time < times; time++) this.#queue.push(fault);
  }

  /** The same route, but the next fault, if there is one, happens instead. */
  around(handle: RouteHandler): RouteHandler {
    return async (request) => {
      const fault = this.#queue.shift();
      if (fault === undefined) return handle(request);
      await this.#happen(fault, request, handle);
    };
  }

  async #happen(fault: Fault, request: RouteRequest, handle: RouteHandler): Promise<void> {
    const { response, raw } = request;
    if (!('kind' in fault)) return sendTwilioError(response, twilioError(fault.code, fault));
    switch (fault.kind) {
      case 'hang':
        return;
      case 'close':
        return void raw.socket.destroy();
      case 'nonsense':
        return void response.writeHead(502).end('<html>Bad gateway</html>');
      case 'delay':
        if ((await pause(this.#clock, fault.ms, this.#closing)) === 'elapsed') await handle(request);
        return;
      case 'error-after-accepting':
        // What the handler answers goes nowhere.
        await handle({ ...request, response: new ServerResponse(raw) });
        return sendTwilioError(response, twilioError(fault.code, fault));
      case 'close-after-accepting':
        // The client learns nothing: what the handler answers goes to a closed connection.
        raw.socket.destroy();
        return handle(request);
    }
  }
}
