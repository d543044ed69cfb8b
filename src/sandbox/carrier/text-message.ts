import { twilioDate } from './twilio-date.ts';
import { type TwilioError, twilioError } from './twilio-error.ts';

export type TextStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** A text as Twilio's Messages resource has it. Times are epoch ms. */
export interface TextMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly direction: 'outbound-api' | 'outbound-reply';
  readonly createdAt: number;
  status: TextStatus;
  sentAt: number | null;
  updatedAt: number;
  errorCode: number | null;
}

const MAX_BODY = 1600;
/** A name instead of a number: letters, digits and spaces, at least one letter. */
const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;
const E164 = /^\+(1[2-9]\d{9}|(?!1)[1-9]\d{6,14})$/;

/** Twilio's test numbers: what each one answers as a recipient and as a sender. */
const recipientErrors: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};
const senderErrors: Readonly<Record<string, number>> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
};

export interface SenderRules {
  /** Numbers, names and Messaging Services of the account; null: any well-formed one is taken. */
  readonly senders: readonly string[] | null;
  readonly optedOut: ReadonlySet<string>;
}

/** Why Twilio would not take this message, or null. */
export function textError(form: URLSearchParams, rules: SenderRules): TwilioError | null {
  const to = form.get('To') ?? '';
  const sender = form.get('MessagingServiceSid') ?? form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  if (to === '') return twilioError(21604);
  if (sender === '') return twilioError(21603);
  if (body === '' && !form.has('MediaUrl') && !form.has('ContentSid')) return twilioError(21602);
  if (body.length > MAX_BODY) return twilioError(21617);
  return senderError(sender, rules) ?? recipientError(to, sender, rules);
}

function senderError(sender: string, rules: SenderRules): TwilioError | null {
  const magic = senderErrors[sender];
  if (magic !== undefined) return twilioError(magic);
  const service = /^MG[0-9a-f]{32}$/.test(sender);
  const number = E164.test(sender) || /^\+1500555000\d$/.test(sender);
  if (!service && !number && !ALPHANUMERIC.test(sender)) return twilioError(21212);
  if (rules.senders !== null && !rules.senders.includes(sender)) return twilioError(service ? 21703 : 21606);
  return null;
}

function recipientError(to: string, sender: string, rules: SenderRules): TwilioError | null {
  const magic = recipientErrors[to];
  if (magic !== undefined) return twilioError(magic);
  if (!E164.test(to)) return twilioError(21211, { message: `Invalid 'To' Phone Number: ${to}` });
  if (to === sender) return twilioError(21266);
  // North America takes no texts from names.
  if (ALPHANUMERIC.test(sender) && to.startsWith('+1')) return twilioError(21612);
  return rules.optedOut.has(to) ? twilioError(21610) : null;
}

export function textJson(message: TextMessage): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.messagingServiceSid,
    to: message.to,
    from: message.from,
    body: message.body,
    status: message.status,
    direction: message.direction,
    num_segments: String(segments(message.body)),
    num_media: '0',
    date_created: twilioDate(message.createdAt),
    date_updated: twilioDate(message.updatedAt),
    date_sent: message.sentAt === null ? null : twilioDate(message.sentAt),
    error_code: message.errorCode,
    error_message: null,
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** GSM-7 holds 160 (153 per part of several), anything else 70 (67). */
export function segments(body: string): number {
  const extended = body.match(/[\^{}\\[\]~|€]/g)?.length ?? 0;
  const gsm = /^[\n\r -~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¡ÄÖÑÜ§¿äöñüà€¤]*$/.test(body) && !body.includes('`');
  const length = gsm ? body.length + extended : body.length;
  const [single, part] = gsm ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}
