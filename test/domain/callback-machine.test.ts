import { describe, expect, it } from 'vitest';
import type { Callback } from '../../src/domain/callback.ts';
import { lineOfCallback } from '../../src/domain/callback-line.ts';
import { decide } from '../../src/domain/callback-machine.ts';
import type { CallbackDecision, CallbackSituation } from '../../src/domain/callback-situation.ts';
import type { Site } from '../../src/domain/site.ts';
import {
  attemptSample,
  bookOf,
  CUSTOMER,
  callbackSample,
  callbackSite,
  DESK,
  DISPATCH,
  hour,
  LINE,
  minute,
  TUESDAY_TEN,
} from '../support/callback-samples.ts';

interface Given extends Partial<Omit<CallbackSituation, 'callback' | 'inForce'>> {
  readonly callback?: Partial<Callback>;
  readonly site?: Site;
}

function decided({ callback: some = {}, site = callbackSite(), ...rest }: Given): CallbackDecision {
  const callback = callbackSample(some);
  return decide({
    callback,
    inForce: lineOfCallback(
      bookOf(() => site),
      callback,
    ),
    callEndedAt: callback.createdAt,
    onCall: false,
    bookedAt: callback.createdAt,
    now: TUESDAY_TEN,
    leaseMs: 20_000,
    ...rest,
  });
}

/** The state it is saved in, when it is looked at next, and what is announced. */
function saved(decision: CallbackDecision) {
  if (decision.kind !== 'save') return { kind: decision.kind };
  const { state, nextAt } = decision.change.next;
  return { state, nextAt, announce: decision.announce?.kind ?? null, event: decision.change.event.type };
}

const dialed = (decision: CallbackDecision) =>
  decision.kind === 'dial' ? decision.change.next.attempts.at(-1) : decision.kind;

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

