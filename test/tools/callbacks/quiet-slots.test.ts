import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialableAt } from '../../../src/domain/callback-dial-time.ts';
import { callingLineOf } from '../../../src/domain/callback-line.ts';
import {
  agreeToOwn,
  booked,
  callbackBench,
  findIds,
  never,
  night,
  onFile,
  only,
  other,
  slotsOf,
  talk,
} from './callback-bench.ts';

const quiet = { callbacks: { quiet_hours: night } };
/** What a clock in New York shows at the slots of an id. */
const clocks = (ids: readonly string[]): string[] =>
  ids.map((id) => new Date(startOf(id) - 5 * 3_600_000).toISOString().slice(8, 16));
const startOf = (id: string): number => Number.parseInt(id.slice('slot_'.length), 36) * 60_000;
const day = '2026-11-27';

describe('times at which nobody would be rung', () => {
  it('[CBT21] the first of a morning is the first that is not quiet at the number', async () => {
    const first = async (options: Parameters<typeof callbackBench>[0]) =>
      clocks(await findIds(callbackBench({ ...quiet, ...options }), { day, part_of_day: 'morning' }))[0];
    expect(await first({})).toBe('27T11:00');
    expect(await first({ contact: { timeZone: 'America/Denver' } })).toBe('27T10:00');
    expect(await first({ contact: { timeZone: 'America/New_York' } })).toBe('27T09:00');
    expect(await first({ from: { kind: 'phone', number: other } })).toBe('27T09:00');
    expect(await first({ callbacks: { quiet_hours: { ...night, time_zone: 'America/Chicago' } } })).toBe('27T09:00');
    expect(await first({ callbacks: { quiet_hours: never } })).toBe('27T09:00');
  });

  it('[CBT21] of who withholds their number the one on file counts; without any, nobody knows', async () => {
    const from = { kind: 'withheld' } as const;
    const first = async (contact: object) =>
      clocks(await findIds(callbackBench({ ...quiet, from, contact }), { day, part_of_day: 'morning' }))[0];
    expect(await first({ callbackNumber: onFile })).toBe('27T11:00');
    expect(await first({ callbackNumber: onFile, timeZone: 'America/New_York' })).toBe('27T09:00');
    expect(await first({})).toBe('27T09:00');
  });

  it('[CBT21] neither is a time offered at which no agent is there', async () => {
    const hours = { friday: ['13:00-15:00'] };
    const of = callbackBench({ line: { transfer: { targets: [{ id: 'desk', number: '+14155550111', hours }] } } });
    expect(clocks(await findIds(of, { day }))).toEqual(['27T13:00', '27T13:30', '27T14:00']);
    expect((await of.run('find_callback_slots', { day: '2026-11-26' })).result).toMatchObject({ slots: [], day });
  });

  it('[CBT21] where it is quiet on all of a day, the nearest day is named', async () => {
    const of = callbackBench({ ...quiet, slots: { hours: { thursday: ['09:00-10:30'], friday: ['09:00-12:00'] } } });
    expect((await of.run('find_callback_slots', { day: '2026-11-26' })).result).toMatchObject({ slots: [], day });
  });

  it('[CBT22] at another number than was thought of it is refused, with times for that number', async () => {
    const of = callbackBench({ ...quiet, from: { kind: 'phone', number: other } });
    const [early] = await findIds(of, { day, part_of_day: 'morning' });
    talk(of, 1, 'Shall we call you back on 4 1 5, 5 5 5, 0 1 9 9?', 'Yes.');
    const wish = { slot: early, phone: '+14155550199', reason: 'Invoice' };
    const { result } = await of.run('schedule_callback', wish);
    expect(result).toMatchObject({ status: 'refused', code: 'outside_hours' });
    expect(result.say).toBe(
      "I'm sorry, we don't call that number at that time. I have Friday November 27th at eleven or eleven thirty A M, or twelve noon our time, that is eight, eight thirty or nine A M your time. Which one suits you?",
    );
    expect(of.store.callbacks.size).toBe(0);
    expect(of.nudged()).toBe(0);
    const slots = slotsOf({ result });
    expect(clocks(slots.map(({ id }) => id))).toEqual(['27T11:00', '27T11:30', '27T12:00']);
    expect(slots[0]?.label).toBe('Friday November 27th, at eleven A M our time, that is eight A M your time');
    expect((await of.run('schedule_callback', { ...wish, slot: slots[0]?.id })).result.status).toBe('booked');
    expect(only(of).phone).toBe('+14155550199');
  });

  it('[CBT22] a callback is moved by the hours of its own number', async () => {
    const of = callbackBench({ ...quiet, contact: { callbackNumber: other } });
    const { id, startsAt } = await booked(of);
    const later = callbackBench({
      ...quiet,
      store: of.store,
      callId: 'call_2',
      from: { kind: 'phone', number: other },
      contact: { callbackNumber: '+14155550123' },
    });
    const [early] = await findIds(later, { day, part_of_day: 'morning' });
    const { result } = await later.run('change_callback', { callback: id, slot: early });
    expect(result).toMatchObject({ status: 'refused', code: 'outside_hours' });
    expect(clocks(slotsOf({ result }).map((slot) => slot.id))).toEqual(['27T11:00', '27T11:30', '27T12:00']);
    expect(only(of).startsAt).toBe(startsAt);
    const [fresh] = slotsOf({ result });
    expect((await later.run('change_callback', { callback: id, slot: fresh?.id })).result.status).toBe('booked');
  });

  it('[CBT23] no time that was offered would be made to wait', async () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Europe/London', 'Asia/Tokyo', 'Australia/Lord_Howe'];
    const hour = fc.integer({ min: 0, max: 23 }).map((one) => `${one}`.padStart(2, '0'));
    const wall = fc.tuple(hour, fc.constantFrom('00', '15', '30')).map((parts) => parts.join(':'));
    const spans = fc.constantFrom(['00:00-24:00'], ['09:00-17:00'], ['06:15-09:00', '20:00-23:30']);
    const always = (list: readonly string[]) =>
      Object.fromEntries(
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [name, list]),
      );
    const world = fc.record({
      now: fc.integer({ min: Date.UTC(2026, 9, 20) / 60_000, max: Date.UTC(2027, 9, 20) / 60_000 }),
      number: fc.constantFrom(
        '+14155550123',
        '+12125550147',
        '+14235550147',
        '+442079460958',
        '+4915112345678',
        '+61291234567',
      ),
      zone: fc.constantFrom(...zones),
      timeZone: fc.option(fc.constantFrom(...zones)),
      quietZone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
      from: wall,
      to: wall,
      slots: spans,
      agent: fc.option(spans, { nil: undefined }),
      part: fc.constantFrom(null, 'morning', 'afternoon', 'evening'),
    });
    let [offered, leftOut] = [0, 0];
    await fc.assert(
      fc.asyncProperty(world, async ({ now, number, zone, timeZone, quietZone, from, to, slots, agent, part }) => {
        const of = callbackBench({
          now: now * 60_000,
          from: { kind: 'phone', number },
          contact: { timeZone },
          site: { time_zone: zone },
          slots: { hours: always(slots), horizon_days: 3 },
          callbacks: {
            quiet_hours: { from, to, ...(quietZone && { time_zone: quietZone }) },
            slots: { hours: always(slots), duration_minutes: 30, horizon_days: 3 },
          },
          line: {
            sms_countries: ['US', 'GB', 'DE', 'AU'],
            transfer: { targets: [{ id: 'desk', number: '+14155550111', ...(agent && { hours: always(agent) }) }] },
          },
        });
        const line = callingLineOf(of.context.inForce);
        agreeToOwn(of);
        const ids = await findIds(of, { part_of_day: part });
        const [first] = ids;
        if (first === undefined || line === null) return void leftOut++;
        const { result } = await of.run('schedule_callback', { slot: first, phone: 'caller', reason: 'x' });
        expect(result.status).toBe('booked');
        const callback = only(of);
        for (const at of ids.map(startOf))
          expect(dialableAt(line, { ...callback, startsAt: at }, at, Infinity)).toBe(at);
        offered++;
      }),
      { seed: 23, numRuns: 60 },
    );
    expect(offered).toBeGreaterThan(20);
    expect(leftOut).toBeGreaterThan(0);
  });
});

describe('whoever places callbacks', () => {
  it('[CBT24] is nudged when one is asked for, booked, moved or cancelled', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    await of.run('request_callback', { phone: 'caller', reason: 'x' });
    expect(of.nudged()).toBe(1);
    const { id } = only(of);
    const [slot] = await findIds(of, { day });
    await of.run('change_callback', { callback: id, slot });
    expect(of.nudged()).toBe(2);
    await of.run('change_callback', { callback: id, slot });
    expect(of.nudged()).toBe(2);
    await of.run('change_callback', { callback: id });
    expect(of.nudged()).toBe(3);
    await of.run('change_callback', { callback: id });
    await of.run('schedule_callback', { slot: 'slot_1', phone: 'caller', reason: 'x' });
    expect(of.nudged()).toBe(3);
    const fresh = callbackBench();
    await booked(fresh);
    expect(fresh.nudged()).toBe(1);
  });
});
