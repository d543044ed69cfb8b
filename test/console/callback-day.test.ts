import { afterEach, describe, expect, it } from 'vitest';
import { CallbackDay } from '../../src/console/contract/callbacks.ts';
import { hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackDesk, deskSite } from './callback-desk.ts';

let bench: CallbackDesk;
afterEach(() => bench.close());

type Slots = readonly {
  readonly id: string;
  readonly startsAt: number;
  readonly booked: number;
  readonly held: number;
  readonly closed: boolean;
  readonly callbacks: readonly { readonly id: string }[];
}[];
const day = async (query: string): Promise<CallbackDay> =>
  CallbackDay.parse((await bench.desk.get(`callbacks/day?line=support&${query}`)).body);
const at = (slots: Slots, time: number) => slots.find(({ startsAt }) => startsAt === time);

describe('the day of a line', () => {
  it('[DCB5] has its slots with what is booked and held, and who is booked', async () => {
    bench = await new CallbackDesk(deskSite({ slots: { capacity: 2 } })).open();
    const elevenSharp = TUESDAY_TEN + hour;
    const first = await bench.book({ startsAt: elevenSharp });
    const event = { type: 'waiting', actor: 'system', at: 0, detail: {} } as const;
    await bench.store.saveCallback({ next: first, event }, bench.seatAt(elevenSharp, 2));
    await bench.store.holdSeat(bench.seatAt(elevenSharp, 2), 'call_9', TUESDAY_TEN + minute, TUESDAY_TEN);
    await bench.book({ id: 'soon', toolCallId: 'x', phone: '+14155550124', kind: 'now', state: 'due', wall: null });
    const shown = await day('date=2026-12-01');
    expect(shown).toMatchObject({
      zone: 'America/Los_Angeles',
      today: '2026-12-01',
      previous: '2026-11-30',
      next: '2026-12-02',
      capacity: 2,
      until: '2026-12-15',
    });
    expect(shown.slots).toHaveLength(16);
    expect(at(shown.slots, elevenSharp)).toMatchObject({ booked: 1, held: 1, closed: false });
    expect(at(shown.slots, elevenSharp)?.callbacks.map(({ id }) => id)).toEqual(['callback_1']);
    expect(at(shown.slots, TUESDAY_TEN - hour)).toMatchObject({ booked: 0, held: 0, closed: true });
    expect(shown.others.map(({ id }) => id)).toEqual(['soon']);
    expect(JSON.stringify(shown)).not.toContain('+1415');
    await bench.clock.advance(minute);
    expect(at((await day('')).slots, elevenSharp)).toMatchObject({ booked: 1, held: 0 });
  });

  it.each([
    // 2 a.m. to 3 a.m. is left out, 1 a.m. to 2 a.m. comes twice.
    ['2027-03-14', Date.UTC(2027, 2, 12, 18), ['00:30', '01:30', '03:30'], 23],
    ['2026-11-01', Date.UTC(2026, 9, 30, 18), ['00:30', '01:30', '01:30', '02:30', '03:30'], 25],
    ['2026-11-02', Date.UTC(2026, 9, 30, 18), ['00:30', '01:30', '02:30', '03:30'], 24],
  ])('[DCB5] of %s shows each time as often as the clock does', async (date, now, local, length) => {
    const open = ['00:30-04:30'];
    const nights = { sunday: open, monday: open };
    const slots = { duration_minutes: 60, hours: nights };
    const never = { from: '12:00', to: '12:00' };
    bench = await new CallbackDesk(deskSite({ slots, quiet_hours: never }), now).open();
    const shown = await day(`date=${date}`);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: shown.zone, hour: '2-digit', minute: '2-digit' });
    expect(shown.slots.map(({ startsAt }) => clock.format(startsAt))).toEqual(local);
    expect(new Set(shown.slots.map(({ id }) => id)).size).toBe(local.length);
    // What begins in its first and in its last minute is of this day, what comes an hour of the clock later is not.
    const [midnight] = [
      Date.parse(`${date}T00:00:00-0${date < '2026-11-02' || date > '2027-01-01' ? (date > '2027' ? 8 : 7) : 8}:00`),
    ];
    const ends = midnight + length * hour;
    const make = (id: string, startsAt: number) =>
      bench.book({ id, toolCallId: id, phone: `+1415555${id}`, kind: 'now', state: 'due', wall: null, startsAt });
    await make('3001', midnight - 1);
    await make('3002', midnight);
    await make('3003', ends - 1);
    await make('3004', ends);
    expect((await day(`date=${date}`)).others.map(({ id }) => id)).toEqual(['3002', '3003']);
  });

  it('[DCB5] stands without slots where the line takes no bookings, and says what it does not know', async () => {
    bench = await new CallbackDesk(deskSite({}, { escalation: { callback_now: true } })).open();
    await bench.book({ kind: 'now', state: 'requested', wall: null });
    const shown = await day('date=2026-12-01&site=acme');
    expect(shown).toMatchObject({ capacity: null, until: null, slots: [] });
    expect(shown.others).toHaveLength(1);
    const answers = [
      ['callbacks/day?line=sales', 404],
      ['callbacks/day?line=support&site=other', 404],
      ['callbacks/day?line=support&date=2026-02-30', 400],
      ['callbacks/day', 400],
    ] as const;
    for (const [path, status] of answers) expect((await bench.desk.get(path)).status).toBe(status);
  });
});
