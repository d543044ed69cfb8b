import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { SilentLog } from './silent-log.ts';

/*
 * A process of its own that opens the embedded store in the directory it is given and writes until it is killed.
 * Reports every acknowledged event to its parent, or that it was refused.
 */
const dataDirectory = process.argv[2] ?? '';
const ids = createRandomIds(clock);
const tell = (message: object): void => void process.send?.(message);

try {
  const { store } = await openStore({ databaseUrl: null, dataDirectory, clock, ids, log: new SilentLog() });
  const call = {
    id: ids.next('call'),
    callSid: ids.next('CA'),
    siteId: 'site',
    lineId: 'line',
    direction: 'inbound',
    from: { kind: 'withheld' },
    to: '+14155550100',
    startedAt: 1,
  } as const;
  await store.openCall({ call, siteVersion: 'v' });
  tell({ callId: call.id });
  for (let count = 1; ; count++) {
    await store.appendEvents([{ callId: call.id, event: { type: 'silence', count, at: 1 } }]);
    tell({ acknowledged: count });
  }
} catch (error) {
  tell({ refused: String(error) });
  process.disconnect();
}
