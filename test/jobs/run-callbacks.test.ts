import { afterEach, describe, expect, it } from 'vitest';
import { cancelCallback, moveCallback } from '../../src/domain/callback-changes.ts';
import { reportEnd } from '../../src/domain/callback-reports.ts';
import { callbackSite, DESK, DISPATCH, hour, LINE, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackBench, failure, ORIGIN } from './callback-bench.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
});

/** The carrier's report that nobody answered. */
async function unanswered(id = 'callback_1', outcome: 'agent_no_answer' | 'customer_no_answer' = 'agent_no_answer') {
  const callback = bench.get(id);
  const attempt = callback.attempts.at(-1);
  if (attempt?.callSid == null) throw new Error('nothing rings');
  const change = reportEnd(callback, { number: attempt.number, callSid: attempt.callSid }, outcome, bench.clock.now());
  if (change === null) throw new Error('nothing to end');
  await bench.store.saveCallback(change);
}

describe('the runner of callbacks', () => {
  it('[CBR12] has a booked callback placed at its time, saved before it is placed', async () => {
    bench = new CallbackBench(TUESDAY_TEN - 2 * minute);
    await bench.book();
    const states: unknown[] = [];
    bench.placer.before = async () => void states.push(bench.get().attempts[0]?.state);
    bench.runner().start();
    await bench.clock.advance(2 * minute - 1000);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(2000);
    expect(states).toEqual(['placing']);
    expect(bench.placer.calls).toMatchObject([
      {
        to: DESK,
        from: LINE,
        url: `${ORIGIN}/twilio/callback/answered?callback=callback_1&attempt=1`,
        statusCallbackUrl: `${ORIGIN}/twilio/callback/status?callback=callback_1&attempt=1`,
        ringSeconds: 25,
        limitSeconds: 14_400,
        detectMachine: false,
      },
    ]);
    expect(bench.get()).toMatchObject({ state: 'dialing', attempts: [{ state: 'ringing', callSid: 'CA1' }] });
    expect((await bench.store.callbackEvents('callback_1')).map(({ type }) => type)).toEqual([
      'scheduled',
      'waiting',
      'due',
      'dialing',
      'attempt',
    ]);
  });

  it('[CBR12] customer first has machines detected', async () => {
    bench = new CallbackBench(TUESDAY_TEN, callbackSite({ order: 'customer_first' }));
    const { phone } = await bench.book();
    bench.runner().start();
    await bench.clock.advance(1000);
    expect(bench.placer.calls).toMatchObject([{ to: phone, detectMachine: true }]);
  });

  it('[CBR1] a callback now is placed 20 s after its call ended, however long that ran', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    const call = {
      id: 'call_0',
      callSid: 'CA0',
      siteId: 'acme',
      lineId: 'support',
      direction: 'inbound',
      from: { kind: 'phone', number: '+14155550123' },
      to: LINE,
      startedAt: TUESDAY_TEN,
    } as const;
    await bench.store.openCall({ call, siteVersion: 'v1' });
    await bench.book({ kind: 'now', state: 'requested', wall: null, createdAt: TUESDAY_TEN });
    bench.runner().start();
    await bench.clock.advance(7 * minute);
    await bench.store.endCall('call_0', { status: 'completed', at: bench.clock.now() });
    await bench.clock.advance(19_000);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(3000);
    expect(bench.placer.calls).toHaveLength(1);
    expect((await bench.store.callbackEvents('callback_1')).length).toBeLessThanOrEqual(5);
  });

  it('[CBR1] a call nobody ended counts as over after its longest time and ten minutes', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    const call = {
      id: 'call_0',
      callSid: 'CA0',
      siteId: 'acme',
      lineId: 'support',
      direction: 'inbound',
      from: { kind: 'withheld' },
      to: LINE,
      startedAt: TUESDAY_TEN,
    } as const;
    await bench.store.openCall({ call, siteVersion: 'v1' });
    await bench.book({ kind: 'now', state: 'requested', wall: null, createdAt: TUESDAY_TEN });
    bench.runner().start();
    await bench.clock.advance(25 * minute);
    expect(bench.placer.calls).toEqual([]);
    await bench.clock.advance(minute);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[CBR6] rings the agents in turn, then all again, and gives up after all tries', async () => {
    bench = new CallbackBench(TUESDAY_TEN, callbackSite({ attempts: 2 }));
    await bench.book();
    const runner = bench.runner();
    runner.start();
    await bench.clock.advance(1000);
    for (const to of [DESK, DISPATCH, DESK, DISPATCH]) {
      expect(bench.placer.calls.at(-1)?.to).toBe(to);
      await bench.clock.advance(10_000);
      await unanswered();
      runner.nudge();
      await bench.clock.advance(0);
      if (bench.get().state === 'retry_wait') await bench.clock.advance(5 * minute + 1000);
    }
    expect(bench.placer.calls).toHaveLength(4);
    expect(bench.get()).toMatchObject({ state: 'exhausted', nextAt: null });
    expect(bench.news).toMatchObject([{ kind: 'apology' }]);
  });

  it('[CBR7] tells a customer who did not answer, and tries again later', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.runner().start();
    await bench.clock.advance(1000);
    await unanswered('callback_1', 'customer_no_answer');
    await bench.clock.advance(1000);
    expect(bench.news).toMatchObject([{ kind: 'not_reached' }]);
    await bench.clock.advance(4 * minute);
    expect(bench.placer.calls).toHaveLength(1);
    await bench.clock.advance(minute + 1000);
    expect(bench.placer.calls).toHaveLength(2);
  });

  it('[CBR4] what was due while nobody was there is missed, with an apology', async () => {
    bench = new CallbackBench(TUESDAY_TEN + 31 * minute);
    await bench.book();
    bench.runner().start();
    await bench.clock.advance(1000);
    expect(bench.placer.calls).toEqual([]);
    expect(bench.get()).toMatchObject({ state: 'missed', nextAt: null });
    expect(bench.news).toMatchObject([{ kind: 'apology', id: 'callback_1' }]);
  });

  it('[CBR20] reminds before the start, each once, and places the call', async () => {
    bench = new CallbackBench(TUESDAY_TEN - 24 * hour - minute);
    await bench.book({ createdAt: TUESDAY_TEN - 7 * 24 * hour });
    bench.runner().start();
    await bench.clock.advance(minute - 1000);
    expect(bench.news).toEqual([]);
    await bench.clock.advance(24 * hour + 2000);
    expect(bench.news).toMatchObject([
      { kind: 'reminder', minutesBefore: 1440, at: TUESDAY_TEN - 24 * hour },
      { kind: 'reminder', minutesBefore: 60, at: TUESDAY_TEN - hour },
    ]);
    expect(bench.placer.calls).toMatchObject([{ createdAt: TUESDAY_TEN }]);
  });

  it('[CBR20] how long ahead it was booked is told by its last booking, not by a change of the zone', async () => {
    bench = new CallbackBench(TUESDAY_TEN - 100 * minute);
    const booked = await bench.book({ createdAt: TUESDAY_TEN - 7 * 24 * hour, reminded: [1440] });
    const time = { startsAt: TUESDAY_TEN, wall: { local: '2026-12-01T10:00', zone: 'America/Los_Angeles' } };
    const moved = moveCallback(booked, { ...time, durationMinutes: 15 }, 'caller', bench.clock.now());
    await bench.store.saveCallback(moved);
    bench.runner().start();
    await bench.clock.advance(90 * minute);
    expect(bench.news).toEqual([]);
  });

  it('[CBR18] ends the call of a callback that is cancelled while it rings', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.runner().start();
    await bench.clock.advance(1000);
    await bench.store.saveCallback(cancelCallback(bench.get(), 'caller', bench.clock.now()));
    await bench.clock.advance(1000);
    expect(bench.placer.ended).toEqual(['CA1']);
    expect(bench.get()).toMatchObject({ state: 'cancelled', nextAt: null, attempts: [{ state: 'ended' }] });
    expect(bench.news).toEqual([]);
  });

  it('[CBR18] the call of a callback that was moved is ended too, and placed at the new time', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.runner().start();
    await bench.clock.advance(1000);
    const wall = { local: '2026-12-01T11:00', zone: 'America/Los_Angeles' };
    const time = { startsAt: TUESDAY_TEN + hour, wall, durationMinutes: 15 };
    await bench.store.saveCallback(moveCallback(bench.get(), time, 'caller', bench.clock.now()));
    await bench.clock.advance(1000);
    expect(bench.placer.ended).toEqual(['CA1']);
    await bench.clock.advance(hour);
    expect(bench.placer.calls).toHaveLength(2);
    expect(bench.get().attempts.at(-1)).toMatchObject({ number: 2, round: 1 });
  });

  it('[CBR18] a call that was placed while the callback was cancelled is ended', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.before = async () =>
      void (await bench.store.saveCallback(cancelCallback(bench.get(), 'caller', bench.clock.now())));
    bench.runner().start();
    await bench.clock.advance(2000);
    expect(bench.placer.ended).toEqual(['CA1']);
    expect(bench.get()).toMatchObject({ state: 'cancelled', attempts: [{ state: 'ended' }] });
  });

  it.each([
    [failure({ code: '21211', reached: true, retryable: false }), 'agent_failed', DISPATCH],
    [failure({ code: '20003', reached: true, retryable: false }), 'not_placed', null],
    [failure({ code: '20429', reached: true }), 'not_placed', null],
    [failure({}), 'not_placed', null],
  ])('[CBR15] a certain refusal %#: the next agent, or the next round', async (fault, outcome, next) => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.placer.faults = [fault];
    bench.runner().start();
    await bench.clock.advance(2000);
    expect(bench.get().attempts[0]).toMatchObject({ state: 'ended', outcome });
    expect(bench.placer.calls.map(({ to }) => to)).toEqual(next === null ? [] : [next]);
    await bench.clock.advance(5 * minute);
    expect(bench.get().attempts).toHaveLength(2);
  });

  it('[CBR17] asks the carrier about a call nothing was heard of', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.runner().start();
    await bench.clock.advance(57_000);
    const [call] = bench.placer.calls;
    if (call !== undefined) call.status = 'no-answer';
    expect(bench.placer.calls).toHaveLength(1);
    await bench.clock.advance(minute);
    expect(bench.get().attempts[0]).toMatchObject({ outcome: 'agent_no_answer' });
    expect(bench.placer.calls[1]?.to).toBe(DISPATCH);
  });

  it('[CBR21] with the store or the carrier away it goes on when they are back', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    bench.store.away = true;
    bench.runner().start();
    await bench.clock.advance(10_000);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    bench.store.away = false;
    await bench.clock.advance(1000);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[CBR21] a stopped runner places nothing more', async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    await bench.book();
    const runner = bench.runner();
    runner.start();
    const stopped = runner.stop();
    await bench.clock.advance(0);
    await stopped;
    runner.nudge();
    await bench.clock.advance(10_000);
    expect(bench.placer.calls).toEqual([]);
    expect(bench.get().attempts).toEqual([]);
  });
});
