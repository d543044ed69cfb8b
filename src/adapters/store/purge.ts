import { sql } from 'kysely';
import type { Store } from '../../ports/store.ts';
import { forgetHolds } from './callback-seats.ts';
import { forgetSessions } from './console-sessions.ts';
import type { Database } from './tables.ts';

const dayMs = 24 * 3_600_000;
const changesKept = 10_000;

/**
 * Forgets what nobody can want any more. What calls need is kept a day longer: a token that expired still reconnects its call, and a
 * notice that was told must not be told again while its call runs.
 */
export function purgeMethods(database: Database): Pick<Store, 'purgeExpired'> {
  return {
    async purgeExpired(now) {
      const before = now - dayMs;
      await database.deleteFrom('relay_tokens').where('expires_at', '<', before).execute();
      await database.deleteFrom('forms').where('expires_at', '<', before).execute();
      await database.deleteFrom('early_statuses').where('at', '<', before).execute();
      await database.deleteFrom('notices').where('at', '<', before).execute();
      await forgetHolds(database, before);
      await database
        .deleteFrom('changes')
        .where('id', '<', (from) => from.selectFrom('changes').select(sql<number>`max(id) - ${changesKept}`.as('id')))
        .execute();
      await forgetSessions(database, now);
    },
  };
}
