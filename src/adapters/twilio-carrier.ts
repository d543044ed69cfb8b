import type { SmsContent } from '../domain/message.ts';
import type { Carrier, Clock, Log, SentMessage } from '../ports.ts';
import { attempt, clockDifferenceMs, createTwilioClient, epochOf, type TwilioAccount } from './twilio-client.ts';

export interface TwilioCarrierOptions extends TwilioAccount {
  readonly clock: Clock;
  readonly log: Log;
}

/** Twilio's REST API. Never retries by itself: an unknown outcome is looked up by whoever owns the message. */
export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const client = createTwilioClient(options);
  return {
    async sendSms(sms, statusCallbackUrl) {
      const sender = sms.from.startsWith('MG') ? { messagingServiceSid: sms.from } : { from: sms.from };
      const callback = isPublic(statusCallbackUrl) ? { statusCallback: statusCallbackUrl } : {};
      return attempt(async () => {
        const message = await client.messages.create({ to: sms.to, body: sms.body, ...sender, ...callback });
        if (typeof message.sid !== 'string' || message.sid === '') throw new Error('an answer without a message');
        return { vendorId: message.sid, vendorStatus: message.status };
      }, false);
    },
    findSms: (sms, since, except = []) => attempt(() => find(client, sms, since, except), true),
  };
}

const isPublic = (url: string | null): url is string => url !== null && url !== '';

/**
 * The newest texts to this number, compared here. Twilio's own date filter goes by the date sent, which a text still
 * queued does not have. An hour-old twin cannot be meant; one of the last minute is: the recipient has it either way.
 */
async function find(
  client: ReturnType<typeof createTwilioClient>,
  sms: SmsContent,
  since: number,
  except: readonly string[],
): Promise<SentMessage | null> {
  const isService = sms.from.startsWith('MG');
  const list = await client.messages.list({ to: sms.to, ...(!isService && { from: sms.from }), limit: 50 });
  const found = list.find(
    (message) =>
      message.to === sms.to &&
      message.body === sms.body &&
      !except.includes(message.sid) &&
      (!isService || message.messagingServiceSid === sms.from) &&
      timeOf(message.dateCreated) >= since - clockDifferenceMs,
  );
  return found === undefined ? null : { vendorId: found.sid, vendorStatus: found.status };
}

/** A server that gives no date cannot rule the message out. */
const timeOf = (date: unknown): number => epochOf(date) ?? Number.POSITIVE_INFINITY;
