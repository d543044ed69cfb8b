import type { RouteHandler } from './http-routes.ts';
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
  /** Answers something that is not JSON. */
  | { readonly kind: 'nonsense' };

/** Faults still to come, first in first out. */
export class Faults {
  #queue: Fault[] = [];

  failNext(fault: Fault, times = 1): void {
    for (let time = 0; time < times; time++) this.#queue.push(fault);
  }

  /** The same route, but the next fault, if there is one, happens instead. */
  around(handle: RouteHandler): RouteHandler {
    return (request) => {
      const fault = this.#queue.shift();
      if (fault === undefined) return handle(request);
      const { response } = request;
      if ('code' in fault) return sendTwilioError(response, twilioError(fault.code, fault));
      if (fault.kind === 'hang') return;
      if (fault.kind === 'close') return void request.raw.socket.destroy();
      if (fault.kind === 'nonsense') return void response.writeHead(502).end('<html>Bad gateway</html>');
      // The client learns nothing: what the handler answers goes to a closed connection.
      request.raw.socket.destroy();
      return handle(request);
    };
  }
}
