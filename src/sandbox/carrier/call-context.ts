import type { Clock } from '../real-clock.ts';
import type { CallEvent, CallHappening } from './call-event.ts';
import type { CallRecord, CallStatus } from './call-record.ts';
import type { EventLog } from './event-log.ts';
import type { HeldPhone } from './held-phone.ts';
import type { LegMedia } from './leg-media.ts';
import type { Person } from './people.ts';
import type { WebhookRequest, WebhookResult } from './request-webhook.ts';
import type { SpeechPace } from './speech-pace.ts';

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

/** Where the progress of a leg is reported. */
export interface StatusReports {
  readonly url: string | null;
  readonly method: 'GET' | 'POST';
  readonly events: readonly string[];
}

/** A leg to be dialled by another. */
export interface NewLeg {
  readonly from: string;
  readonly to: string;
  readonly reports: StatusReports;
}

/** A leg of a call, as those who ring it, run its documents and connect it see it. */
export interface Leg {
  readonly record: CallRecord;
  readonly context: CallContext;
  readonly log: EventLog<CallEvent>;
  /** For whoever plays the one at its end. */
  readonly held: HeldPhone;
  /** Reports an event of its progress to whoever subscribed to it. */
  report(event: string): void;
  ring(): void;
  /** Plays documents until they run out or the leg is over. */
  perform(first: Next): Promise<'ran-out' | 'over'>;
  end(by: 'caller' | 'server' | 'error', status: CallStatus): void;
  /** After its end: the last reports. */
  conclude(): Promise<void>;
  /** What the one at its end does. */
  say(text: string): Promise<void>;
  press(digits: string): void;
  hangup(): void;
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
  /** Signed, with these parameters only. */
  tell(request: WebhookRequest): Promise<WebhookResult>;
  readonly media: LegMedia;
  /** When what is spoken on the leg is heard. */
  readonly pace: SpeechPace;
  newLeg(leg: NewLeg): Leg;
  person(address: string): Person;
  /** Who hears the caller now; null: nobody. */
  listen(input: CallerInput | null): void;
  /** Null: it is decided by those who are dialled. */
  dialOutcome(): DialOutcome | null;
}

/** What to do after a verb. */
export type Next =
  | { readonly kind: 'next-verb' }
  | { readonly kind: 'document'; readonly url: string; readonly body: string }
  | { readonly kind: 'fetch'; readonly request: WebhookRequest }
  /** The document has no more verbs. */
  | { readonly kind: 'ran-out' }
  | { readonly kind: 'hang-up'; readonly by: 'caller' | 'server' | 'error' };
