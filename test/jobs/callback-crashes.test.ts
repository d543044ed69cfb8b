import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { advanceAttempt, beginAttempt } from '../../src/domain/callback-attempts.ts';
import { cancelCallback } from '../../src/domain/callback-changes.ts';
import { reportEnd, reportProgress } from '../../src/domain/callback-reports.ts';
import type { CallbackRunner } from '../../src/jobs/run-callbacks.ts';
import type { CallPlacer } from '../../src/ports/call-placer.ts';
import { CUSTOMER, callbackSite, DESK, LINE, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { CallbackBench, failure } from './callback-bench.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
});

/** A process that is killed: whatever it would still do never comes to anything. */
class Killable {
  killed = false;
  wrap<T extends object>(target: T): T {
    const dead = (): boolean => this.killed;
    return new Proxy(target, {
      get(own, name) {
        const value = Reflect.get(own, name, own);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => (dead() ? new Promise(() => {}) : value.apply(own, given));
      },
    });
  }
}

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

describe('an attempt nobody knows the outcome of', () => {
  it('[CBR14] the call is found and bound, and not placed again', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.faults = ['placed'];
    bench.runner().start();
    await bench.clock.advance(6000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR14] when the carrier has none, it is placed again under the same number, not at once', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.faults = ['never'];
    bench.runner().start();
    await bench.clock.advance(9000);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(6000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ number: 1, state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR14] a call to the same number that is not its own is left alone', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    const call = {
      to: DESK,
      from: LINE,
      url: '',
      statusCallbackUrl: '',
      ringSeconds: 25,
      limitSeconds: 60,
      detectMachine: false,
    };
    for (const url of [bench.urlOf(2), bench.urlOf(1, 'callback_2'), 'https://voice.example.com/twilio/whisper?dial=1'])
      bench.placer.make(call, [url]);
    bench.placer.faults = ['never'];
    bench.runner().start();
    await bench.clock.advance(15_000);
    expect(bench.placer.calls).toHaveLength(4);
    expect(bench.get().attempts).toMatchObject([{ callSid: 'CA4' }]);
  });

  it('[CBR14] while a call says nothing of itself it is waited for; given up as unknown it is tried again later', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.reports = false;
    bench.placer.faults = ['placed'];
    bench.runner().start();
    await bench.clock.advance(80_000);
    expect(bench.get().attempts).toMatchObject([{ state: 'placing' }]);
    expect((await bench.store.callbackEvents('callback_1')).length).toBeLessThan(20);
    await bench.clock.advance(40_000);
    expect(bench.get()).toMatchObject({ state: 'retry_wait', attempts: [{ outcome: 'unknown' }] });
    await bench.clock.advance(5 * minute);
    expect(bench.placer.calls).toHaveLength(2);
    expect(bench.get().attempts.at(-1)).toMatchObject({ number: 2, round: 2 });
  });

  it('[CBR14] while the carrier cannot be asked nothing is dialled', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.faults = ['placed'];
    bench.placer.away = true;
    bench.runner().start();
    await bench.clock.advance(30_000);
    expect(bench.get().attempts).toMatchObject([{ state: 'placing' }]);
    bench.placer.away = false;
    await bench.clock.advance(20_000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts).toMatchObject([{ state: 'ringing', callSid: 'CA1' }]);
  });

  it('[CBR33] a webhook that knows it wins over the look-up', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.reports = false;
    bench.placer.faults = ['placed'];
    bench.runner().start();
    await bench.clock.advance(1000);
    const now = bench.clock.now();
    const told = reportProgress(bench.get(), { number: 1, callSid: 'CA1' }, { state: 'answered' }, now, now + minute);
    if (told === null) throw new Error('it is news');
    await bench.store.saveCallback(told);
    await bench.clock.advance(50_000);
    expect(bench.get().attempts).toMatchObject([{ state: 'answered', callSid: 'CA1' }]);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[CBR29] a call whose webhook came before the carrier answered is the same; a second one is hung up', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    for (const [callSid, ended] of [
      ['CA1', []],
      ['CA9', ['CA1']],
    ] as const) {
      bench = new CallbackBench(TUESDAY_TEN);
      await bench.book();
      bench.placer.before = async () => {
        const now = bench.clock.now();
        const progress = { state: 'ringing', callSid } as const;
        await bench.store.saveCallback(advanceAttempt(bench.get(), 1, progress, now, now + minute));
      };
      bench.runner().start();
      await bench.clock.advance(1000);
      expect(bench.placer.ended).toEqual(ended);
      expect(bench.get().attempts).toMatchObject([{ callSid, state: 'ringing' }]);
      await bench.close();
    }
  });

  it('[CBR18] of a callback cancelled meanwhile the call is found and ended', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.faults = ['placed'];
    bench.runner().start();
    await bench.clock.advance(1000);
    await bench.store.saveCallback(cancelCallback(bench.get(), 'caller', bench.clock.now()));
    await bench.clock.advance(5000);
    expect(bench.placer.ended).toEqual(['CA1']);
    expect(bench.get()).toMatchObject({ state: 'cancelled', nextAt: null });
  });
});

