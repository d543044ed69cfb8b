import type { Clock } from '../real-clock.ts';
import type { CallEvent, CallHappening } from './call-event.ts';
import type { CallRecord } from './call-record.ts';
import type { EventLog } from './event-log.ts';
import type { Recordings } from './recordings.ts';
import type { WebhookRequest } from './request-webhook.ts';

/** What recordings and transcriptions need of the leg they run on. */
export interface LegParts {
  readonly record: CallRecord;
  readonly log: EventLog<CallEvent>;
  readonly clock: Clock;
  /** The world's time, for dates. */
  readonly wallClock: Clock;
  readonly closing: AbortSignal;
  readonly recordings: Recordings;
  /** Of the REST API. */
  readonly origin: () => string;
  append(happening: CallHappening): void;
  tell(request: WebhookRequest): Promise<unknown>;
}
