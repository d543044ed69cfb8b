import { afterEach, describe, expect, it } from 'vitest';
import { beginAttempt } from '../../src/domain/callback-attempts.ts';
import type { CallPlacer } from '../../src/ports/call-placer.ts';
import { DESK, LINE, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { CallbackBench } from './callback-bench.ts';
import { Killable } from './killable.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
});

/** A runner that dies at a point, then another process. */
async function crash(point: (process: Killable) => void): Promise<void> {
  const process = new Killable();
  const runner = bench.runner(process.wrap(bench.store) as MemoryStore, process.wrap(bench.placer) as CallPlacer, true);
  point(process);
  runner.start();
  await bench.clock.advance(1000);
  process.killed = true;
  void runner.stop();
  bench.runner().start();
}

describe('a runner that is killed', () => {
  it('[CBR13] before the attempt is saved: another one begins it', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    await crash((process) => {
      const { claimCallbacks } = bench.store;
      bench.store.claimCallbacks = async (...given) => {
        const claimed = await claimCallbacks.apply(bench.store, given);
        if (claimed.length > 0 && !process.killed) {
          process.killed = true;
          return [];
        }
        return claimed;
      };
    });
    await bench.clock.advance(25_000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ number: 1, state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR13] before the carrier is asked: it is placed by another, under the same number', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    await crash((process) => {
      bench.placer.before = async () => {
        if (!process.killed) {
          process.killed = true;
          await new Promise(() => {});
        }
      };
    });
    await bench.clock.advance(18_000);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(5000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ number: 1, state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR13] after the carrier took the call: it is found, and nothing is dialled', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    await crash((process) => {
      const { placeCall } = bench.placer;
      bench.placer.placeCall = async (call) => {
        const placed = await placeCall.call(bench.placer, call);
        process.killed = true;
        return process.killed ? new Promise(() => {}) : placed;
      };
    });
    await bench.clock.advance(30_000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ number: 1, state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR13] a long time ago: what was placed is found, what was not is not placed late', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    const booked = await bench.book({ state: 'due', kind: 'now', wall: null });
    const attempt = { round: 1, first: 'agent', targetId: 'desk', to: DESK, from: LINE } as const;
    await bench.store.saveCallback(beginAttempt(booked, attempt, TUESDAY_TEN, TUESDAY_TEN + 20_000));
    await bench.clock.advance(90 * minute);
    bench.runner().start();
    await bench.clock.advance(2000);
    expect(bench.placer.calls).toEqual([]);
    expect(bench.get()).toMatchObject({ state: 'expired', attempts: [{ outcome: 'not_placed' }] });
    expect(bench.news).toMatchObject([{ kind: 'apology' }]);
  });

  it('[CBR20] between the reminder and its record: it is announced again, for whoever sends it to know', async () => {
    bench = new CallbackBench(TUESDAY_TEN - 60 * minute);
    await bench.book({ createdAt: TUESDAY_TEN - 600 * minute, reminded: [1440] });
    await crash((process) => {
      bench.announcing = async () => {
        if (!process.killed) {
          process.killed = true;
          bench.news.push({ kind: 'reminder', minutesBefore: 60, id: 'lost', at: 0 });
          await new Promise(() => {});
        }
      };
    });
    await bench.clock.advance(25_000);
    expect(bench.news).toMatchObject([{ id: 'lost' }, { id: 'callback_1', minutesBefore: 60 }]);
    expect(bench.get().reminded).toEqual([1440, 60]);
  });
});
