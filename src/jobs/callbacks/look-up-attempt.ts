import type { Callback, CallbackAttempt } from '../../domain/callback.ts';
import { advanceAttempt, endAttempt, isWanted } from '../../domain/callback-attempts.ts';
import { dialableAt } from '../../domain/callback-dial-time.ts';
import { type CallingLine, earliestOf, tryBy } from '../../domain/callback-line.ts';
import type { CallbackSituation } from '../../domain/callback-situation.ts';
import { isRequestOf } from '../../domain/callback-urls.ts';
import { backstopMs, bindCall, lookAgainMs, placeAttempt } from './place-attempt.ts';
import { type CallbackRunnerDependencies, leaseMs, postpone, save } from './runner-ports.ts';

/** Calls made so long before the attempt was saved may still be it: the clocks differ. */
const earlierMs = 60_000;
/** The carrier may list a call a little later than it takes it. */
const listedMs = 10_000;
/** So long after the ringing it is no use to look any more. */
const giveUpMs = 30_000;

/** `none`: nothing the carrier has can be it. `undecided`: something might be, or it could not be asked. */
type Found = { readonly callSid: string } | 'none' | 'undecided';

/** An attempt that may or may not have been placed: its call is looked for before anything is dialled. */
export async function lookUpAttempt(
  dependencies: CallbackRunnerDependencies,
  { callback, inForce, callEndedAt }: CallbackSituation,
  attempt: CallbackAttempt,
): Promise<void> {
  const found = await findCall(dependencies, callback, attempt);
  if (typeof found === 'object') return bindCall(dependencies, callback, attempt.number, found, inForce);
  const now = dependencies.clock.now();
  const age = now - attempt.startedAt;
  const tooLate = age > backstopMs(inForce) + giveUpMs;
  if (found === 'undecided' && tooLate) return end(dependencies, callback, attempt, 'unknown');
  if (found === 'undecided' || age < listedMs) {
    const ms = Math.max(lookAgainMs, Math.floor(age / 4));
    return void (await postpone(dependencies, callback, ms, 'looked up at the carrier'));
  }
  const earliest = inForce === null ? now : earliestOf(inForce, callback, callEndedAt ?? now);
  if (inForce === null || !isWanted(callback) || !mayDial(inForce, callback, now, earliest))
    return end(dependencies, callback, attempt, 'not_placed');
  return placeAgain(dependencies, callback, attempt, inForce);
}

async function findCall(
  { placer }: CallbackRunnerDependencies,
  callback: Callback,
  { number, to, from, startedAt }: CallbackAttempt,
): Promise<Found> {
  const calls = await placer.findCalls({ to, from }, startedAt - earlierMs);
  if (!calls.ok) return 'undecided';
  const others = new Set(callback.attempts.map(({ callSid }) => callSid));
  let open = false;
  for (const { callSid } of calls.value) {
    if (others.has(callSid)) continue;
    const requests = await placer.requestsOfCall(callSid);
    if (!requests.ok || requests.value.length === 0) open = true;
    else if (requests.value.some((url) => isRequestOf(url, { callback: callback.id, attempt: number })))
      return { callSid };
  }
  return open ? 'undecided' : 'none';
}

const mayDial = (inForce: CallingLine, callback: Callback, now: number, earliest: number): boolean =>
  now <= tryBy(inForce, earliest) && dialableAt(inForce, callback, now, now) === now;

async function placeAgain(
  dependencies: CallbackRunnerDependencies,
  callback: Callback,
  attempt: CallbackAttempt,
  inForce: CallingLine,
): Promise<void> {
  if (dependencies.stopping()) return;
  const now = dependencies.clock.now();
  const progress = { state: 'placing', startedAt: now } as const;
  const saved = await save(dependencies, advanceAttempt(callback, attempt.number, progress, now, now + leaseMs));
  if (saved !== null) await placeAttempt(dependencies, saved, attempt, inForce);
}

async function end(
  dependencies: CallbackRunnerDependencies,
  callback: Callback,
  { number }: CallbackAttempt,
  outcome: 'unknown' | 'not_placed',
): Promise<void> {
  await save(dependencies, endAttempt(callback, number, outcome, dependencies.clock.now()));
}
