import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '../../src/domain/hours.ts';
import { localAt } from '../../src/domain/local-time.ts';
import { OpeningHours } from '../../src/domain/opening-hours.ts';
import {
  bySpread,
  daysAhead,
  hasSeat,
  isBookable,
  partOfDay,
  type Slot,
  type SlotPlan,
  slotOfId,
  slotPlanOf,
  slotsOn,
} from '../../src/domain/slots.ts';
import { inForceOf } from '../tools/call-bench.ts';

const everyDay = (...spans: string[]): OpeningHours =>
  OpeningHours.parse(
    Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, spans]),
    ),
  );
const plan = (change: Partial<SlotPlan> = {}): SlotPlan => ({
  hours: everyDay('09:00-12:00'),
  zone: 'America/New_York',
  durationMinutes: 30,
  bufferMinutes: 0,
  capacity: 1,
  noticeMinutes: 30,
  horizonDays: 14,
  ...change,
});
const clock = (slots: readonly Slot[]): string[] => slots.map(({ local }) => local.slice(11));
const utc = (slots: readonly Slot[]): string[] =>
  slots.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
const minute = 60_000;

describe('the times of a line', () => {
  it('[SLT1] are a grid from the start of each span, each within it', () => {
    const times = (change: Partial<SlotPlan>) => clock(slotsOn(plan(change), '2026-12-01'));
    expect(times({})).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']);
    expect(times({ bufferMinutes: 15 })).toEqual(['09:00', '09:45', '10:30', '11:15']);
    expect(times({ durationMinutes: 45 })).toEqual(['09:00', '09:45', '10:30', '11:15']);
    expect(times({ durationMinutes: 181 })).toEqual([]);
    expect(times({ durationMinutes: 180 })).toEqual(['09:00']);
    expect(times({ hours: everyDay('13:10-14:00', '23:30-24:00') })).toEqual(['13:10', '23:30']);
  });

  it('[SLT1] closed days and dates have none, and neither has what is no date', () => {
    const hours = OpeningHours.parse({ tuesday: ['09:00-10:00'], closed_dates: ['2026-12-08'] });
    expect(clock(slotsOn(plan({ hours }), '2026-12-01'))).toEqual(['09:00', '09:30']);
    for (const day of ['2026-12-02', '2026-12-08', '2026-02-30', 'tomorrow', ''])
      expect(slotsOn(plan({ hours }), day)).toEqual([]);
  });

  it("[SLT1] come from the line's callbacks, its hours where they have none, and the zone of those", () => {
    const line = {
      hours: { time_zone: 'Europe/Berlin', monday: ['09:00-10:00'] },
      callbacks: { slots: { buffer_minutes: 5 } },
    };
    expect(slotPlanOf(inForceOf({ line }))).toMatchObject({
      zone: 'Europe/Berlin',
      durationMinutes: 15,
      bufferMinutes: 5,
    });
    const own = { ...line, callbacks: { slots: { hours: { tuesday: ['09:00-10:00'] } } } };
    expect(slotPlanOf(inForceOf({ line: own }))).toMatchObject({ zone: 'America/New_York', hours: { monday: [] } });
    expect(slotPlanOf(inForceOf({ line: { callbacks: { slots: {} } } }))).toBeNull();
    expect(slotPlanOf(inForceOf({ line: { hours: {} } }))).toBeNull();
  });

  it('[SLT2] keep the notice and the horizon', () => {
    const now = Date.UTC(2026, 11, 1, 14, 31);
    const one = plan({ horizonDays: 2 });
    expect(daysAhead(one, now)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    const days = [...daysAhead(one, now), '2026-12-04'];
    const bookable = days.flatMap((day) => slotsOn(one, day).filter((slot) => isBookable(one, slot, now)));
    expect(bookable[0]?.local).toBe('2026-12-01T10:30');
    expect(bookable.at(-1)?.local).toBe('2026-12-03T11:30');
    expect(bookable.filter((slot) => isBookable(one, slot, now, 30 * minute))[0]?.local).toBe('2026-12-01T11:00');
  });

  it.each([
    [
      'New York, spring',
      'America/New_York',
      '2026-03-08',
      ['05:00', '05:30', '06:00', '06:30', '07:00', '07:30'],
      ['00:00', '00:30', '01:00', '01:30', '03:00', '03:30'],
    ],
    [
      'New York, autumn',
      'America/New_York',
      '2026-11-01',
      ['04:00', '04:30', '05:00', '05:30', '06:00', '06:30', '07:00', '07:30', '08:00', '08:30'],
      ['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30'],
    ],
    [
      'London, spring',
      'Europe/London',
      '2026-03-29',
      ['00:00', '00:30', '01:00', '01:30', '02:00', '02:30'],
      ['00:00', '00:30', '02:00', '02:30', '03:00', '03:30'],
    ],
    [
      'London, autumn',
      'Europe/London',
      '2026-10-25',
      ['23:00', '23:30', '00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30'],
      ['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30'],
    ],
    [
      'Lord Howe, autumn: half an hour',
      'Australia/Lord_Howe',
      '2026-04-05',
      ['13:00', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30', '17:00'],
      ['00:00', '00:30', '01:00', '01:30', '01:30', '02:00', '02:30', '03:00', '03:30'],
    ],
    [
      'Lord Howe, spring: half an hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      ['13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30'],
      ['00:00', '00:30', '01:00', '01:30', '02:30', '03:00', '03:30'],
    ],
    [
      'Phoenix: never',
      'America/Phoenix',
      '2026-03-08',
      ['07:00', '07:30', '08:00', '08:30', '09:00', '09:30', '10:00', '10:30'],
      ['00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30'],
    ],
  ])('[SLT3] %s', (_, zone, day, instants, walls) => {
    const slots = slotsOn(plan({ zone, hours: everyDay('00:00-04:00') }), day);
    expect(clock(slots)).toEqual(walls);
    expect(utc(slots).map((time) => time.slice(11))).toEqual(instants);
  });

  it('[SLT3] a slot that runs into the change must still end before the hours do', () => {
    const spring = plan({ hours: everyDay('01:00-03:00'), durationMinutes: 60 });
    expect(clock(slotsOn(spring, '2026-03-08'))).toEqual(['01:00']);
    const across = plan({ hours: everyDay('01:15-03:00'), durationMinutes: 60 });
    expect(clock(slotsOn(across, '2026-03-08'))).toEqual([]);
    expect(clock(slotsOn(across, '2026-03-09'))).toEqual(['01:15']);
    const autumn = plan({ hours: everyDay('01:30-03:00'), durationMinutes: 60 });
    expect(utc(slotsOn(autumn, '2026-11-01'))).toEqual(['2026-11-01T06:30']);
  });

  const zones = [
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/Phoenix',
    'America/Havana',
    'America/St_Johns',
    'Pacific/Kiritimati',
    'Pacific/Apia',
    'Asia/Kolkata',
    'Africa/Casablanca',
    'UTC',
  ];
  const anyPlan = fc
    .record({
      zone: fc.constantFrom(...zones),
      from: fc.integer({ min: 0, max: 1430 }),
      length: fc.integer({ min: 5, max: 700 }),
      durationMinutes: fc.integer({ min: 5, max: 240 }),
      bufferMinutes: fc.integer({ min: 0, max: 120 }),
    })
    .map(({ from, length, ...rest }) => {
      const to = Math.min(1440, from + length);
      const wall = (minutes: number): string =>
        `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      return plan({ ...rest, hours: everyDay(`${wall(from)}-${wall(to)}`) });
    });
  /** Any day of the year, and often one on which some clocks change. */
  const anyDay = fc.oneof(
    fc.integer({ min: 0, max: 364 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)),
    fc.constantFrom('2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04', '2026-02-15'),
  );

  it('[SLT10] in any zone on any day: on the grid, within the hours every minute, no moment twice', () => {
    fc.assert(
      fc.property(anyPlan, anyDay, (one, day) => {
        const slots = slotsOn(one, day);
        const start = one.hours.monday[0]!.slice(0, 5);
        const first = Number(start.slice(0, 2)) * 60 + Number(start.slice(3));
        for (const slot of slots) {
          expect(localAt(slot.startsAt, one.zone)).toBe(slot.local);
          expect(slot.local.slice(0, 10)).toBe(day);
          const minutes = Number(slot.local.slice(11, 13)) * 60 + Number(slot.local.slice(14));
          expect((minutes - first) % (one.durationMinutes + one.bufferMinutes)).toBe(0);
          for (let at = slot.startsAt; at < slot.endsAt; at += minute)
            expect(isOpen(one.hours, one.zone, at)).toBe(true);
        }
        expect(new Set(slots.map(({ startsAt }) => startsAt)).size).toBe(slots.length);
        expect(slots.map(({ startsAt }) => startsAt)).toEqual(
          slots.map(({ startsAt }) => startsAt).toSorted((a, b) => a - b),
        );
      }),
      { seed: 20261125, numRuns: 250 },
    );
  });

  it('[SLT10] nothing that fits is left out, on days the clocks do not change', () => {
    fc.assert(
      fc.property(anyPlan, (one) => {
        const [span] = one.hours.monday;
        const [from, to] = [span!.slice(0, 5), span!.slice(6)].map(
          (w) => Number(w.slice(0, 2)) * 60 + Number(w.slice(3)),
        );
        let count = 0;
        for (let at = from!; at + one.durationMinutes <= to!; at += one.durationMinutes + one.bufferMinutes) count++;
        expect(slotsOn(one, '2026-06-10')).toHaveLength(count);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('[SLT4] an id comes back to its slot, and nothing else is one', () => {
    fc.assert(
      fc.property(anyPlan, anyDay, (one, day) => {
        for (const slot of slotsOn(one, day)) expect(slotOfId(one, slot.id)).toEqual(slot);
      }),
      { seed: 7, numRuns: 60 },
    );
    const one = plan();
    const offGrid = `slot_${(Date.UTC(2026, 11, 1, 14, 7) / minute).toString(36)}`;
    const atNight = `slot_${(Date.UTC(2026, 11, 1, 5, 0) / minute).toString(36)}`;
    for (const id of [offGrid, atNight, 'slot_', 'slot_zzzzzzz', 'slot_-1', 'slot_1 ', 'first', '2026-12-01T09:00'])
      expect(slotOfId(one, id)).toBeNull();
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (id) => {
        expect(slotOfId(one, id)).toBeNull();
      }),
      { seed: 8 },
    );
  });

  it('[SLT5] has a seat while an agent is left for it', () => {
    const [slot] = slotsOn(plan(), '2026-12-01');
    const { startsAt, endsAt } = slot!;
    const same = { startsAt, endsAt };
    expect(hasSeat(plan(), slot!, [])).toBe(true);
    expect(hasSeat(plan(), slot!, [same])).toBe(false);
    expect(hasSeat(plan({ capacity: 2 }), slot!, [same])).toBe(true);
    expect(hasSeat(plan({ capacity: 2 }), slot!, [same, { startsAt: startsAt - minute, endsAt: startsAt + 1 }])).toBe(
      false,
    );
    expect(hasSeat(plan(), slot!, [{ startsAt: startsAt - minute, endsAt: startsAt }])).toBe(true);
    const next = { startsAt: endsAt, endsAt: endsAt + minute };
    expect(hasSeat(plan(), slot!, [next])).toBe(true);
    expect(hasSeat(plan({ bufferMinutes: 5 }), slot!, [next])).toBe(false);
  });

  it('[SLT6] different parts of different days come first, then different hours, then the rest', () => {
    const one = plan({ hours: everyDay('10:00-13:00', '17:00-18:00') });
    const slots = ['2026-12-01', '2026-12-02'].flatMap((day) => slotsOn(one, day));
    const order = bySpread(slots);
    expect(order).toHaveLength(slots.length);
    expect(order.slice(0, 6).map(({ local }) => local.slice(5))).toEqual([
      '12-01T10:00',
      '12-01T12:00',
      '12-01T17:00',
      '12-02T10:00',
      '12-02T12:00',
      '12-02T17:00',
    ]);
    expect(order.slice(6, 8).map(({ local }) => local.slice(5))).toEqual(['12-01T11:00', '12-02T11:00']);
    expect(
      ['00:00', '11:59', '12:00', '16:59', '17:00'].map((time) => partOfDay({ local: `2026-12-01T${time}` })),
    ).toEqual(['morning', 'morning', 'afternoon', 'afternoon', 'evening']);
  });
});
