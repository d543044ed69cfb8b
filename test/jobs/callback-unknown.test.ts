import { afterEach, describe, expect, it } from 'vitest';
import { advanceAttempt } from '../../src/domain/callback-attempts.ts';
import { cancelCallback } from '../../src/domain/callback-changes.ts';
import { reportProgress } from '../../src/domain/callback-reports.ts';
import { DESK, LINE, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackBench } from './callback-bench.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
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