describe('after an attempt', () => {
  const ended = (some: Parameters<typeof attemptSample>[0] = {}) => ({
    state: 'dialing' as const,
    attempts: [attemptSample(some)],
  });
  const now = TUESDAY_TEN + minute;

  it.each(['agent_no_answer', 'agent_busy', 'agent_failed', 'agent_declined'] as const)(
    '[CBR6] %s: the next agent rings at once, in the same round',
    (outcome) => {
      expect(dialed(decided({ callback: ended({ outcome }), now }))).toMatchObject({
        number: 2,
        round: 1,
        targetId: 'dispatch',
      });
    },
  );

  it('[CBR6] when all agents were rung the next round comes after the retry time', () => {
    const attempts = [attemptSample(), attemptSample({ number: 2, targetId: 'dispatch', to: DISPATCH, endedAt: now })];
    const waits = decided({ callback: { state: 'dialing', attempts }, now });
    expect(saved(waits)).toEqual({
      state: 'retry_wait',
      nextAt: now + 5 * minute,
      announce: null,
      event: 'retry_wait',
    });
    const callback = { state: 'retry_wait' as const, attempts };
    expect(dialed(decided({ callback, now: now + 5 * minute }))).toMatchObject({ round: 2, targetId: 'desk' });
    expect(saved(decided({ callback, now: now + 4 * minute }))).toMatchObject({ nextAt: now + 5 * minute });
  });

  it.each(['customer_no_answer', 'customer_busy', 'machine'] as const)(
    '[CBR7] %s: the customer is told, and the next round comes after the retry time',
    (outcome) => {
      expect(saved(decided({ callback: ended({ outcome }), now }))).toEqual({
        state: 'retry_wait',
        nextAt: TUESDAY_TEN + 6 * minute,
        announce: 'not_reached',
        event: 'retry_wait',
      });
    },
  );

  it.each(['customer_failed', 'not_placed', 'unknown'] as const)(
    '[CBR7] %s: the next round comes after the retry time, and nobody is told that they were rung',
    (outcome) => {
      expect(saved(decided({ callback: ended({ outcome }), now }))).toMatchObject({
        state: 'retry_wait',
        announce: null,
      });
    },
  );

  it('[CBR6] all tries used: exhausted, with what fits what happened', () => {
    const third = { ...ended({ round: 3, outcome: 'agent_no_answer', targetId: 'dispatch' }) };
    const site = callbackSite({}, { transfer: { targets: [{ id: 'dispatch', number: DISPATCH }] } });
    expect(saved(decided({ callback: third, now, site }))).toMatchObject({ state: 'exhausted', announce: 'apology' });
    const rung = ended({ round: 3, outcome: 'machine' });
    expect(saved(decided({ callback: rung, now }))).toMatchObject({ state: 'exhausted', announce: 'not_reached' });
    expect(
      saved(
        decided({
          callback: ended(),
          now,
          site: callbackSite({ attempts: 1 }, { transfer: { targets: [{ id: 'desk', number: DESK }] } }),
        }),
      ),
    ).toMatchObject({
      state: 'exhausted',
    });
  });

  it('[CBR9] expired when no time is left, or the next try would be at night', () => {
    const attempts = [attemptSample({ outcome: 'machine', endedAt: TUESDAY_TEN + 44 * minute })];
    const late = { callback: { state: 'dialing' as const, attempts }, now: TUESDAY_TEN + 44 * minute };
    expect(saved(decided(late))).toMatchObject({ state: 'expired', announce: 'not_reached' });
    const evening = Date.UTC(2026, 11, 2, 4, 56, 0);
    const atNight = {
      callback: {
        state: 'dialing' as const,
        startsAt: evening,
        attempts: [attemptSample({ outcome: 'machine', startedAt: evening, endedAt: evening })],
      },
      now: evening,
    };
    expect(saved(decided(atNight))).toMatchObject({ state: 'expired' });
  });

  it('[CBR5] the next agent does not ring once it is quiet at the customer', () => {
    const evening = Date.UTC(2026, 11, 2, 4, 59, 0);
    const attempts = [attemptSample({ startedAt: evening, endedAt: evening + minute })];
    const callback = { state: 'dialing' as const, startsAt: evening, attempts };
    expect(dialed(decided({ callback, now: evening + 59_999 }))).toMatchObject({ round: 1, targetId: 'dispatch' });
    expect(saved(decided({ callback, now: evening + minute }))).toMatchObject({
      state: 'expired',
      announce: 'apology',
    });
  });

  it('[CBR7] nobody is rung again while the customer talks to the bot in the last call', () => {
    const callback = { ...ended({ first: 'customer', outcome: 'agent_no_answer' }), state: 'retry_wait' as const };
    const later = TUESDAY_TEN + 10 * minute;
    expect(decided({ callback, now: later, onCall: true })).toEqual({ kind: 'leave' });
    expect(dialed(decided({ callback, now: later }))).toMatchObject({ round: 2 });
  });

  it('[CBR6] a moved callback has all its tries again', () => {
    const attempts = [attemptSample({ round: 3, startedAt: TUESDAY_TEN - hour, endedAt: TUESDAY_TEN - hour })];
    expect(dialed(decided({ callback: { ...due, attempts } }))).toMatchObject({ number: 2, round: 1 });
  });
});

describe('while an attempt is open', () => {
  const open = (state: 'placing' | 'ringing' | 'connected', some: Partial<Callback> = {}) =>
    decided({
      callback: { state: 'dialing', attempts: [attemptSample({ state, outcome: null, endedAt: null })], ...some },
    }).kind;

  it('[CBR12] it is looked up, checked or hung up, and nothing else is dialled', () => {
    expect(open('placing')).toBe('look-up');
    expect(open('ringing')).toBe('check');
    expect(open('connected', { state: 'connected' })).toBe('check');
    expect(open('ringing', { state: 'cancelled' })).toBe('hang-up');
    expect(open('ringing', { state: 'scheduled', startsAt: TUESDAY_TEN + hour })).toBe('hang-up');
    expect(open('connected', { state: 'cancelled' })).toBe('check');
    expect(open('placing', { state: 'cancelled' })).toBe('look-up');
  });
});
