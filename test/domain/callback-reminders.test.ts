import { describe, expect, it } from 'vitest';
import type { Callback } from '../../src/domain/callback.ts';
import { lineOfCallback } from '../../src/domain/callback-line.ts';
import { dueReminder, whenNext } from '../../src/domain/callback-reminders.ts';
import { bookOf, callbackSample, callbackSite, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';

const day = 24 * hour;

function reminders(some: Partial<Callback> & { bookedAt?: number; minutes?: number[]; site?: object } = {}) {
  const { bookedAt = TUESDAY_TEN - 7 * day, minutes = [1440, 60], site = {}, ...callback } = some;
  const sample = callbackSample(callback);
  const built = callbackSite({ reminder_minutes_before: minutes }, site as Record<string, unknown>);
  const inForce = lineOfCallback(
    bookOf(() => built),
    sample,
  );
  if (inForce === null) throw new Error('the line calls back');
  return {
    next: (now = 0) => (whenNext(inForce, sample, bookedAt) - sample.startsAt - now) / minute,
    at: (minutesFromStart: number) =>
      dueReminder(inForce, sample, bookedAt, sample.startsAt + minutesFromStart * minute),
  };
}

describe('reminders of a callback', () => {
  it('[CBR3] come the minutes before the start that the line says, and then the start', () => {
    expect(reminders().next()).toBe(-1440);
    expect(reminders({ reminded: [1440] }).next()).toBe(-60);
    expect(reminders({ reminded: [1440, 60] }).next()).toBe(0);
    expect(reminders().at(-1441)).toBeNull();
    expect(reminders().at(-1440)).toEqual({ kind: 'remind', minutesBefore: 1440, done: [1440] });
    expect(reminders({ reminded: [1440] }).at(-60)).toEqual({ kind: 'remind', minutesBefore: 60, done: [60] });
  });

  it('[CBR3] not for what was booked shortly before', () => {
    const booked = (ahead: number) => reminders({ bookedAt: TUESDAY_TEN - ahead * minute }).next();
    expect(booked(26 * 60)).toBe(-1440);
    expect(booked(26 * 60 - 1)).toBe(-60);
    expect(booked(120)).toBe(-60);
    expect(booked(119)).toBe(0);
  });

  it('[CBR3] not more than half an hour late', () => {
    expect(reminders().at(-1440 + 30)).toMatchObject({ kind: 'remind', minutesBefore: 1440 });
    expect(reminders().at(-1440 + 31)).toEqual({ kind: 'pass', done: [1440] });
  });

  it('[CBR3] a nearer one overtakes those before it', () => {
    expect(reminders().at(-60)).toEqual({ kind: 'remind', minutesBefore: 60, done: [1440, 60] });
    expect(reminders().at(-20)).toEqual({ kind: 'pass', done: [1440, 60] });
  });

  it('[CBR3] not at night where the customer is: put off to the morning, or passed over', () => {
    const early = { startsAt: Date.UTC(2026, 11, 1, 16, 30, 0), minutes: [60] };
    expect(reminders(early).next()).toBe(-30);
    expect(reminders(early).at(-60)).toBeNull();
    expect(reminders(early).at(-30)).toMatchObject({ kind: 'remind' });
    expect(reminders({ ...early, startsAt: Date.UTC(2026, 11, 1, 16, 29, 0) }).next()).toBe(0);
    expect(reminders({ minutes: [720] }).next()).toBe(0);
    expect(reminders({ minutes: [720], startsAt: TUESDAY_TEN + 4 * hour }).next()).toBe(-360);
    const london = { ...early, callerZone: 'Europe/London' };
    expect(reminders(london).next()).toBe(-60);
  });

  it('[CBR3] one that became due at night by a delay waits, or is passed over', () => {
    const evening = { startsAt: Date.UTC(2026, 11, 2, 5, 50, 0), minutes: [60] };
    const site = { quiet_hours: { from: '21:00', to: '21:10' } };
    expect(reminders({ ...evening, site }).at(-45)).toEqual({
      kind: 'wait',
      until: Date.UTC(2026, 11, 2, 5, 10, 0),
    });
    expect(reminders(evening).at(-45)).toEqual({ kind: 'pass', done: [60] });
  });
});
