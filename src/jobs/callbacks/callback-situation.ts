import type { Callback } from '../../domain/callback.ts';
import { type CallingLine, lineOfCallback } from '../../domain/callback-line.ts';
import type { CallbackSituation } from '../../domain/callback-situation.ts';
import type { StoredCall } from '../../ports/store.ts';
import { type CallbackRunnerDependencies, leaseMs } from './runner-ports.ts';

/** A call whose end nobody reported counts as over after its longest time and this. */
const graceMinutes = 10;
const longestMinutes = 240;

/** All that is known of a callback now. */
export async function situationOf(
  dependencies: CallbackRunnerDependencies,
  callback: Callback,
): Promise<CallbackSituation> {
  const { siteBook, clock } = dependencies;
  const inForce = lineOfCallback(siteBook, callback);
  const now = clock.now();
  const [callEndedAt, onCall, bookedAt] = await Promise.all([
    endOfItsCall(dependencies, callback, inForce, now),
    isOnCall(dependencies, callback, inForce, now),
    timeOfBooking(dependencies, callback),
  ]);
  return { callback, inForce, callEndedAt, onCall, bookedAt, now, leaseMs };
}

async function endOfItsCall(
  { store }: CallbackRunnerDependencies,
  { kind, callId, createdAt }: Callback,
  inForce: CallingLine | null,
  now: number,
): Promise<number | null> {
  if (kind !== 'now') return createdAt;
  const call = await store.findCallById(callId);
  return call === null ? createdAt : endOf(call, inForce, now);
}

function endOf({ call, endedAt }: StoredCall, inForce: CallingLine | null, now: number): number | null {
  if (endedAt !== null) return endedAt;
  const minutes = (inForce?.line.limits.max_call_minutes ?? longestMinutes) + graceMinutes;
  const atLatest = call.startedAt + minutes * 60_000;
  return atLatest <= now ? atLatest : null;
}

/** Nobody took it, and the customer talks to the bot meanwhile. */
async function isOnCall(
  { store }: CallbackRunnerDependencies,
  { state, attempts }: Callback,
  inForce: CallingLine | null,
  now: number,
): Promise<boolean> {
  const callSid = attempts.at(-1)?.callSid ?? null;
  if (state !== 'retry_wait' || callSid === null) return false;
  const call = await store.findCall(callSid);
  return call !== null && endOf(call, inForce, now) === null;
}

/** By the callback's own history: a change of the zone's rules is no new booking. */
async function timeOfBooking(
  { store }: CallbackRunnerDependencies,
  { id, state, createdAt }: Callback,
): Promise<number> {
  if (state !== 'scheduled') return createdAt;
  const events = await store.callbackEvents(id);
  const booked = events.findLast(
    ({ type, actor }) => type === 'scheduled' || (type === 'rescheduled' && actor !== 'system'),
  );
  return booked?.at ?? createdAt;
}
