import type { SiteBook } from '../domain/line-in-force.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Ids, Jobs, Log, Metrics } from '../ports.ts';

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
  /** The built pages; absent: JSON only. */
  readonly pagesDirectory?: string;
}
