import { describe, expect, it } from 'vitest';
import { isDate, isDateWithTime, localToEpoch } from '../../src/domain/local-time.ts';

const iso = (local: string, zone: string): string | null => {
  const time = localToEpoch(local, zone);
  return time === null ? null : new Date(time).toISOString();
};

describe('local time', () => {
  it.each([
    ['2026-12-01T10:30', 'America/New_York', '2026-12-01T15:30:00.000Z'],
    ['2026-07-01T10:30', 'America/New_York', '2026-07-01T14:30:00.000Z'],
    ['2026-12-01T10:30:15', 'Asia/Kolkata', '2026-12-01T05:00:15.000Z'],
    ['2028-02-29T00:00', 'UTC', '2028-02-29T00:00:00.000Z'],
    // Shown twice: the earlier one.
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('[ICS6] %s in %s is %s', (local, zone, expected) => {
    expect(iso(local, zone)).toBe(expected);
    expect(isDateWithTime(local)).toBe(true);
  });

  it.each([
    ['2026-03-08T02:30', 'America/New_York'],
    ['2026-03-29T01:00', 'Europe/London'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe'],
    ['2026-12-01T10:30', 'Mars/Olympus'],
    ['2026-12-01T10:30', ''],
  ])('[ICS6] %s in %j is no time', (local, zone) => {
    expect(localToEpoch(local, zone)).toBeNull();
  });

  it.each([
    '2026-02-29T10:30',
    '2026-13-01T10:30',
    '2026-12-01T24:00',
    '2026-12-01T10:60',
    '2026-12-01T10:30:60',
    '2026-12-01 10:30',
    '2026-12-01T10:30Z',
    '2026-12-01T10:30+01:00',
    '2026-12-01T10:30[UTC]',
    '2026-12-01',
    '26-12-01T10:30',
    ' 2026-12-01T10:30',
    '2026-12-01T10:30\n',
    '',
  ])('[ICS6] %j is malformed', (local) => {
    expect(localToEpoch(local, 'UTC')).toBeNull();
    expect(isDateWithTime(local)).toBe(false);
  });

  it('[ICS7] a date is a day of the calendar', () => {
    for (const day of ['2026-12-01', '2028-02-29', '2000-02-29']) expect(isDate(day)).toBe(true);
    for (const day of [
      '2026-02-29',
      '2100-02-29',
      '2026-00-10',
      '2026-04-31',
      '2026-12-1',
      '2026-12-01T10:30',
      ' 2026-12-01',
      '',
    ])
      expect(isDate(day)).toBe(false);
  });
});
