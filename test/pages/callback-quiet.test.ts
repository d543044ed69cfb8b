import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialableAt } from '../../src/domain/callback-dial-time.ts';
import { callingLineOf } from '../../src/domain/callback-line.ts';
import { findView } from '../../src/pages/callback-view.ts';
import { testCallback, tuesdayTen } from '../support/test-callback.ts';
import { testLine } from '../support/test-line.ts';
import { CallbackBench, hours, saidOn, timesOn } from './callback-bench.ts';

const night = { quiet_hours: { from: '21:00', to: '10:00' } };
let bench: CallbackBench;
beforeEach(async () => {
  bench = await new CallbackBench({}, {}, night).open();
});
afterEach(() => bench.close());

describe('quiet hours on the page of a callback', () => {
  it('[CBN39] times that are quiet at its number, or in its zone, are not shown', async () => {
    await bench.book();
    expect([...timesOn((await bench.ask('?day=2026-11-25')).text).keys()].slice(0, 2)).toEqual([
      '10:00 AM',
      '10:30 AM',
    ]);
    const { version, ...booked } = bench.stored();
    bench.store.callbacks.set(booked.id, { ...booked, version, callerZone: 'America/Denver' });
    expect([...timesOn((await bench.ask('?day=2026-11-25')).text).keys()][0]).toBe('10:00 AM');
    const nine = Date.UTC(2026, 10, 25, 17);
    expect([...timesOn((await bench.ask('?day=2026-11-25')).text).values()][0]).toBe(
      `slot_${(nine / 60_000).toString(36)}`,
    );
  });

  it('[CBN39] nor is one taken that was not', async () => {
    await bench.book();
    const slot = `slot_${(Date.UTC(2026, 10, 25, 17, 30) / 60_000).toString(36)}`;
    const { status, text } = await bench.press('move', { slot });
    expect([status, saidOn(text)]).toEqual([409, expect.stringMatching(/choose another one/)]);
    expect(bench.stored()).toMatchObject({ startsAt: tuesdayTen, sequence: 0 });
    expect(bench.nudges).toBe(0);
  });

  it('[CBN39] none that is shown would be made to wait', async () => {
    const wall = fc.integer({ min: 0, max: 23 }).map((hour) => `${`${hour}`.padStart(2, '0')}:15`);
    const world = fc.record({
      from: wall,
      to: wall,
      phone: fc.constantFrom('+14155550123', '+12125550147', '+14235550147', '+4915112345678', '+61291234567'),
      callerZone: fc.constantFrom(null, 'America/New_York', 'Europe/London', 'Asia/Tokyo'),
      agent: fc.constantFrom(undefined, ['09:00-10:45'], ['14:00-24:00']),
    });
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ from, to, phone, callerZone, agent }) => {
        const target = {
          id: 'desk',
          number: '+14155550111',
          ...(agent && { hours: { tuesday: agent, friday: agent } }),
        };
        const transfer = { targets: [target] };
        const callbacks = { quiet_hours: { from, to }, slots: { duration_minutes: 30, horizon_days: 4 } };
        const one = new CallbackBench();
        one.inForce = testLine({ hours, transfer, escalation: { scheduled_callback: true }, callbacks });
        const callback = await one.book({ phone, callerZone });
        const line = callingLineOf(one.inForce);
        const linkSigner = { ...one.signer, verify: async () => callback.id };
        const view = await findView({ ...one.ports(), linkSigner }, 'token');
        if (view === null || line === null) throw new Error('there is no such page');
        for (const { startsAt: at } of [...view.days.values()].flat()) {
          shown++;
          expect(dialableAt(line, { ...callback, kind: 'scheduled', startsAt: at }, at, Infinity)).toBe(at);
        }
      }),
      { seed: 39, numRuns: 40 },
    );
    expect(shown).toBeGreaterThan(200);
  });

  it('[CBN40] whoever places callbacks is nudged when it is moved or cancelled', async () => {
    await bench.book();
    await bench.press('confirm');
    expect(bench.nudges).toBe(0);
    await bench.press('move', { slot: await bench.timeOn('2026-11-25', '10:00 AM') });
    expect(bench.nudges).toBe(1);
    await bench.press('cancel');
    await bench.press('cancel');
    expect(bench.nudges).toBe(2);
    expect(bench.stored(testCallback().id).state).toBe('cancelled');
  });
});
