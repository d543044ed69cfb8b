import type { Clock } from '../real-clock.ts';
import type { CallHappening } from './call-event.ts';
import type { CallRecord } from './call-record.ts';
import type { WebhookRequest, WebhookResult } from './request-webhook.ts';

/** What the caller can do while a `<ConversationRelay>` session runs. */
export interface CallerInput {
  say(text: string, options?: { readonly partials?: boolean }): Promise<void>;
  press(digits: string): void;
  /** Noise: cuts the speech without words, where that is allowed. */
  interrupt(): void;
}

export interface CarrierSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** How fast the bot's speech is played. */
  readonly charactersPerSecond: number;
  /** How fast the caller talks. */
  readonly callerCharactersPerSecond: number;
}

/** What becomes of a `<Dial>`. */
export interface DialOutcome {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  /** The callee picked up and the two were connected. */
  readonly bridged: boolean;
  /** How long it rings; `no-answer` rings for the `<Dial>`'s own timeout when null. */
  readonly ringMs: number | null;
  readonly talkMs: number;
}

/** What the parts that play a call share. */
export interface CallContext {
  readonly record: CallRecord;
  readonly settings: CarrierSettings;
  /** The call's own time: runs `speed` times as fast as the world's. */
  readonly clock: Clock;
  /** The caller hung up, or the call is over. */
  readonly ended: AbortSignal;
  /** The carrier shuts down: no more webhooks. */
  readonly closing: AbortSignal;
  /** The running document must stop: the call is over, or a REST update replaces the document. */
  readonly stopped: AbortSignal;
  /** The caller hears something from now on. */
  answer(): void;
  log(happening: CallHappening): void;
  /** Signed, with the call's own parameters added. */
  request(request: WebhookRequest): Promise<WebhookResult>;
  /** Who hears the caller now; null: nobody. */
  listen(input: CallerInput | null): void;
  dialOutcome(): DialOutcome;
}

/** What to do after a verb. */
export type Next =
  | { readonly kind: 'next-verb' }
  | { readonly kind: 'document'; readonly url: string; readonly body: string }
  | { readonly kind: 'fetch'; readonly request: WebhookRequest }
  | { readonly kind: 'hang-up'; readonly by: 'caller' | 'server' | 'error' };
