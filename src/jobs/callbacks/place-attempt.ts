import type { Callback, CallbackAttempt } from '../../domain/callback.ts';
import { advanceAttempt, endAttempt, isWanted, whoseCall } from '../../domain/callback-attempts.ts';
import type { CallingLine } from '../../domain/callback-line.ts';
import { createCallbackUrl } from '../../domain/callback-urls.ts';
import type { NewOutboundCall, PlacedCall } from '../../ports/call-placer.ts';
import type { VendorFailure } from '../../ports.ts';
import { type CallbackRunnerDependencies, longestCallSeconds, postpone, save } from './runner-ports.ts';

/** Longer than this after the attempt was saved, somebody else may think it lost: then nothing is dialled. */
const freshMs = 4000;
/** The carrier rings a little longer than asked. */
const ringGraceMs = 30_000;
export const lookAgainMs = 3000;
const mostTries = 8;
/** The number called is no good (twilio.com/docs/api/errors); anything else refused is our own or the carrier's fault. */
const badNumber = new Set([
  '13223',
  '13224',
  '13225',
  '13227',
  '21201',
  '21202',
  '21211',
  '21214',
  '21215',
  '21216',
  '21217',
  '21219',
]);

/** Has the carrier place the attempt, which is saved as `placing` under the version this callback has. */
export async function placeAttempt(
  dependencies: CallbackRunnerDependencies,
  callback: Callback,
  attempt: CallbackAttempt,
  inForce: CallingLine,
): Promise<void> {
  const { clock, placer, log, metrics } = dependencies;
  if (clock.now() - callback.updatedAt > freshMs || dependencies.stopping()) return;
  const placed = await placer.placeCall(newCall(dependencies.publicUrl(), callback, attempt, inForce));
  const outcome = placed.ok ? 'placed' : placed.failure.certain ? 'refused' : 'unknown';
  metrics.count('attendant_callback_calls_total', { outcome });
  if (placed.ok) return bindCall(dependencies, callback, attempt.number, placed.value, inForce);
  log.warn('a callback was not placed', {
    callbackId: callback.id,
    attempt: attempt.number,
    outcome,
    code: placed.failure.code,
    message: placed.failure.message,
  });
  if (!placed.failure.certain) await postpone(dependencies, callback, lookAgainMs, 'not known whether it was placed');
  else await save(dependencies, endAttempt(callback, attempt.number, refusal(attempt, placed.failure), clock.now()));
}

function newCall(
  publicUrl: string,
  { id }: Callback,
  { number, to, from, first }: CallbackAttempt,
  { line }: CallingLine,
): NewOutboundCall {
  const reference = { callback: id, attempt: number };
  return {
    to,
    from,
    url: createCallbackUrl(publicUrl, 'answered', reference),
    statusCallbackUrl: createCallbackUrl(publicUrl, 'status', reference),
    ringSeconds: line.callbacks.ring_seconds,
    limitSeconds: longestCallSeconds,
    detectMachine: first === 'customer',
  };
}

function refusal({ first }: CallbackAttempt, { retryable, code }: VendorFailure) {
  if (retryable || code === null || !badNumber.has(code)) return 'not_placed' as const;
  return first === 'agent' ? ('agent_failed' as const) : ('customer_failed' as const);
}

/** The attempt has its call. A webhook may have told so before; a second call of the same attempt is hung up. */
export async function bindCall(
  dependencies: CallbackRunnerDependencies,
  callback: Callback,
  number: number,
  { callSid }: Pick<PlacedCall, 'callSid'>,
  inForce: CallingLine | null,
): Promise<void> {
  const { store, clock, placer, log } = dependencies;
  let current: Callback | null = callback;
  for (let tries = 0; tries < mostTries && current !== null; tries++) {
    const whose = whoseCall(current, number, callSid);
    if (whose === 'ours') return;
    if (whose === 'stray') {
      log.warn('a second call of an attempt is hung up', { callbackId: callback.id, attempt: number });
      return void (await placer.endCall(callSid));
    }
    const now = clock.now();
    // One that was cancelled or moved meanwhile is looked at again at once, to end its call.
    const nextAt = isWanted(current) ? now + backstopMs(inForce) : now;
    const change = advanceAttempt(current, number, { state: 'ringing', callSid }, now, nextAt);
    if ((await save(dependencies, change)) !== null) return;
    current = await store.findCallback(callback.id);
  }
}

/** So long after it began to ring something must have been heard of it. */
export const backstopMs = (inForce: CallingLine | null): number =>
  (inForce?.line.callbacks.ring_seconds ?? 60) * 1000 + ringGraceMs;
