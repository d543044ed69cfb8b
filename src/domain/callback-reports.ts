import type { AttemptOutcome, Callback, CallbackAttempt, CallbackChange } from './callback.ts';
import { isOpenCallback } from './callback.ts';
import { advanceAttempt, endAttempt, isWanted, whoseCall } from './callback-attempts.ts';

/*
 * What the carrier tells of a callback's calls. Reports come late, twice and in any order; none takes an attempt back to
 * where it has been. Null: there is nothing new in it, or the call is not this attempt's.
 */

export interface Reported {
  /** Of the attempt. */
  readonly number: number;
  /** Of the attempt's own call, not of a leg dialled from it. */
  readonly callSid: string;
}

const order: readonly CallbackAttempt['state'][] = ['placing', 'ringing', 'answered', 'accepted', 'connected', 'ended'];

/** It got so far. `nextAt`: as `advanceAttempt`. */
export function reportProgress(
  callback: Callback,
  { number, callSid }: Reported,
  progress: { readonly state: CallbackAttempt['state']; readonly targetId?: string },
  now: number,
  nextAt: number,
): CallbackChange | null {
  const attempt = callback.attempts.find((one) => one.number === number);
  const whose = whoseCall(callback, number, callSid);
  if (attempt === undefined || whose === 'stray') return null;
  const known = whose === 'ours' && order.indexOf(attempt.state) >= order.indexOf(progress.state);
  const sameTarget = progress.targetId === undefined || progress.targetId === attempt.targetId;
  if (known && (sameTarget || attempt.state !== progress.state)) return null;
  const looked = isWanted(callback) || progress.state === 'connected' ? nextAt : now;
  return advanceAttempt(callback, number, { ...progress, callSid }, now, looked);
}

/** It came to this. */
export function reportEnd(
  callback: Callback,
  { number, callSid }: Reported,
  outcome: AttemptOutcome,
  now: number,
): CallbackChange | null {
  const attempt = callback.attempts.find((one) => one.number === number);
  if (attempt === undefined || attempt.state === 'ended') return null;
  if (whoseCall(callback, number, callSid) === 'stray') return null;
  return endAttempt(withCall(callback, number, callSid), number, outcome, now);
}

/** The two have talked. That outweighs what was concluded from other reports before, unless another call was begun. */
export function reportTalked(callback: Callback, reported: Reported, now: number): CallbackChange | null {
  const { number, callSid } = reported;
  const attempt = callback.attempts.find((one) => one.number === number);
  if (attempt?.state !== 'ended') return reportEnd(callback, reported, 'connected', now);
  const last = callback.attempts.at(-1) === attempt && attempt.callSid === callSid;
  if (!last || attempt.outcome === 'connected' || !isOpenCallback(callback) || !isWanted(callback)) return null;
  return endAttempt({ ...callback, state: 'connected' }, number, 'connected', now);
}

const withCall = (callback: Callback, number: number, callSid: string): Callback => ({
  ...callback,
  attempts: callback.attempts.map((attempt) => (attempt.number === number ? { ...attempt, callSid } : attempt)),
});