describe('several runners on one store', () => {
  it('[CBR16] a process that stood still after saving does not dial any more', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    const { saveCallback } = bench.store;
    let stall = true;
    bench.store.saveCallback = async (...given) => {
      const saved = await saveCallback.apply(bench.store, given);
      if (stall && given[0].event.type === 'dialing') {
        stall = false;
        await new Promise<void>((resolve) => void bench.clock.after(15_000, resolve));
      }
      return saved;
    };
    bench.runner().start();
    await bench.clock.advance(19_000);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(5000);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[CBR12] 200 callbacks due at once are each dialled once by two of them', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bookMany(200);
    bench.placer.before = () => new Promise((resolve) => void bench.clock.after(300, resolve));
    bench.runner().start();
    bench.runner().start();
    await bench.clock.advance(10_000);
    expect(bench.placer.calls).toHaveLength(200);
    expect(new Set(bench.placer.calls.map(({ url }) => url)).size).toBe(200);
    for (const { attempts } of bench.store.callbacks.values()) expect(attempts).toHaveLength(1);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('[CBR13] through crashes and lost answers at random, no attempt is dialled twice and no callback is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('placed', 'never', 'refused', 'none', 'kill'), { minLength: 30, maxLength: 60 }),
        async (plan) => {
          bench = new CallbackBench(TUESDAY_TEN, callbackSite({ late_minutes: 240 }));
          await bookMany(10);
          await withCrashes(plan);
          const dialed = bench.placer.calls.map(({ url }) => url);
          expect(dialed.length).toBe(new Set(dialed).size);
          for (const callback of bench.store.callbacks.values()) {
            expect(['exhausted', 'expired']).toContain(callback.state);
            expect(callback.attempts.length).toBeGreaterThan(0);
            for (const { state } of callback.attempts) expect(state).toBe('ended');
          }
          await bench.close();
        },
      ),
      { seed: 4713, numRuns: 12 },
    );
  });
});

async function bookMany(count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await bench.book({
      id: `callback_${index}`,
      toolCallId: `tool_${index}`,
      phone: `${CUSTOMER.slice(0, -3)}${String(100 + index)}`,
    });
}

/** Two processes; each request to the carrier takes a fault of the plan, `kill` ends a process and starts another. */
async function withCrashes(plan: readonly string[]): Promise<void> {
  const faults = [...plan];
  const running = new Set<CallbackRunner>();
  const start = (): void => {
    const process = new Killable();
    const placer = process.wrap(bench.placer);
    const own: CallPlacer = {
      ...wrapped(placer),
      async placeCall(call) {
        const fault = faults.shift() ?? 'none';
        if (fault === 'kill') {
          process.killed = true;
          running.delete(runner);
          void runner.stop();
          start();
          if (faults.length % 2 === 0) bench.placer.make(call);
          return new Promise(() => {});
        }
        if (fault !== 'none')
          bench.placer.faults.push(fault === 'refused' ? failure({}) : (fault as 'placed' | 'never'));
        return bench.placer.placeCall(call);
      },
    };
    const runner = bench.runner(process.wrap(bench.store) as MemoryStore, own, true);
    running.add(runner);
    runner.start();
  };
  start();
  start();
  for (let turn = 0; turn < 100; turn++) {
    await bench.clock.advance(30_000);
    for (const callback of bench.store.callbacks.values()) {
      const attempt = callback.attempts.at(-1);
      if (attempt?.state !== 'ringing' || attempt.callSid === null) continue;
      const reported = { number: attempt.number, callSid: attempt.callSid };
      const change = reportEnd(callback, reported, 'agent_no_answer', bench.clock.now());
      if (change !== null) await bench.store.saveCallback(change);
    }
  }
  await Promise.all([...running].map((runner) => runner.stop()));
}

const wrapped = (placer: CallPlacer): CallPlacer => ({
  placeCall: (call) => placer.placeCall(call),
  findCalls: (parties, since) => placer.findCalls(parties, since),
  requestsOfCall: (callSid) => placer.requestsOfCall(callSid),
  endCall: (callSid) => placer.endCall(callSid),
});
