import { rmSync } from 'node:fs';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { usedDataDirectory } from '../support/embedded-template.ts';
import { SilentLog } from '../support/silent-log.ts';
import { storeContract } from './store.ts';

storeContract('embedded', async () => {
  const dataDirectory = usedDataDirectory();
  const opened = await openStore({
    databaseUrl: null,
    dataDirectory,
    clock,
    ids: createRandomIds(clock),
    log: new SilentLog(),
  });
  return {
    store: opened.store,
    other: opened.store,
    async close() {
      await opened.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
});
