import type { Callback } from './callback.ts';
import { openAttempt } from './callback-attempts.ts';
import { callbackChoices } from './callback-choices.ts';

/** What an operator may do with a callback: null, or why not and what to do instead. */
export interface OperatorChoices {
  readonly callNow: string | null;
  readonly move: string | null;
  readonly cancel: string | null;
}

const busy = 'It is being called at this very moment. Look again in a minute.';
const over = 'They have talked already; it is completed. A new one begins with a call to the line.';
const cancelled = 'It is cancelled and the caller counts on it. A new one begins with a call to the line.';
const blocked =
  'This number may not be called, or the line calls nobody back any more. Look at what the callback says.';
const ended = 'It is over already, so there is nothing to cancel.';

/**
 * By its state alone; the hour, the line and free times are looked at besides. Unlike its caller an operator does not
 * take up what was cancelled.
 */
export function operatorChoices(callback: Callback, now: number): OperatorChoices {
  const { move, cancel, busy: isBusy } = callbackChoices(callback, now);
  const why = isBusy ? busy : notTakenUp(callback);
  if (why !== null) return { callNow: why, move: why, cancel: isBusy ? busy : ended };
  // Moved while it was being called: that call is ended first.
  const mayCall = move && openAttempt(callback) === null;
  return { callNow: mayCall ? null : busy, move: move ? null : busy, cancel: cancel ? null : ended };
}

function notTakenUp({ state }: Callback): string | null {
  if (state === 'cancelled') return cancelled;
  if (state === 'completed') return over;
  return state === 'blocked' ? blocked : null;
}
