import type { Ids, Store } from '../ports.ts';
import { storeCalls } from './store/calls.ts';
import { storeClaims } from './store/claim-message.ts';
import { storeContacts } from './store/contacts.ts';
import type { Database, EnqueueWithin } from './store/database.ts';
import { storeEvents } from './store/events.ts';
import { storeStatuses } from './store/message-status.ts';
import { storeOptOuts } from './store/opt-outs.ts';
import { storeRelayTokens } from './store/relay-tokens.ts';
import { storeReports } from './store/report-delivery.ts';
import { storeReservations } from './store/reserve-message.ts';
import { storeSiteVersions } from './store/site-versions.ts';

export interface PostgresStoreOptions {
  readonly database: Database;
  readonly ids: Ids;
  readonly enqueue: EnqueueWithin;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The Store over PostgreSQL, a server or the embedded one alike. */
export function createPostgresStore({ database, ids, enqueue, ping, close }: PostgresStoreOptions): Store {
  return {
    ...storeCalls(database),
    ...storeEvents(database, ids),
    ...storeSiteVersions(database),
    ...storeRelayTokens(database),
    ...storeReservations(database, enqueue),
    ...storeClaims(database),
    ...storeReports(database, enqueue),
    ...storeStatuses(database),
    ...storeOptOuts(database),
    ...storeContacts(database),
    ping,
    close,
  };
}
