import type { Store } from '../../ports/store.ts';
import { accountMethods } from './accounts.ts';
import { auditMethods } from './audit.ts';
import { callSearchMethods } from './call-search.ts';
import { seatMethods } from './callback-seats.ts';
import { callbackMethods } from './callbacks.ts';
import { callMethods } from './calls.ts';
import { commandMethods } from './commands.ts';
import { consoleSessionMethods } from './console-sessions.ts';
import { contactImportMethods } from './contact-imports.ts';
import { contactPageMethods } from './contact-pages.ts';
import { contactMethods } from './contacts.ts';
import { deskMethods } from './desk.ts';
import { feedMethods } from './feed.ts';
import { formMethods } from './forms.ts';
import { latencyMethods } from './latency.ts';
import { type EnqueueDelivery, messageMethods } from './messages.ts';
import { noticeMethods } from './notices.ts';
import { optOutMethods } from './opt-outs.ts';
import { peopleMethods } from './people.ts';
import { purgeMethods } from './purge.ts';
import { recordingMethods } from './recordings.ts';
import { retentionMethods } from './retention.ts';
import { sharedSecretMethods } from './shared-secrets.ts';
import { siteFileMethods } from './site-files.ts';
import type { Database } from './tables.ts';
import { tokenAndVersionMethods } from './tokens-and-versions.ts';
import { troubleMethods } from './troubles.ts';
import { usageMethods } from './usage.ts';

/** All that is remembered; opening and closing belong to whoever has the connections. */
export function storeMethods(database: Database, enqueue: EnqueueDelivery): Omit<Store, 'ping' | 'close'> {
  return {
    ...callMethods(database),
    ...callSearchMethods(database),
    ...tokenAndVersionMethods(database),
    ...contactMethods(database),
    ...contactPageMethods(database),
    ...contactImportMethods(database),
    ...peopleMethods(database),
    ...retentionMethods(database),
    ...optOutMethods(database),
    ...messageMethods(database, enqueue),
    ...noticeMethods(database),
    ...formMethods(database),
    ...callbackMethods(database),
    ...seatMethods(database),
    ...recordingMethods(database),
    ...sharedSecretMethods(database),
    ...accountMethods(database),
    ...consoleSessionMethods(database),
    ...auditMethods(database),
    ...feedMethods(database),
    ...commandMethods(database),
    ...deskMethods(database),
    ...purgeMethods(database),
    ...siteFileMethods(database),
    ...latencyMethods(database),
    ...troubleMethods(database),
    ...usageMethods(database),
  };
}
