import type { SiteBook } from '../domain/line-in-force.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { PreviewTools } from '../ports/preview-tools.ts';
import type { ProcessHealth } from '../ports/process-health.ts';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { Store } from '../ports/store.ts';
import type { AnnounceCallback, Clock, Deliver, Ids, Jobs, Log, Metrics } from '../ports.ts';
import type { FeedHub } from './live/feed-hub.ts';

/** All the console may touch: what is remembered, what is in force, and nothing of a live session. */
export interface ConsoleDependencies {
  readonly store: Store;
  readonly siteBook: SiteBook;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null: without accounts the console is open to this machine, and to nobody else. */
  readonly consolePassword: string | null;
  /** Of the accounts; absent: there are none. */
  readonly passwords?: PasswordHasher;
  /** Where browsers reach us, besides the address we listen on. */
  readonly publicUrl?: () => string;
  /** What the sandbox's phone asks for; null where no sandbox carrier runs. */
  readonly sandbox: () => { readonly carrierUrl: string } | null;
  /** Where recordings lie; absent: none can be played. */
  readonly archive?: Pick<RecordingArchive, 'read'>;
  /** For work that takes longer than a request; absent: somebody else's sweep begins it. */
  readonly jobs?: Pick<Jobs, 'enqueue'>;
  /** Sends a message of the outbox now, with the next attempts after it. */
  readonly deliver: Deliver;
  readonly announceCallback: AnnounceCallback;
  /** Whoever places callbacks looks at once. */
  readonly nudgeCallbacks?: () => void;
  /** What a call would be offered, by the code that offers it; absent: there is no preview. */
  readonly previewTools?: PreviewTools;
  /** The folder of the site files; absent: they can be neither seen nor edited here. */
  readonly siteFiles?: SiteFiles;
  /** What this process knows of itself; absent: only the store is looked at. */
  readonly processHealth?: ProcessHealth;
  /** Follows what happens in calls for all pages; absent: one of the API's own. */
  readonly feed?: FeedHub;
  /** A call was left something: its session, if it is in this process, looks at once. */
  readonly nudge?: (callId: string) => void;
  /** The built pages; absent: JSON only. */
  readonly pagesDirectory?: string;
}
