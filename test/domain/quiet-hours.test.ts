import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil, zonesOfNumber } from '../../src/domain/quiet-hours.ts';

const newYork = '+12125550123';
const hawaii = '+18085550123';
const arizona = '+16025550123';
const london = '+447911123456';
const hour = 3_600_000;
const step = hour / 4;

/** The answer as ISO in UTC; "now" where it is not quiet. */
function until(iso: string, number: string, options: { zone?: string; from?: string; to?: string } = {}): string {
  const { zone = null, ...span } = options;
  const time = quietUntil({ at: Date.parse(iso), number, zone, ...span });
  return time === null ? 'now' : new Date(time).toISOString().replace(/:00\.000Z$/, 'Z');
}

describe('quiet hours', () => {
  it.each([
    ['2026-06-01T12:00:00.000Z', 'now'],
    ['2026-06-01T11:59:59.999Z', '2026-06-01T12:00Z'],
    ['2026-06-02T00:59:59.999Z', 'now'],
    ['2026-06-02T01:00:00.000Z', '2026-06-02T12:00Z'],
    ['2026-06-02T05:30:00.000Z', '2026-06-02T12:00Z'],
  ])('[QUI1] at %s a New York number may be texted: %s', (at, expected) => {
    expect(until(at, newYork)).toBe(expected);
  });

  it('[QUI2] a span may lie within a day', () => {
    const siesta = { from: '13:00', to: '15:30' };
    expect(until('2026-06-01T16:59:00Z', newYork, siesta)).toBe('now');
    expect(until('2026-06-01T17:00:00Z', newYork, siesta)).toBe('2026-06-01T19:30Z');
    expect(until('2026-06-01T19:30:00Z', newYork, siesta)).toBe('now');
    expect(until('2026-06-01T05:00:00Z', newYork, siesta)).toBe('now');
    expect(until('2026-06-01T23:00:00Z', newYork, { from: '18:00', to: '24:00' })).toBe('2026-06-02T04:00Z');
    expect(until('2026-06-01T04:00:00Z', newYork, { from: '18:00', to: '24:00' })).toBe('now');
    expect(until('2026-06-01T05:00:00Z', newYork, { from: '00:00', to: '06:15' })).toBe('2026-06-01T10:15Z');
  });

  it('[QUI2] a span without length is none; what is no time of day is refused', () => {
    expect(until('2026-06-01T05:00:00Z', newYork, { from: '08:00', to: '08:00' })).toBe('now');
    for (const from of ['8:00', '25:00', '08:60', '', '24:01', '21:00:00'])
      expect(() => until('2026-06-01T05:00:00Z', newYork, { from })).toThrow(
        expect.objectContaining({ code: 'config_invalid' }),
      );
  });

  it("[QUI3] the contact's own zone wins over the number's", () => {
    expect(until('2026-06-01T12:30:00Z', newYork, { zone: 'America/Los_Angeles' })).toBe('2026-06-01T15:00Z');
    expect(until('2026-06-01T12:30:00Z', newYork, { zone: 'Mars/Olympus' })).toBe('now');
    expect(until('2026-06-01T11:30:00Z', newYork, { zone: '' })).toBe('2026-06-01T12:00Z');
  });

  it('[QUI4] a number is where its area code or its country is', () => {
    expect(zonesOfNumber(newYork)).toEqual(['America/New_York']);
    expect(zonesOfNumber('+18505550123')).toEqual(['America/Chicago', 'America/New_York']);
    expect(zonesOfNumber('+14165550123')).toEqual(['America/Toronto']);
    expect(zonesOfNumber('+18765550123')).toEqual(['America/Jamaica']);
    expect(zonesOfNumber(london)).toEqual(['Europe/Guernsey']);
    expect(zonesOfNumber('+447700900123')).toEqual(['Europe/London']);
    expect(zonesOfNumber('+4930123456')).toContain('Europe/Berlin');
    expect(zonesOfNumber('+38349123456')).toEqual(['Europe/Belgrade']);
    expect(zonesOfNumber('+5511987654321')[0]).toBe('America/Sao_Paulo');
    expect(zonesOfNumber('+61412345678')).toEqual(expect.arrayContaining(['Australia/Perth', 'Australia/Lord_Howe']));
    expect(zonesOfNumber('+61412345678')).not.toContain('Asia/Tokyo');
    for (const none of ['+8821312345', '', 'x', '+', '+1']) expect(zonesOfNumber(none)).toEqual([]);
  });

  it('[QUI4] a toll-free or unknown area code is anywhere in its country, the main zone first', () => {
    const zones = zonesOfNumber('+18005551234');
    expect(zones[0]).toBe('America/New_York');
    expect(zones).toEqual(expect.arrayContaining(['America/Los_Angeles', 'Pacific/Honolulu', 'America/Phoenix']));
    expect(new Set(zones).size).toBe(zones.length);
    expect(zonesOfNumber('+19995551234')).toEqual(zones);
  });

  it('[QUI4] a number of no country is judged in UTC', () => {
    expect(until('2026-06-01T07:00:00Z', '+8821312345')).toBe('2026-06-01T08:00Z');
    expect(until('2026-06-01T08:00:00Z', '+8821312345')).toBe('now');
  });

  it('[QUI5] it must be day in every zone the number may be in', () => {
    // 09:00 in Pensacola's sister county is 08:00 in Pensacola.
    expect(until('2026-06-01T12:30:00Z', '+18505550123')).toBe('2026-06-01T13:00Z');
    expect(until('2026-06-02T01:30:00Z', '+18505550123')).toBe('2026-06-02T13:00Z');
    // 08:00 in Adak, 14:00 in New York.
    expect(until('2026-06-01T12:30:00Z', '+18005551234')).toBe('2026-06-01T18:00Z');
    // 08:00 in Kaliningrad, 18:00 in Kamchatka.
    expect(until('2026-06-01T00:00:00Z', '+79161234567')).toBe('2026-06-01T06:00Z');
    expect(until('2026-06-01T09:00:00Z', '+79161234567')).toBe('2026-06-02T06:00Z');
  });

  it('[QUI6] where the zones are never open together, the main one decides', () => {
    const office = { from: '18:00', to: '09:00' };
    expect(until('2026-06-01T02:00:00Z', '+79161234567', office)).toBe('2026-06-01T06:00Z');
    expect(until('2026-06-01T12:00:00Z', '+79161234567', office)).toBe('now');
  });

  it('[QUI7] in New York the night is an hour shorter on 8 March and an hour longer on 1 November', () => {
    expect(until('2026-03-08T02:30:00Z', newYork)).toBe('2026-03-08T12:00Z');
    expect(until('2026-03-08T11:59:00Z', newYork)).toBe('2026-03-08T12:00Z');
    expect(until('2026-11-01T01:30:00Z', newYork)).toBe('2026-11-01T13:00Z');
    expect(until('2026-11-01T12:30:00Z', newYork)).toBe('2026-11-01T13:00Z');
    expect(until('2026-10-31T01:30:00Z', newYork)).toBe('2026-10-31T12:00Z');
  });

  it('[QUI7] a quiet span that ends in the skipped hour ends when it is skipped', () => {
    const span = { from: '21:00', to: '02:30' };
    expect(until('2026-03-08T05:00:00Z', newYork, span)).toBe('2026-03-08T07:00Z');
    expect(until('2026-03-08T06:59:00Z', newYork, span)).toBe('2026-03-08T07:00Z');
    // Open from 02:00 to 03:00 only, which that day does not have.
    expect(until('2026-03-07T09:00:00Z', newYork, { from: '03:00', to: '02:00' })).toBe('2026-03-09T06:00Z');
  });

  it('[QUI7] one that ends in the repeated hour ends, begins again and ends', () => {
    const span = { from: '21:00', to: '01:30' };
    expect(until('2026-11-01T05:00:00Z', newYork, span)).toBe('2026-11-01T05:30Z');
    expect(until('2026-11-01T05:45:00Z', newYork, span)).toBe('now');
    expect(until('2026-11-01T06:10:00Z', newYork, span)).toBe('2026-11-01T06:30Z');
    expect(until('2026-11-01T06:40:00Z', newYork, span)).toBe('now');
  });

  it('[QUI7] London in October, Lord Howe by half an hour, Arizona and Hawaii never', () => {
    const zone = 'Europe/London';
    expect(until('2026-10-24T21:00:00Z', london, { zone })).toBe('2026-10-25T08:00Z');
    expect(until('2026-10-23T21:00:00Z', london, { zone })).toBe('2026-10-24T07:00Z');
    const island = { zone: 'Australia/Lord_Howe' };
    expect(until('2026-10-03T12:00:00Z', '+61412345678', island)).toBe('2026-10-03T21:00Z');
    expect(until('2026-10-02T12:00:00Z', '+61412345678', island)).toBe('2026-10-02T21:30Z');
    for (const day of ['2026-03-08', '2026-11-01']) {
      expect(until(`${day}T06:00:00Z`, arizona)).toBe(`${day}T15:00Z`);
      expect(until(`${day}T09:00:00Z`, hawaii)).toBe(`${day}T18:00Z`);
    }
  });
});

