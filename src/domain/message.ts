export type Medium = 'sms' | 'email';

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
  /** E.164, or a Messaging Service SID (`MG…`). */
  readonly from: string;
  readonly body: string;
}

export interface EmailContent {
  readonly medium: 'email';
  /** One of the site's mail presets: whose server and credentials send it. */
  readonly preset: string;
  /** Exactly one address. */
  readonly to: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

export type MessageContent = SmsContent | EmailContent;

/** An outbox row. At most one exists for a (callId, toolCallId). */
export interface OutboxMessage {
  readonly id: string;
  readonly siteId: string;
  readonly lineId: string;
  readonly callId: string;
  readonly toolCallId: string;
  readonly tool: string;
  readonly content: MessageContent;
  readonly status: MessageStatus;
  /** How often a delivery was begun. */
  readonly attempts: number;
  /** Twilio's message SID or the SMTP Message-ID. */
  readonly vendorId: string | null;
  readonly errorCode: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
}
