import { describe, inject, it } from 'vitest';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { SilentLog } from '../support/silent-log.ts';
import { storeContract } from './store.ts';

const postgresUrl = inject('postgresUrl');

if (postgresUrl === null) {
  describe('the store (PostgreSQL)', () => it.skip('[STO0] skipped: no PostgreSQL', () => undefined));
} else {
  storeContract('PostgreSQL', async () => {
    const database = await freshDatabase(postgresUrl);
    const options = {
      databaseUrl: database.url,
      dataDirectory: '',
      clock,
      ids: createRandomIds(clock),
      log: new SilentLog(),
    };
    // Two at once: migrations must not trip over each other.
    const [one, two] = await Promise.all([openStore(options), openStore(options)]);
    return {
      store: one.store,
      other: two.store,
      async close() {
        await Promise.all([one.close(), two.close()]);
        await database.drop();
      },
    };
  });
}
