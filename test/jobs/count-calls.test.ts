import { expect, it } from 'vitest';
import { startCounting } from '../../src/jobs/count-calls.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

class Counted extends MemoryStore {
  parts = 0;
  readonly answers: boolean[] = [];
  override async catchUpSummaries() {
    this.here();
    this.parts++;
    return this.answers.shift() ?? true;
  }
}

it('[CLS15] the list of calls is brought up to date part by part, and looked after every minute', async () => {
  const [store, clock, log] = [new Counted(), new VirtualClock(), new SilentLog()];
  store.answers.push(false, false, true);
  const counting = startCounting({ store, clock, log });
  await clock.advance(5000);
  expect(store.parts).toBe(3);
  store.away = true;
  await clock.advance(60_000);
  store.away = false;
  await clock.advance(60_000);
  expect(store.parts).toBe(4);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  await counting.stop();
  expect(clock.pending).toBe(0);
});
