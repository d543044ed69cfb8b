import { describe, expect, it } from 'vitest';
import type { Callback } from '../../src/domain/callback.ts';
import { attemptSample, callbackSite, DESK, DISPATCH, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { decided, dialed, saved } from './callback-decided.ts';

const due = { state: 'due' } as const;

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
