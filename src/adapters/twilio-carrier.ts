import twilio from 'twilio';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { SmsContent } from '../domain/message.ts';
import type { Carrier, Clock, Log, SentMessage, VendorFailure } from '../ports.ts';

export interface TwilioCarrierOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another origin for the REST API; null: Twilio's own. */
  readonly apiBaseUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

const timeoutMs = 8000;
/** Errors of the connection that say the request never arrived. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Codes that are an answer for now, not for good (twilio.com/docs/api/errors). */
const passing = new Set([20429, 14107, 21611, 20500, 20503]);

/** Twilio's REST API. Never retries by itself: an unknown outcome is looked up by whoever owns the message. */
export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const { accountSid, authToken, apiBaseUrl, clock } = options;
  const client = twilio(accountSid, authToken, { httpClient: new OriginClient(apiBaseUrl), autoRetry: false });
  return {
    async sendSms(sms, statusCallbackUrl) {
      const sender = sms.from.startsWith('MG') ? { messagingServiceSid: sms.from } : { from: sms.from };
      const callback = isPublic(statusCallbackUrl) ? { statusCallback: statusCallbackUrl } : {};
      return attempt(async () => {
        const message = await client.messages.create({ to: sms.to, body: sms.body, ...sender, ...callback });
        return { vendorId: message.sid, vendorStatus: message.status };
      }, false);
    },
    findSms: (sms, since) => attempt(() => find(client, sms, since, clock.now()), true),
  };
}

const isPublic = (url: string | null): url is string => url !== null && url !== '';

async function find(client: twilio.Twilio, sms: SmsContent, since: number, now: number): Promise<SentMessage | null> {
  const from = sms.from.startsWith('MG') ? {} : { from: sms.from };
  const list = await client.messages.list({
    to: sms.to,
    ...from,
    dateSentAfter: new Date(since - 86_400_000),
    limit: 100,
  });
  const found = list.find(
    (message) =>
      message.body === sms.body &&
      message.dateCreated.getTime() >= since - 5000 &&
      message.dateCreated.getTime() <= now + 60_000,
  );
  return found === undefined ? null : { vendorId: found.sid, vendorStatus: found.status };
}

async function attempt<T>(work: () => Promise<T>, readOnly: boolean): Promise<Outcome<T, VendorFailure>> {
  try {
    return succeed(await work());
  } catch (error) {
    return fail(toFailure(error, readOnly));
  }
}

function toFailure(error: unknown, readOnly: boolean): VendorFailure {
  const facts = error as { status?: unknown; code?: unknown; message?: unknown };
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
      retryAfterMs: null,
    };
  }
  const certain = readOnly || (typeof facts.code === 'string' && neverArrived.has(facts.code));
  return { reached: false, certain, retryable: true, code: null, message, retryAfterMs: null };
}

/** The SDK has no setting for another origin: its requests are turned there. */
class OriginClient extends twilio.RequestClient {
  readonly #origin: string | null;

  constructor(origin: string | null) {
    super({ timeout: timeoutMs, keepAlive: true, autoRetry: false });
    this.#origin = origin;
  }

  override request<TData>(
    options: Parameters<twilio.RequestClient['request']>[0],
  ): ReturnType<twilio.RequestClient['request']> & Promise<never> {
    const { uri } = options;
    const target =
      this.#origin === null ? uri : `${this.#origin.replace(/\/$/, '')}${new URL(uri).pathname}${new URL(uri).search}`;
    return super.request<TData>({ ...options, uri: target, timeout: timeoutMs } as never) as never;
  }
}
