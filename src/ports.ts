import type { Callback, CallbackNews, CallbackNewsOutcome } from './domain/callback.ts';
import type { HistoryItem } from './domain/conversation.ts';
import type { Outcome } from './domain/errors.ts';
import type { CallEvent, TokenUsage } from './domain/event.ts';
import type { EmailContent, OutboxMessage, SmsContent } from './domain/message.ts';

/** Stops a timer; harmless afterwards. */
export type Cancel = () => void;

/** The only source of time. Epoch milliseconds; tests drive it by hand. */
export interface Clock {
  now(): number;
  /** Calls back once, after `ms`. */
  after(ms: number, callback: () => void): Cancel;
}

/** The only source of randomness. */
export interface Ids {
  /** A sortable unique id with a readable prefix, e.g. `call_01J…`. */
  next(prefix: string): string;
  /** An unguessable token for URLs: at least 128 bits, URL-safe. */
  token(): string;
}

/** Structured log. Ids yes; never a full number, address or secret (a scrubber stands behind it). */
export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** The same log with these fields on every line. */
  with(fields: Readonly<Record<string, unknown>>): Log;
}

/** Counters and latencies for `GET /metrics`. Label values must come from small closed sets. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  /** A duration in seconds. */
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  /** The Prometheus exposition text. */
  render(): Promise<string>;
}

/** A tool as a model API takes it; `parameters` is a strict JSON Schema object. */
export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  /** Which model by name; absent: the adapter's configured one. */
  readonly model?: string;
  /** Which model to fall back to by name, where one is configured per line; absent: the fallback adapter's own. */
  readonly fallbackModel?: string;
  /** Byte-identical over all calls of a line version: the cacheable prefix. */
  readonly stableInstructions: string;
  /** Date, time, line state, caller facts; changes per call or turn. */
  readonly volatileInstructions: string;
  readonly history: readonly HistoryItem[];
  /** Same order every time. */
  readonly tools: readonly ToolDeclaration[];
  /** `none`: the tools stay declared (the cache holds) but must not be called. */
  readonly toolChoice: 'auto' | 'none';
  readonly maxOutputTokens: number;
  /** Groups requests that share the stable prefix, e.g. the line version. */
  readonly cacheKey: string;
}

export interface ModelFailure {
  /** refused: the vendor said no. unreachable: no answer, cut stream, time-out. incomplete: ended without finishing. */
  readonly kind: 'refused' | 'rate-limited' | 'unreachable' | 'incomplete';
  readonly message: string;
  /** HTTP status where there was one. */
  readonly status: number | null;
  /** How long the vendor asked us to wait, where it said so. */
  readonly retryAfterMs?: number;
}

export type ModelEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  /** Complete; `argumentsJson` is whatever the model wrote and may not be JSON. */
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly argumentsJson: string }
  | { readonly type: 'usage'; readonly usage: TokenUsage; readonly model: string }
  /** Always the last event, exactly once. */
  | { readonly type: 'end'; readonly reason: 'finished' | 'aborted' }
  | { readonly type: 'end'; readonly reason: 'failed'; readonly failure: ModelFailure };

/**
 * A language model. `stream` must not throw, neither at the call nor while iterated: failure is the `end` event.
 * After `signal` aborts nothing but `end` (aborted) is yielded. A model's own refusal text arrives as text deltas.
 */
export interface Model {
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** Opens connections and fills the vendor's prompt cache while the greeting plays. Must not throw; costs no turn. */
  warm(request: ModelRequest): Promise<void>;
}

/** `reached: true`: the vendor said no, with its code. `reached: false`: not reached or no answer. */
export interface VendorFailure {
  readonly reached: boolean;
  /** Nothing can have happened at the vendor (refused connection, definite error answer): repeating is safe. */
  readonly certain: boolean;
  /** Worth another try later (rate limit, server error, not reached). */
  readonly retryable: boolean;
  /** The vendor's own code, e.g. `21610`; null where there was none. */
  readonly code: string | null;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

export interface SentMessage {
  readonly vendorId: string;
  /** The vendor's word for its state, e.g. `queued`. */
  readonly vendorStatus: string;
}

/** The telephone company's REST side. Must not throw: failures are values. */
export interface Carrier {
  sendSms(sms: SmsContent, statusCallbackUrl: string | null): Promise<Outcome<SentMessage, VendorFailure>>;
  /** Looks for a message sent to this number with this text since `since` (epoch ms): settles an unknown outcome. */
  /** `except`: vendor ids of other messages that may carry the same words. */
  findSms(
    sms: SmsContent,
    since: number,
    except?: readonly string[],
  ): Promise<Outcome<SentMessage | null, VendorFailure>>;
}

/** Sends one e-mail. Must not throw. The Message-ID is derived from `messageId`, the same on retry. */
export interface Mailer {
  /** `siteId`: whose mail presets and whose folder of attachments. A failure is that of the first recipient. */
  send(email: EmailContent, messageId: string, siteId: string): Promise<Outcome<SentMessage, VendorFailure>>;
  /** Frees idle connections. */
  close(): Promise<void>;
}

/** One HTTP request as its signature covers it. */
export interface SignedRequest {
  /** The full public URL, byte for byte as the vendor was given it (PUBLIC_URL + raw request target). */
  readonly url: string;
  /** Decoded form parameters; empty for GET and the WebSocket upgrade. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** The header's value, or null when it was missing. */
  readonly signature: string | null;
}

/** Says whether the vendor sent this request. Must not throw. */
export interface RequestVerifier {
  verify(request: SignedRequest): boolean;
}

/** Appends call events behind the voice: returns at once, written within 50 ms, in order, kept while the store is away. */
export interface Journal {
  append(callId: string, event: CallEvent): void;
  /** Resolves when all that was appended before is written (or the store refused it for good). */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Work that outlives the turn. Keyed: enqueuing the same key twice is one job. */
export type Job =
  | { readonly name: 'deliver-message'; readonly messageId: string }
  | { readonly name: 'fetch-recording'; readonly recordingId: string }
  | { readonly name: 'wrap-up'; readonly callId: string }
  | { readonly name: 'delete-person'; readonly deletionId: string }
  /** `runId`: the day. */
  | { readonly name: 'apply-retention'; readonly runId: string };

export interface Jobs {
  enqueue(job: Job, key: string, runAt: number): Promise<void>;
  /** Starts working; a handler that throws is retried with backoff. */
  work(handler: (job: Job) => Promise<void>): Promise<void>;
  /** Finishes running jobs, then stops. */
  stop(): Promise<void>;
}

/**
 * Delivers an outbox message now (one attempt) and reports what became of it. Must not throw. `behind`: nobody waits for
 * the outcome, so the call is told of it by a notice.
 */
export type Deliver = (messageId: string, behind?: boolean) => Promise<OutboxMessage | null>;

/**
 * Tells the caller of their callback by SMS or e-mail, as the line says, once per callback, kind and sequence. Must not
 * throw. `inCall`: counts to the conversation's own caps.
 */
export type AnnounceCallback = (
  callback: Callback,
  news: CallbackNews,
  options?: { readonly inCall: boolean },
) => Promise<CallbackNewsOutcome>;

/** Signs what a link may do, for as long as it may. */
export interface LinkSigner {
  /** URL-safe. `expiresAt`: epoch ms. */
  sign(subject: string, expiresAt: number): Promise<string>;
  /** The subject of a token that is ours and not expired; null otherwise. */
  verify(token: string, now: number): Promise<string | null>;
}
