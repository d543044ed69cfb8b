import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AttemptOutcome, type Callback, type CallbackChange, isOpenCallback } from '../../src/domain/callback.ts';
import { currentAttempts, openAttempt } from '../../src/domain/callback-attempts.ts';
import { callNow, cancelCallback, moveCallback } from '../../src/domain/callback-changes.ts';
import { agentsFor, lineOfCallback, quietForCalls } from '../../src/domain/callback-line.ts';
import { decide } from '../../src/domain/callback-machine.ts';
import { reportEnd, reportProgress, reportTalked } from '../../src/domain/callback-reports.ts';
import { operatorChoices } from '../../src/domain/operator-choices.ts';
import { bookOf, callbackSample, callbackSite, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';

const outcomes: readonly AttemptOutcome[] = [
  'agent_no_answer',
  'agent_busy',
  'agent_failed',
  'agent_declined',
  'customer_no_answer',
  'customer_busy',
  'customer_failed',
  'machine',
  'not_placed',
  'unknown',
];
const states = ['ringing', 'answered', 'accepted', 'connected'] as const;

type Step =
  | { readonly kind: 'look' }
  | { readonly kind: 'later'; readonly minutes: number }
  | { readonly kind: 'progress'; readonly state: (typeof states)[number]; readonly sid: string }
  | { readonly kind: 'end'; readonly outcome: AttemptOutcome; readonly sid: string }
  | { readonly kind: 'talked' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'move'; readonly hours: number }
  | { readonly kind: 'call-now'; readonly anyHour: boolean };

const sid = fc.constantFrom('CA1', 'CA2');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: fc.constant<Step>({ kind: 'look' }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('later' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('later' as const), minutes: fc.integer({ min: 60, max: 900 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('progress' as const), state: fc.constantFrom(...states), sid }),
  },
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant('end' as const), outcome: fc.constantFrom(...outcomes), sid }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'talked' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'cancel' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('call-now' as const), anyHour: fc.boolean() }) },
);

const site = fc.record({
  order: fc.constantFrom('agent_first', 'customer_first'),
  attempts: fc.integer({ min: 1, max: 5 }),
  retry_minutes: fc.integer({ min: 1, max: 60 }),
});

/** One callback, by the pure functions alone; every change is checked. */
class World {
  now = TUESDAY_TEN - 3 * minute;
  callback: Callback;
  dials = 0;
  readonly #inForce;

  constructor(callbacks: Record<string, unknown>, kind: Callback['kind']) {
    const some = kind === 'now' ? { kind, state: 'requested' as const, wall: null, startsAt: this.now } : {};
    this.callback = callbackSample({ ...some, nextAt: this.now });
    const hours = { tuesday: ['08:00-12:00', '13:00-21:30'], wednesday: ['08:00-12:00'] };
    const built = callbackSite(callbacks, { hours });
    const line = lineOfCallback(
      bookOf(() => built),
      this.callback,
    );
    if (line === null) throw new Error('the line calls back');
    this.#inForce = line;
  }

