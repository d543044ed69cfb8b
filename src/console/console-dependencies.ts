import type { SiteBook } from '../domain/line-in-force.ts';
import type { PreviewTools } from '../ports/preview-tools.ts';
import type { ProcessHealth } from '../ports/process-health.ts';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids, Log, Metrics } from '../ports.ts';
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
  /** Follows what happens in calls for all pages; absent: one of the API's own. */
  readonly feed?: FeedHub;
  /** A call was left something: its session, if it is in this process, looks at once. */
  readonly nudge?: (callId: string) => void;
  /** The built pages; absent: JSON only. */
  readonly pagesDirectory?: string;
}
