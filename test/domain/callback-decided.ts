import type { Callback } from '../../src/domain/callback.ts';
import { lineOfCallback } from '../../src/domain/callback-line.ts';
import { decide } from '../../src/domain/callback-machine.ts';
import type { CallbackDecision, CallbackSituation } from '../../src/domain/callback-situation.ts';
import type { Site } from '../../src/domain/site.ts';
import { bookOf, callbackSample, callbackSite, TUESDAY_TEN } from '../support/callback-samples.ts';

/** What differs from a callback booked for Tuesday at ten, at that moment. */
export interface Given extends Partial<Omit<CallbackSituation, 'callback' | 'inForce'>> {
  readonly callback?: Partial<Callback>;
  readonly site?: Site;
}

/** What is decided for it. */
export function decided({ callback: some = {}, site = callbackSite(), ...rest }: Given): CallbackDecision {
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
export function saved(decision: CallbackDecision) {
  if (decision.kind !== 'save') return { kind: decision.kind };
  const { state, nextAt } = decision.change.next;
  return { state, nextAt, announce: decision.announce?.kind ?? null, event: decision.change.event.type };
}

/** The attempt that is placed, or what is done instead. */
export const dialed = (decision: CallbackDecision) =>
  decision.kind === 'dial' ? decision.change.next.attempts.at(-1) : decision.kind;
