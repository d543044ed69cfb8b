import type { Clock } from '../real-clock.ts';
import { EventLog } from './event-log.ts';
import type { InboxItem } from './inbox.ts';
import { type MessageAnswer, readMessageAnswer } from './message-twiml.ts';
import { automaticReplies, type Keyword, keywordOf } from './opt-out-words.ts';
import { requestWebhook, type WebhookResult, type WebhookSender } from './request-webhook.ts';
import { newSid } from './sid.ts';
import type { Parameters } from './sign-request.ts';
import { segments, type TextMessage } from './text-message.ts';

/** A text somebody sends to one of the account's numbers. */
export interface NewText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** As a Messaging Service with Advanced Opt-Out says what it took the text for; it wins over the words. */
  readonly optOutType?: Keyword;
}

export interface IncomingText extends NewText {
  readonly sid: string;
  /** Epoch ms. */
  readonly at: number;
  /** What the carrier itself took it for. */
  readonly keyword: Keyword | null;
  /** What the webhook answered; null: the numbers have none. */
  readonly answer: WebhookResult | null;
  /** What came back to the sender: the carrier's own answer, then the webhook's. */
  readonly replies: readonly string[];
  /** What was wrong with the webhook's answer. */
  readonly error: { readonly code: number; readonly message: string } | null;
}

export interface IncomingOptions {
  readonly accountSid: string;
  readonly clock: Clock;
  readonly sender: WebhookSender;
  readonly smsUrl: () => string | null;
  /** Numbers by the Messaging Service they belong to. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly optedOut: Set<string>;
  readonly texts: EventLog<TextMessage>;
  readonly inbox: EventLog<InboxItem>;
}

const NO_REPLY: MessageAnswer = { ok: true, replies: [] };

/** What Twilio does with a text that comes in: keeps opt-outs, answers its own words, and tells the number's webhook. */
export class IncomingTexts {
  readonly received = new EventLog<IncomingText>();
  readonly #options: IncomingOptions;

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  /** Resolves when the webhook has answered and its answer is delivered. */
  async take(text: NewText): Promise<IncomingText> {
    const { clock, smsUrl } = this.#options;
    const at = clock.now();
    const sid = newSid('SM');
    const keyword = text.optOutType ?? keywordOf(text.body);
    const own = keyword === null ? [] : [this.#heed(text, keyword, at)];
    const url = smsUrl();
    const answer = url === null ? null : await this.#tell(url, sid, text);
    const read = answer === null ? NO_REPLY : readMessageAnswer(answer);
    const replies = [...own, ...(read.ok ? this.#reply(text, read.replies) : [])];
    const error = read.ok ? null : { code: read.code, message: read.message };
    const received = { ...text, sid, at, keyword, answer, replies, error };
    this.received.append(received);
    return received;
  }

  /** The carrier's own answers are no resources of the account: they only arrive. */
  #heed({ from, to }: NewText, keyword: Keyword, at: number): string {
    const { optedOut, inbox } = this.#options;
    if (keyword === 'STOP') optedOut.add(from);
    if (keyword === 'START') optedOut.delete(from);
    inbox.append({ medium: 'sms', at, from: to, to: from, text: automaticReplies[keyword] });
    return automaticReplies[keyword];
  }

  #tell(url: string, sid: string, text: NewText): Promise<WebhookResult> {
    return requestWebhook(this.#options.sender, { url, method: 'POST', parameters: this.#parameters(sid, text) });
  }

  #parameters(sid: string, { from, to, body, optOutType }: NewText): Parameters {
    const { accountSid, services } = this.#options;
    const service = Object.keys(services).find((one) => services[one]?.includes(to));
    return {
      ToCountry: to.startsWith('+1') ? 'US' : '',
      FromCountry: from.startsWith('+1') ? 'US' : '',
      SmsMessageSid: sid,
      MessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      AccountSid: accountSid,
      From: from,
      To: to,
      Body: body,
      NumMedia: '0',
      NumSegments: String(segments(body)),
      ApiVersion: '2010-04-01',
      ...(service === undefined ? {} : { MessagingServiceSid: service }),
      ...(optOutType === undefined ? {} : { OptOutType: optOutType }),
    };
  }

  /** Nothing reaches who has opted out. */
  #reply({ from, to }: NewText, replies: readonly string[]): readonly string[] {
    const { accountSid, clock, optedOut, texts } = this.#options;
    if (optedOut.has(from)) return [];
    for (const body of replies) {
      const now = clock.now();
      const dates = { createdAt: now, sentAt: now, updatedAt: now };
      const parties = { sid: newSid('SM'), accountSid, to: from, from: to, messagingServiceSid: null };
      texts.append({ ...parties, ...dates, body, direction: 'outbound-reply', status: 'delivered', errorCode: null });
    }
    return replies;
  }
}
