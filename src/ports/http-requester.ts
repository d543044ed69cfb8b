import type { Outcome } from '../domain/errors.ts';
import type { VendorFailure } from '../ports.ts';

/** One request of a configured action, ready to be sent: secrets filled in. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Over all: name lookup, connection, redirects, body. */
  readonly timeoutMs: number;
  /** Every host that may be asked, redirects included: exact, or `*.example.com` for what is below it. */
  readonly allowedHosts: readonly string[];
  /** Those of them that may be plain http, have a port, and resolve to a private or loopback address. */
  readonly privateHosts: readonly string[];
  /** Of the answer's body; more is cut off. */
  readonly maximumBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** The body was longer than it may be, or was in a form that was not asked for (compressed) and is left out. */
  readonly truncated: boolean;
}

/**
 * Asks the business's own systems. Must not throw. An answer of any status is an answer; a failure is no answer
 * (reached false) or a refusal of ours (reached false, certain true, code `host_not_allowed` or `bad_header`). After a
 * redirect of anything but a GET, no failure is certain: the first server may have done what was asked.
 */
export interface HttpRequester {
  request(request: HttpRequest): Promise<Outcome<HttpAnswer, VendorFailure>>;
  /** Lets what is under way finish within its time, then frees the connections. */
  close(): Promise<void>;
}