/** Minutes since midnight, by the runtime's own formatter. */
function wallMinutes(zone: string, time: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
    formats.set(zone, format);
  }
  const [hours = 0, minutes = 0] = format.format(time).split(':').map(Number);
  return (hours % 24) * 60 + minutes;
}
const formats = new Map<string, Intl.DateTimeFormat>();
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

describe('any quiet hours', () => {
  const numbers = [newYork, hawaii, '+18505550123', '+12085550123', '+79161234567', '+351912345678', '+61412345678'];
  /** Of an hour, often one in which clocks change. */
  const quarter = fc.oneof(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 2, max: 14 })).map((index) => index * 15);
  const changes = ['2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-10-25T01:00Z', '2026-10-03T15:30Z'];
  const around = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -200, max: 100 }))
    .map(([change, quarters]) => Date.parse(change) + quarters * step);

  it('[QUI8] the time given is the first that is quiet nowhere, as a search step by step finds it', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(...numbers), quarter, quarter, (at, number, from, to) => {
        const isOpen = (time: number, where: readonly string[]): boolean =>
          where.every((zone) => {
            const now = wallMinutes(zone, time);
            return !(from <= to ? from <= now && now < to : from <= now || now < to);
          });
        const search = (where: readonly string[]): number | undefined => {
          const times = Array.from({ length: (48 * hour) / step + 1 }, (_, index) => at + index * step);
          return times.find((time) => isOpen(time, where));
        };
        const zones = zonesOfNumber(number);
        const found = quietUntil({ at, number, zone: null, from: clock(from), to: clock(to) });
        expect(found ?? at).toBe(search(zones) ?? search(zones.slice(0, 1)));
        expect(found).not.toBe(at);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('the table of area codes', () => {
  const codes = Array.from({ length: 800 }, (_, index) => String(index + 200));
  const offsets = (zone: string): string =>
    ['2026-01-15', '2026-07-15']
      .map((day) => new Date(`${day}T12:00Z`).toLocaleTimeString('en-GB', { timeZone: zone, timeStyle: 'short' }))
      .join();
  const known = ['US', 'CA'].flatMap((region) => {
    const locale = new Intl.Locale('und', { region }) as Intl.Locale & { getTimeZones(): string[] };
    return locale.getTimeZones();
  });

  it('[QUI9] each zone keeps the time of some place in the United States or Canada', () => {
    const times = new Set(known.map(offsets));
    const narrow = codes.map((code) => zonesOfNumber(`+1${code}2345678`)).filter((zones) => zones.length < 8);
    expect(narrow.length).toBeGreaterThan(380);
    const zones = new Set(narrow.filter((list) => list.length > 1).flat());
    expect([...zones].filter((zone) => !times.has(offsets(zone)))).toEqual([]);
  });

  it.each([
    ['415', 'America/Los_Angeles'],
    ['312', 'America/Chicago'],
    ['303', 'America/Denver'],
    ['602', 'America/Phoenix'],
    ['808', 'Pacific/Honolulu'],
    ['604', 'America/Vancouver'],
    ['306', 'America/Regina'],
    ['902', 'America/Halifax'],
    ['787', 'America/Puerto_Rico'],
  ])('[QUI9] %s is in %s only', (code, zone) => {
    expect(zonesOfNumber(`+1${code}5550123`)).toEqual([zone]);
  });

  it('[QUI9] an overlay is where the code it overlays is', () => {
    for (const [code, overlay] of [
      ['850', '448'],
      ['270', '364'],
      ['812', '930'],
      ['541', '458'],
      ['250', '672'],
    ])
      expect(zonesOfNumber(`+1${overlay}2345678`)).toEqual(zonesOfNumber(`+1${code}2345678`));
  });
});
