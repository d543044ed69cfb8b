import { describe, expect, it } from 'vitest';
import {
  CUSTOMER,
  callbackSite,
  DESK,
  DISPATCH,
  hour,
  LINE,
  minute,
  TUESDAY_TEN,
} from '../support/callback-samples.ts';
import { decided, dialed, saved } from './callback-decided.ts';

const asked = { kind: 'now', state: 'requested', wall: null, startsAt: TUESDAY_TEN - hour } as const;
const due = { state: 'due' } as const;
const officeHours = { tuesday: ['09:00-17:00'], wednesday: ['09:00-17:00'] };

describe('a callback that was asked for now', () => {
  it('[CBR1] waits while the caller is on the line, for as long as the lease', () => {
    expect(decided({ callback: asked, callEndedAt: null })).toEqual({ kind: 'leave' });
  });

  it('[CBR1] waits for the delay after the caller hung up, then it is due', () => {
    const given = { callback: asked, callEndedAt: TUESDAY_TEN - 5000 };
    expect(saved(decided(given))).toMatchObject({ state: 'requested', nextAt: TUESDAY_TEN + 15_000 });
    const later = { ...given, site: callbackSite({ delay_seconds: 60 }) };
    expect(saved(decided(later))).toMatchObject({ nextAt: TUESDAY_TEN + 55_000 });
    expect(saved(decided({ ...given, now: TUESDAY_TEN + 15_000 }))).toMatchObject({ state: 'due', event: 'due' });
  });

  it('[CBR4] is given up with an apology when nobody could call in time', () => {
    const callback = { ...asked, state: 'due' as const };
    const inTime = { callback, callEndedAt: TUESDAY_TEN - 30 * minute - 20_000 };
    expect(dialed(decided(inTime))).toMatchObject({ round: 1, targetId: 'desk' });
    expect(saved(decided({ ...inTime, now: TUESDAY_TEN + 1 }))).toEqual({
      state: 'expired',
      nextAt: null,
      announce: 'apology',
      event: 'expired',
    });
  });
});

describe('a callback whose time has come', () => {
  it('[CBR2] is due at its start, not before', () => {
    expect(saved(decided({ now: TUESDAY_TEN - 1 }))).toMatchObject({ state: 'scheduled', nextAt: TUESDAY_TEN });
    expect(saved(decided({}))).toEqual({ state: 'due', nextAt: TUESDAY_TEN, announce: null, event: 'due' });
  });

  it('[CBR6] rings the first agent who is there, from the number of the line', () => {
    expect(dialed(decided({ callback: due }))).toEqual({
      number: 1,
      round: 1,
      first: 'agent',
      targetId: 'desk',
      to: DESK,
      from: LINE,
      state: 'placing',
      callSid: null,
      outcome: null,
      startedAt: TUESDAY_TEN,
      endedAt: null,
    });
  });

  it('[CBR6] customer first rings the customer, and nobody while no agent is there', () => {
    const site = callbackSite({ order: 'customer_first' });
    expect(dialed(decided({ callback: due, site }))).toMatchObject({
      first: 'customer',
      to: CUSTOMER,
      targetId: 'desk',
    });
    const evening = callbackSite({ order: 'customer_first' }, { hours: { tuesday: ['10:15-17:00'] } });
    expect(saved(decided({ callback: due, site: evening }))).toMatchObject({ nextAt: TUESDAY_TEN + 15 * minute });
  });

  it('[CBR5] waits for the end of the quiet hours at the customer', () => {
    const newYork = { ...due, phone: '+12125550123' };
    const early = Date.UTC(2026, 11, 1, 12, 45, 0);
    const given = { callback: { ...newYork, startsAt: early }, now: early };
    expect(saved(decided(given))).toEqual({
      state: 'due',
      nextAt: Date.UTC(2026, 11, 1, 13, 0, 0),
      announce: null,
      event: 'waiting',
    });
    expect(dialed(decided({ ...given, now: early + 15 * minute }))).toMatchObject({ round: 1 });
    const own = { ...given, site: callbackSite({ quiet_hours: { from: '22:00', to: '07:30' } }) };
    expect(dialed(decided(own))).toMatchObject({ round: 1 });
    const theirs = { ...given, callback: { ...given.callback, callerZone: 'Europe/London' } };
    expect(dialed(decided(theirs))).toMatchObject({ round: 1 });
  });

  it('[CBR5] waits for an agent within their hours, and is missed when none comes in time', () => {
    const opens = (span: string) => callbackSite({}, { hours: { tuesday: [span] } });
    expect(saved(decided({ callback: due, site: opens('10:20-17:00') }))).toMatchObject({
      state: 'due',
      nextAt: TUESDAY_TEN + 20 * minute,
    });
    expect(saved(decided({ callback: due, site: opens('10:31-17:00') }))).toEqual({
      state: 'missed',
      nextAt: null,
      announce: 'apology',
      event: 'missed',
    });
    const night = callbackSite(
      {},
      {
        transfer: {
          targets: [
            { id: 'desk', number: DESK, hours: { tuesday: ['17:00-18:00'] } },
            { id: 'dispatch', number: DISPATCH },
          ],
        },
      },
    );
    expect(dialed(decided({ callback: due, site: night }))).toMatchObject({ targetId: 'dispatch' });
  });

  it('[CBR5] a booked time lies in the hours of the slots', () => {
    const site = callbackSite({ slots: { hours: officeHours } }, { hours: { monday: ['09:00-17:00'] } });
    expect(dialed(decided({ callback: due, site }))).toMatchObject({ round: 1 });
    const now = { ...asked, state: 'due' as const, startsAt: TUESDAY_TEN };
    expect(saved(decided({ callback: now, site, callEndedAt: TUESDAY_TEN - minute }))).toMatchObject({
      state: 'expired',
    });
  });

  it('[CBR4] is missed when the server was down past its window', () => {
    expect(dialed(decided({ callback: due, now: TUESDAY_TEN + 30 * minute }))).toMatchObject({ round: 1 });
    const late = decided({ callback: due, now: TUESDAY_TEN + 30 * minute + 1 });
    expect(saved(late)).toMatchObject({ state: 'missed', announce: 'apology' });
  });

  it('[CBR8] is blocked where its number may not be called, or the line, switch or feature is gone', () => {
    const sites = [
      callbackSite({}, { escalation: { callback_now: true } }),
      callbackSite({}, {}, { features: { callback_scheduling: false } }),
      callbackSite({}, { id: 'other' }),
      callbackSite({}, { sms_countries: ['CA'] }),
    ];
    for (const site of sites)
      expect(saved(decided({ callback: due, site }))).toMatchObject({ state: 'blocked', announce: 'apology' });
    const premium = { ...due, phone: '+19005550123' };
    expect(saved(decided({ callback: premium }))).toMatchObject({ state: 'blocked' });
    const now = { ...asked, state: 'due' as const };
    const off = callbackSite({}, {}, { features: { click_to_call: false } });
    expect(saved(decided({ callback: now, site: off }))).toMatchObject({ state: 'blocked' });
  });
});
