/** What a caller can be sent something by. */
export type Medium = 'sms' | 'email';
/**
 * Whom a message is for: the caller, who has to agree; the business's own people, fixed in the site file; the caller
 * outside the conversation (news of a callback they asked for); the business, after the call (notes). Each has caps of
 * its own.
 */
export type Audience = 'caller' | 'team' | 'callback' | 'notes';

/** The carrier's code for a recipient who answered STOP (twilio.com/docs/api/errors/21610). */
export const CARRIER_OPT_OUT = '21610';
/** It would have arrived too late to make sense. Nobody needs to hear of that. */
export const OVERDUE = 'overdue';

/**
 * The life of an outbound message.
 * reserved → sending → sent → delivered | undelivered
 *               │ ├─→ failed            the vendor said no (definite: the cap is given back)
 *               │ └─→ retry → sending   the vendor was certainly not reached, or asked us to come back
 *               └─→ unknown → sent | retry   no answer: looked up at the vendor before any repeat
 */
export type MessageStatus =
  | 'reserved'
  | 'sending'
  | 'retry'
  | 'unknown'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed';

export interface SmsContent {
  readonly medium: 'sms';
  /** E.164. */
  readonly to: string;
  /** E.164, a Messaging Service SID (`MG…`) or an alphanumeric sender. */
  readonly from: string;
  readonly body: string;
  /** Epoch ms; later it makes no sense any more and is not sent. */
  readonly notAfter?: number;
}

/** `file`: below the site file's folder, read when it is sent. */
export type EmailAttachment =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly filename: string; readonly contentType: string; readonly text: string };

export interface EmailContent {
  readonly medium: 'email';
  /** One of the site's mail presets: whose server and credentials send it. */
  readonly preset: string;
  /** Exactly one address: the destination that is counted. */
  readonly to: string;
  /** Further recipients, one address each. */
  readonly alsoTo?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly EmailAttachment[];
  /** Epoch ms; later it makes no sense any more and is not sent. */
  readonly notAfter?: number;
}

/** A request to the business's own system. Headers still hold `${NAME}` for secrets: they are filled in when it is sent. */
export interface HttpContent {
  readonly medium: 'http';
  /** The host asked: the destination, for the record. */
  readonly to: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly allowedHosts: readonly string[];
  readonly privateHosts: readonly string[];
  readonly timeoutMs: number;
  /** What of the answer is kept and may be seen by the model. */
  readonly resultPaths: readonly string[];
  readonly resultLimitBytes: number;
  /** Nobody waits for the answer: worth repeating until it is there. */
  readonly behind: boolean;
  /** `${NAME}` of the secret it is signed with when it leaves. */
  readonly signWith?: string;
  /** Whoever takes it knows it again by its Idempotency-Key: it is repeated for hours, whatever the method. */
  readonly repeatable?: true;
}

export type MessageContent = SmsContent | EmailContent;
/** All that leaves the house on behalf of a tool call. */
export type OutboxContent = MessageContent | HttpContent;

/** Everybody who gets it, each once. */
export function recipientsOf(content: OutboxContent): readonly string[] {
  if (content.medium !== 'email') return [content.to];
  const { to, alsoTo = [], cc = [], bcc = [] } = content;
  return [...new Set([to, ...alsoTo, ...cc, ...bcc])];
}

/** What a system of the business answered, as far as the model may see it. */
export interface HttpResult {
  readonly status: number;
  readonly answer: unknown;
  /** There was an answer, but nothing in it that may be seen: a broken one, or of another kind than JSON. */
  readonly unreadable?: true;
}

/** An outbox row. At most one exists for a (callId, toolCallId). */
export interface OutboxMessage {
  readonly id: string;
  readonly siteId: string;
  readonly lineId: string;
  readonly callId: string;
  readonly toolCallId: string;
  readonly tool: string;
  readonly audience: Audience;
  readonly content: OutboxContent;
  /** Two letters; null where it has none. For texts: whose cap and price it counts to. */
  readonly country: string | null;
  /** What it is expected to cost, in millionths of the site's currency. */
  readonly costMicros: number;
  readonly status: MessageStatus;
  /** How often a delivery was begun. */
  readonly attempts: number;
  /** Twilio's message SID or the SMTP Message-ID. */
  readonly vendorId: string | null;
  readonly errorCode: string | null;
  /** Only of an `http` request that was answered. */
  readonly result: HttpResult | null;
  /** Epoch ms: not before this is it tried (again). */
  readonly dueAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}