  take(one: Step): void {
    const number = this.callback.attempts.length;
    switch (one.kind) {
      case 'look':
        return this.#look();
      case 'later':
        this.now += one.minutes * minute;
        return;
      case 'progress':
        return this.#apply(
          reportProgress(
            this.callback,
            { number, callSid: one.sid },
            { state: one.state },
            this.now,
            this.now + minute,
          ),
        );
      case 'end':
        return this.#apply(reportEnd(this.callback, { number, callSid: one.sid }, one.outcome, this.now));
      case 'talked':
        return this.#apply(reportTalked(this.callback, { number, callSid: 'CA1' }, this.now));
      case 'cancel':
        return isOpenCallback(this.callback)
          ? this.#apply(cancelCallback(this.callback, 'caller', this.now))
          : undefined;
      case 'call-now':
        return operatorChoices(this.callback, this.now).callNow === null
          ? this.#apply(callNow(this.callback, one.anyHour, this.now))
          : undefined;
      case 'move': {
        const startsAt = this.now + one.hours * hour;
        const wall = { local: '2026-12-01T10:00', zone: 'America/Los_Angeles' };
        return this.#apply(moveCallback(this.callback, { startsAt, wall, durationMinutes: 15 }, 'caller', this.now));
      }
    }
  }

  /** As whoever claimed it would, once it is due. */
  #look(): void {
    const { nextAt } = this.callback;
    if (nextAt === null) return;
    this.now = Math.max(this.now, nextAt);
    const { now, callback } = this;
    const decision = decide({
      callback,
      inForce: this.#inForce,
      callEndedAt: callback.createdAt,
      onCall: false,
      bookedAt: callback.createdAt,
      now,
      leaseMs: 20_000,
    });
    if (decision.kind === 'save') return this.#apply(decision.change);
    if (decision.kind === 'hang-up' || decision.kind === 'look-up' || decision.kind === 'check') {
      this.callback = { ...callback, nextAt: now + 20_000 };
      return;
    }
    if (decision.kind === 'leave') return;
    this.dials++;
    expect(openAttempt(callback)).toBeNull();
    expect(now).toBeGreaterThanOrEqual(callback.startsAt);
    expect(quietForCalls(this.#inForce, callback, now)).toBeNull();
    const attempt = openAttempt(decision.change.next);
    const open = agentsFor(this.#inForce, callback, now).map(({ id }) => id);
    expect(open).toContain(attempt?.targetId);
    this.#apply(decision.change);
  }

  #apply(change: CallbackChange | null): void {
    if (change === null) return;
    const before = this.callback;
    this.callback = { ...change.next, version: before.version + 1 };
    const { attempts, state, nextAt } = this.callback;
    expect(attempts.filter((one) => one.state !== 'ended').length).toBeLessThanOrEqual(1);
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
    const current = currentAttempts(this.callback);
    for (const { round } of current) expect(round).toBeLessThanOrEqual(this.#inForce.line.callbacks.attempts);
    const once = new Set(current.map(({ round, targetId }) => `${round} ${targetId}`));
    expect(once.size).toBe(current.length);
    // Whatever is not over is looked at again.
    if (isOpenCallback(this.callback) && state !== 'connected') expect(nextAt).not.toBeNull();
    if (openAttempt(this.callback) !== null) expect(nextAt).not.toBeNull();
    expect(change.event.at).toBe(this.now);
    expect(JSON.stringify(change.event.detail)).not.toMatch(/\+1\d{10}/);
  }
}

it('[CBR10] whatever happens in whatever order: one attempt at a time, in its rounds, never at night or behind closed doors', () => {
  let dials = 0;
  const kind = fc.constantFrom<Callback['kind']>('now', 'scheduled');
  fc.assert(
    fc.property(site, kind, fc.array(step, { minLength: 30, maxLength: 120 }), (callbacks, wanted, steps) => {
      const world = new World(callbacks, wanted);
      for (const one of steps) world.take(one);
      dials += world.dials;
    }),
    { seed: 4711, numRuns: 400 },
  );
  expect(dials).toBeGreaterThan(500);
});

it('[CBR11] left to itself, a callback nobody answers comes to an end within its rounds', () => {
  fc.assert(
    fc.property(site, fc.constantFrom(...outcomes), (callbacks, outcome) => {
      const world = new World(callbacks, 'scheduled');
      for (let turn = 0; turn < 100 && isOpenCallback(world.callback); turn++) {
        world.take({ kind: 'look' });
        world.take({ kind: 'end', outcome, sid: 'CA1' });
      }
      expect(['exhausted', 'expired', 'missed']).toContain(world.callback.state);
      expect(world.callback.nextAt).toBeNull();
      expect(world.dials).toBeLessThanOrEqual(Number(callbacks.attempts) * 2);
    }),
    { seed: 4712, numRuns: 100 },
  );
});
