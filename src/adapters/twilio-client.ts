import twilio from 'twilio';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { VendorFailure } from '../ports.ts';

/** Whose resources, and where. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another origin for the REST API; null: Twilio's own. */
  readonly apiBaseUrl: string | null;
}

const timeoutMs = 8000;
const longestWaitSeconds = 300;
/** Errors of the connection that say the request never arrived. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Codes that are an answer for now, not for good (twilio.com/docs/api/errors). */
const passing = new Set([20429, 14107, 21611, 20500, 20503]);
/** Twilio's clock and ours, and its whole seconds. */
export const clockDifferenceMs = 60_000;

/** Twilio's REST API. Never retries by itself. */
export const createTwilioClient = ({ accountSid, authToken, apiBaseUrl }: TwilioAccount): twilio.Twilio =>
  twilio(accountSid, authToken, { httpClient: new OriginClient(apiBaseUrl), autoRetry: false });

/** Epoch ms of a date of an answer; null where there is none. The SDK passes on whatever it cannot read. */
export function epochOf(date: unknown): number | null {
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/**
 * The work as an Outcome. `readOnly`: nothing can have happened at Twilio, whatever the failure. An answer that cannot be
 * read is a failure without a code.
 */
export async function attempt<T>(work: () => Promise<T>, readOnly: boolean): Promise<Outcome<T, VendorFailure>> {
  try {
    return succeed(await work());
  } catch (error) {
    return fail(toFailure(error, readOnly));
  }
}

function toFailure(error: unknown, readOnly: boolean): VendorFailure {
  const facts = error as { status?: unknown; code?: unknown; message?: unknown; details?: { retryAfterMs?: unknown } };
  const message = typeof facts.message === 'string' ? facts.message.slice(0, 300) : 'no answer';
  if (typeof facts.status === 'number') {
    const code = typeof facts.code === 'number' ? facts.code : null;
    const server = facts.status >= 500;
    const retryable = server || facts.status === 429 || (code !== null && passing.has(code));
    // A server error may come after the message was made: it is looked up, not repeated.
    return {
      reached: true,
      certain: readOnly || !server,
      retryable,
      code: code === null ? null : String(code),
      message,
      retryAfterMs: typeof facts.details?.retryAfterMs === 'number' ? facts.details.retryAfterMs : null,
    };
  }
  const certain = readOnly || (typeof facts.code === 'string' && neverArrived.has(facts.code));
  return { reached: false, certain, retryable: true, code: null, message, retryAfterMs: null };
}

type RestRequest = Parameters<twilio.RequestClient['request']>[0];

/** The SDK has no setting for another origin: its requests are turned there. */
class OriginClient extends twilio.RequestClient {
  readonly #origin: string | null;

  constructor(origin: string | null) {
    super({ timeout: timeoutMs, keepAlive: true, autoRetry: false });
    this.#origin = origin;
  }

  override async request<TData>(options: RestRequest) {
    const { pathname, search } = new URL(options.uri);
    const uri = this.#origin === null ? options.uri : `${this.#origin.replace(/\/$/, '')}${pathname}${search}`;
    const response = await super.request<TData>({ ...options, uri, timeout: timeoutMs } as never);
    return response.statusCode === 429 ? withRetryAfter(response) : response;
  }
}

/** The SDK's error has no headers; of the answer's body it keeps `details`. */
function withRetryAfter<R extends { body: unknown; headers?: unknown }>(response: R): R {
  const seconds = Number((response.headers as Record<string, unknown> | undefined)?.['retry-after']);
  const { body } = response;
  if (!(seconds > 0) || typeof body !== 'object' || body === null) return response;
  return { ...response, body: { ...body, details: { retryAfterMs: Math.min(seconds, longestWaitSeconds) * 1000 } } };
}
