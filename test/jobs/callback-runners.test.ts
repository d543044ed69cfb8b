import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { reportEnd } from '../../src/domain/callback-reports.ts';
import type { CallbackRunner } from '../../src/jobs/run-callbacks.ts';
import type { CallPlacer } from '../../src/ports/call-placer.ts';
import { CUSTOMER, callbackSite, TUESDAY_TEN } from '../support/callback-samples.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { CallbackBench, failure } from './callback-bench.ts';
import { Killable } from './killable.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
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
