import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSlot } from '../../../src/domain/callback-words.ts';
import { speakChoices } from '../../../src/domain/spoken/slot-choices.ts';

const now = Date.UTC(2026, 10, 25, 17);
const at = (iso: string): number => Date.parse(`${iso}:00Z`);
const say = (times: readonly string[], zone = 'Etc/UTC', callerZone: string | null = null): string =>
  speakChoices(times.map(at), { zone, callerZone, now });

describe('times to choose from', () => {
  it.each([
    [['26T08:00', '26T09:00', '26T10:00'], 'tomorrow, Thursday November 26th, at eight, nine or ten A M'],
    [
      ['26T08:00', '26T09:00', '27T14:00'],
      'tomorrow, Thursday November 26th, at eight or nine A M, or Friday November 27th at two P M',
    ],
    [
      ['25T18:30', '26T09:00', '27T09:00'],
      'today, Wednesday November 25th, at six thirty P M, tomorrow, Thursday November 26th, at nine A M, or Friday November 27th at nine A M',
    ],
    [['27T09:00', '27T12:00', '27T14:00'], 'Friday November 27th at nine A M, twelve noon or two P M'],
    [
      ['27T09:00', '27T11:45', '27T12:30'],
      'Friday November 27th at nine or eleven forty five A M, or twelve thirty P M',
    ],
    [['27T00:00', '27T09:00'], 'Friday November 27th at twelve midnight or nine A M'],
    [['26T08:00'], 'tomorrow, Thursday November 26th, at eight A M'],
  ])('[SLT11] %j', (times, words) => {
    expect(say(times.map((time) => `2026-11-${time}`))).toBe(words);
  });

  it("[SLT11] the caller's clock is told of once a day, with the day where that is another", () => {
    const day = ['2026-11-26T14:00', '2026-11-26T17:00'];
    expect(say(day, 'America/New_York', 'America/Los_Angeles')).toBe(
      'tomorrow, Thursday November 26th, at nine A M or twelve noon our time, that is six or nine A M your time',
    );
    expect(say(day, 'America/New_York', 'America/Toronto')).not.toContain('your');
    expect(say(['2026-11-26T14:00', '2026-11-26T15:00', '2026-11-26T15:30'], 'America/New_York', 'Asia/Tokyo')).toBe(
      'tomorrow, Thursday November 26th, at nine A M our time, that is eleven P M your time, or at ten or ten thirty A M our time, that is Friday November 27th, twelve midnight or twelve thirty A M your time',
    );
  });

  it('[SLT11] a time that comes twice keeps the name of its zone', () => {
    expect(say(['2027-11-07T04:30', '2027-11-07T05:30', '2027-11-07T06:30'], 'America/New_York')).toBe(
      'Sunday November 7th at twelve thirty A M, one thirty A M, Eastern Daylight Time, or one thirty A M, Eastern Standard Time',
    );
  });

  it('[SLT11] is a question that fits what there is', () => {
    const ask = (...times: number[]) => chooseSlot(times, { zone: 'Etc/UTC', now });
    expect(ask(at('2026-11-26T08:00'))).toBe(
      'I have tomorrow, Thursday November 26th, at eight A M. Would that suit you?',
    );
    expect(ask(at('2026-11-26T08:00'), at('2026-11-26T09:00'))).toMatch(
      /at eight or nine A M\. Which one suits you\?$/,
    );
  });

  it('[SLT11] says each day once, and as many clocks as there are times', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 14 * 96 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(minutes, (quarters) => {
        const times = quarters.toSorted((a, b) => a - b).map((quarter) => now + quarter * 900_000);
        const words = speakChoices(times, { zone: 'Etc/UTC', now });
        const dates = words.match(/November \d+|December \d+/g) ?? [];
        expect(new Set(dates).size).toBe(dates.length);
        expect(dates).toHaveLength(new Set(times.map((time) => new Date(time).toISOString().slice(0, 10))).size);
        const clocks = words
          .replace(/(?:today|tomorrow), |\w+ (?:November|December) \w+,? at /g, '')
          .split(/, or |, | or /);
        expect(clocks).toHaveLength(times.length);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
