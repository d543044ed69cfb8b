import { describe, expect, it } from 'vitest';
import { isOpen } from '../../src/domain/hours.ts';
import { OpeningHours } from '../../src/domain/opening-hours.ts';

const hours = OpeningHours.parse({
  tuesday: ['09:00-12:00', '13:00-17:30'],
  sunday: ['00:00-24:00'],
  closed_dates: ['2026-12-01'],
});
const at = (iso: string): number => Date.parse(iso);

describe('opening hours', () => {
  it.each([
    ['2026-11-24T14:00:00Z', true],
    ['2026-11-24T13:59:59Z', false],
    ['2026-11-24T16:59:59Z', true],
    ['2026-11-24T17:00:00Z', false],
    ['2026-11-24T22:29:00Z', true],
    ['2026-11-24T22:30:00Z', false],
    ['2026-11-25T15:00:00Z', false],
    ['2026-11-23T04:59:00Z', true],
    ['2026-11-23T05:00:00Z', false],
    ['2026-12-01T15:00:00Z', false],
  ])('[HRS1] at %s open is %s in New York: a span includes its start and not its end', (time, open) => {
    expect(isOpen(hours, 'America/New_York', at(time))).toBe(open);
  });

  it('[HRS2] the wall clock counts, also after the clocks change', () => {
    expect(isOpen(hours, 'America/New_York', at('2026-07-14T13:00:00Z'))).toBe(true);
    expect(isOpen(hours, 'America/New_York', at('2026-11-24T13:00:00Z'))).toBe(false);
  });

  it("[HRS3] hours that name a zone are in it, whatever the site's", () => {
    const tokyo = OpeningHours.parse({ time_zone: 'Asia/Tokyo', tuesday: ['09:00-10:00'] });
    expect(isOpen(tokyo, 'America/New_York', at('2026-11-24T00:30:00Z'))).toBe(true);
    expect(isOpen(tokyo, 'America/New_York', at('2026-11-24T14:30:00Z'))).toBe(false);
  });
});
