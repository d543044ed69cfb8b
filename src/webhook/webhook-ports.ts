import type { SiteBook } from '../domain/line-in-force.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { CallPlacer } from '../ports/call-placer.ts';
import type { Recorder } from '../ports/recorder.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids, Jobs, Journal, Log, Metrics, RequestVerifier } from '../ports.ts';

/** What Twilio's HTTP side of a call needs. */
export interface WebhookPorts {
  readonly siteBook: SiteBook;
  readonly store: Store;
  readonly journal: Journal;
  readonly verifier: RequestVerifier;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Origin (with path prefix) Twilio reaches us at; known only once we listen. */
  readonly publicUrl: () => string;
  /** No new calls are taken. */
  readonly draining: () => boolean;
  /** Told of a message that did not arrive. Must not throw. */
  readonly onUndelivered?: (message: OutboxMessage) => Promise<void>;
  /** Told of a call that is over. Must not throw. */
  readonly onCallEnded?: (callId: string) => Promise<void>;
  /** Fetches recordings; absent: the hourly sweep does. */
  readonly jobs?: Pick<Jobs, 'enqueue'>;
  /** Ends calls of ours that are not wanted any more. */
  readonly placer?: Pick<CallPlacer, 'endCall'>;
  /** Begins recordings and transcriptions in the middle of a call. */
  readonly recorder?: Pick<Recorder, 'startRecording' | 'startTranscription'>;
  /** A callback may have something to be done at once. */
  readonly nudgeCallbacks?: () => void;
}
