import { describe, expect, it } from 'vitest';
import { createOptOutKeeper, type SpokenOptOut } from '../../src/relay/keep-opt-out.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const number = '+14155550123';

function bench() {
  const clock = new VirtualClock();
  const store = new MemoryStore();
  const log = new SilentLog();
  const asked: boolean[] = [];
  const counted: Pick<MemoryStore, 'setOptOut'> = {
    async setOptOut(...wish) {
      asked.push(wish[3]);
      await store.setOptOut(...wish);
    },
  };
  const keep = createOptOutKeeper({ store: counted, clock, log });
  const wish = (optedOut: boolean, destination = number): SpokenOptOut => ({
    siteId: 's',
    medium: 'sms',
    destination,
    optedOut,
    at: clock.now(),
  });
  return { clock, store, log, asked, keep, wish, isOptedOut: (to = number) => store.isOptedOut('s', 'sms', to) };
}

describe('a wish said on the phone', () => {
  it('[FUP20] is kept at once, as said on the phone', async () => {
    const { keep, wish, store, clock } = bench();
    keep(wish(true));
    await settle();
    expect([...store.optOuts.values()]).toEqual(['spoken']);
    keep(wish(false));
    await settle();
    expect(store.optOuts.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('[FUP20] is kept as soon as the store is back, once', async () => {
    const { keep, wish, store, clock, asked, isOptedOut, log } = bench();
    store.away = true;
    keep(wish(true));
    await clock.advance(20_000);
    expect(asked.length).toBeGreaterThan(4);
    store.away = false;
    const before = asked.length;
    await clock.advance(16_000);
    expect(await isOptedOut()).toBe(true);
    expect(asked.length).toBe(before + 1);
    expect(clock.pending).toBe(0);
    expect(log.lines).toEqual([]);
  });

  it('[FUP20] is given up after a minute, with an error in the log and no number in it, and no timer is left', async () => {
    const { keep, wish, store, clock, asked, log } = bench();
    store.away = true;
    const begun = clock.now();
    keep(wish(true));
    await settle();
    while (clock.pending > 0) await clock.advance(500);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - begun).toBeLessThan(70_000);
    expect(asked).toHaveLength(8);
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
    expect(JSON.stringify(log.lines)).not.toContain('4155550123');
    store.away = false;
    await clock.advance(600_000);
    expect(asked).toHaveLength(8);
  });

  it('[FUP21] of several wishes the last holds, though an earlier one was still being tried', async () => {
    for (const last of [true, false]) {
      const { keep, wish, store, clock, isOptedOut } = bench();
      store.away = true;
      keep(wish(!last));
      await clock.advance(700);
      store.away = false;
      keep(wish(last));
      await settle();
      expect(await isOptedOut()).toBe(last);
      await clock.advance(60_000);
      expect(await isOptedOut()).toBe(last);
      expect(clock.pending).toBe(0);
    }
  });

  it('[FUP21] two at once are written in the order they were said', async () => {
    const { clock, store, log, wish } = bench();
    const answers: (() => void)[] = [];
    const slow: Pick<MemoryStore, 'setOptOut'> = {
      setOptOut: async (...given) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        await store.setOptOut(...given);
      },
    };
    const keep = createOptOutKeeper({ store: slow, clock, log });
    keep(wish(false));
    keep(wish(true));
    await settle();
    for (let answered = 0; answered < answers.length; answered++) {
      answers[answered]?.();
      await settle();
    }
    expect(answers).toHaveLength(2);
    expect(store.optOuts.size).toBe(1);
  });

  it('[FUP21] a newer wish has a whole minute of its own', async () => {
    const { keep, wish, store, clock, isOptedOut } = bench();
    store.away = true;
    keep(wish(false));
    await clock.advance(62_000);
    keep(wish(true));
    await clock.advance(50_000);
    store.away = false;
    await clock.advance(40_000);
    expect(await isOptedOut()).toBe(true);
  });

  it('[FUP21] one destination does not wait for another', async () => {
    const { keep, wish, store, clock, isOptedOut } = bench();
    store.away = true;
    keep(wish(true));
    await clock.advance(31_000);
    store.away = false;
    keep(wish(true, '+12125550147'));
    await settle();
    expect(await isOptedOut('+12125550147')).toBe(true);
    expect(await isOptedOut()).toBe(false);
    await clock.advance(40_000);
    expect(await isOptedOut()).toBe(true);
  });
});
