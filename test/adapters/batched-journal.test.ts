import { beforeEach, describe, expect, it } from 'vitest';
import { createBatchedJournal } from '../../src/adapters/batched-journal.ts';
import { AttendantError } from '../../src/domain/errors.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Journal } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const silence = (count: number): CallEvent => ({ type: 'silence', count, at: 1 });

/** Refuses one event for good, as a database would that cannot take it. */
class PickyStore extends MemoryStore {
  override async appendEvents(events: Parameters<Store['appendEvents']>[0]): Promise<void> {
    if (events.some(({ event }) => event.type === 'relay-error')) throw new AttendantError('internal', 'refused');
    return super.appendEvents(events);
  }
}

describe('the journal', () => {
  let store: MemoryStore;
  let clock: VirtualClock;
  let log: SilentLog;
  let journal: Journal;
  const counts = (): number[] => store.events.map((event) => (event.type === 'silence' ? event.count : -1));

  beforeEach(() => {
    store = new PickyStore();
    clock = new VirtualClock();
    log = new SilentLog();
    journal = createBatchedJournal({ store, clock, log });
  });

  it('[STO22] events are written within 50 ms, in order, together', async () => {
    journal.append('call', silence(1));
    await clock.advance(10);
    journal.append('call', silence(2));
    expect(counts()).toEqual([]);
    await clock.advance(40);
    expect(counts()).toEqual([1, 2]);
    await journal.close();
    expect(clock.pending).toBe(0);
  });

  it('[STO23] while the store is away events are kept, and written in order when it is back', async () => {
    store.away = true;
    journal.append('call', silence(1));
    await clock.advance(2000);
    journal.append('call', silence(2));
    await clock.advance(2000);
    store.away = false;
    await clock.advance(600);
    expect(counts()).toEqual([1, 2]);
    await journal.close();
  });

  it('[STO24] what is beyond the bound is given up, said once, and the first stay in order', async () => {
    store.away = true;
    for (let count = 1; count <= 50_100; count++) journal.append('call', silence(count));
    store.away = false;
    store.appendEvents = async (events) => void written.push(...events);
    const written: { readonly event: CallEvent }[] = [];
    await journal.flush();
    expect(written).toHaveLength(50_000);
    expect(written.at(-1)?.event).toMatchObject({ count: 50_000 });
    expect(log.lines.filter((line) => line.level === 'error')).toMatchObject([{ fields: { events: 100 } }]);
    await journal.close();
  });

  it('[STO25] an event the store refuses for good is given up alone', async () => {
    journal.append('call', silence(1));
    journal.append('call', { type: 'relay-error', description: 'x', at: 1 });
    journal.append('call', silence(2));
    await journal.flush();
    expect(counts()).toEqual([1, 2]);
    await journal.close();
  });

  it('[STO26] flush resolves when all that was appended before is written', async () => {
    journal.append('call', silence(1));
    const first = journal.flush();
    journal.append('call', silence(2));
    await first;
    await journal.flush();
    expect(counts()).toEqual([1, 2]);
    await journal.close();
  });
});
