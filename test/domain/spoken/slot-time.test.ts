import { describe, expect, it } from 'vitest';
import { callerZoneOf, speakDay, speakTime } from '../../../src/domain/spoken/slot-time.ts';

const now = Date.UTC(2026, 10, 30, 17);
const at = (iso: string): number => Date.parse(`${iso}Z`);
const say = (iso: string, zone = 'America/New_York', callerZone: string | null = null, language = 'en-US'): string =>
  speakTime({ at: at(iso), zone, callerZone, now, language });

describe('a time in words', () => {
  it.each([
    ['2026-12-01T15:30', 'tomorrow, Tuesday December 1st, at ten thirty A M'],
    ['2026-11-30T18:05', 'today, Monday November 30th, at one oh five P M'],
    ['2026-12-02T17:00', 'Wednesday December 2nd, at twelve noon'],
    ['2026-12-03T05:00', 'Thursday December 3rd, at twelve midnight'],
    ['2026-12-04T05:45', 'Friday December 4th, at twelve forty five A M'],
    ['2026-12-11T22:15', 'Friday December 11th, at five fifteen P M'],
    ['2026-12-13T02:00', 'Saturday December 12th, at nine P M'],
    ['2026-12-21T14:20', 'Monday December 21st, at nine twenty A M'],
    ['2026-12-22T14:51', 'Tuesday December 22nd, at nine fifty one A M'],
  ])('[SLT7] %s', (iso, words) => {
    expect(say(iso)).toBe(words);
  });

  it('[SLT7] tomorrow and today are those of the line', () => {
    expect(speakDay(at('2026-12-01T04:30'), 'America/New_York', at('2026-12-01T04:00'))).toMatch(/^today, Monday/);
    expect(speakDay(at('2026-12-01T05:30'), 'America/New_York', at('2026-12-01T04:00'))).toMatch(/^tomorrow, Tuesday/);
  });

  it("[SLT7] the caller's clock is told of where it shows another time, with the day where that differs", () => {
    expect(say('2026-12-01T18:30', 'America/Los_Angeles', 'America/New_York')).toBe(
      'tomorrow, Tuesday December 1st, at ten thirty A M our time, that is one thirty P M your time',
    );
    expect(say('2026-12-03T05:05', 'America/Los_Angeles', 'Europe/London')).toBe(
      'Wednesday December 2nd, at nine oh five P M our time, that is Thursday December 3rd, five oh five A M your time',
    );
    const plain = say('2026-12-01T15:30');
    for (const same of ['America/New_York', 'America/Toronto', 'Mars/Olympus', ''])
      expect(say('2026-12-01T15:30', 'America/New_York', same)).toBe(plain);
  });

  it('[SLT7] a time that comes twice is said with the name of its zone', () => {
    expect(say('2027-11-07T05:30')).toBe('Sunday November 7th, at one thirty A M, Eastern Daylight Time');
    expect(say('2027-11-07T06:30')).toBe('Sunday November 7th, at one thirty A M, Eastern Standard Time');
    expect(say('2026-10-25T00:30', 'Europe/London')).toMatch(/at one thirty A M, British Summer Time$/);
    expect(say('2026-04-04T15:15', 'Australia/Lord_Howe')).toMatch(/one forty five A M, Lord Howe Standard Time$/);
    expect(say('2027-11-07T05:30', 'America/New_York', 'America/Phoenix')).toMatch(
      /one thirty A M, Eastern Daylight Time our time, that is Saturday November 6th, ten thirty P M your time$/,
    );
  });

  it('[SLT7] Spanish, German and French have their own words', () => {
    expect(say('2026-12-01T15:30', 'America/New_York', null, 'es-US')).toMatch(/martes.*1 de diciembre.*10:30/);
    expect(say('2026-12-01T15:30', 'America/New_York', 'America/Los_Angeles', 'de-DE')).toMatch(
      /Dienstag.*1\. Dezember.*10:30.*7:30.*Ortszeit/,
    );
    expect(say('2026-12-01T15:30', 'America/New_York', null, 'fr-FR')).toMatch(/mardi 1 décembre.*10:30/);
  });

  it('[SLT8] the zone of the contact goes before that of the number, and a doubtful number has none', () => {
    expect(callerZoneOf({ timeZone: 'America/Phoenix' }, '+12125550147')).toBe('America/Phoenix');
    expect(callerZoneOf({ timeZone: 'Mars/Olympus' }, '+12125550147')).toBe('America/New_York');
    expect(callerZoneOf(null, '+12125550147')).toBe('America/New_York');
    expect(callerZoneOf({ timeZone: null }, '+14235550147')).toBeNull();
    expect(callerZoneOf(null, null)).toBeNull();
  });
});
