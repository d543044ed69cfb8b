import type { CallbackAttempt } from '../../domain/callback.ts';
import { endAttempt } from '../../domain/callback-attempts.ts';
import { outcomeOfStatus } from '../../domain/callback-outcome.ts';
import type { CallbackSituation } from '../../domain/callback-situation.ts';
import type { PlacedCall } from '../../ports/call-placer.ts';
import { backstopMs } from './place-attempt.ts';
import { type CallbackRunnerDependencies, longestCallSeconds, postpone, save } from './runner-ports.ts';

const earlierMs = 60_000;
const awayMs = 15_000;
/** They talk, or are about to. */
const talkingMs = 600_000;
const aboutToMs = 60_000;
/** No call lasts longer. */
const longestMs = longestCallSeconds * 1000 + 600_000;

/** Nothing was heard of a call for too long: its reports may be lost. */
export async function checkAttempt(
  dependencies: CallbackRunnerDependencies,
  situation: CallbackSituation,
  attempt: CallbackAttempt,
): Promise<void> {
  const { callback, inForce } = situation;
  const found = await dependencies.placer.findCalls(attempt, attempt.startedAt - earlierMs);
  const tooOld = dependencies.clock.now() - attempt.startedAt > longestMs;
  if (!found.ok && !tooOld) return void (await postpone(dependencies, callback, awayMs, 'the carrier is away'));
  const call = found.ok ? found.value.find(({ callSid }) => callSid === attempt.callSid) : undefined;
  const outcome = call === undefined || tooOld ? lost(attempt) : outcomeOfStatus(attempt, call.status);
  if (outcome === null) {
    const ms = nextLookMs(attempt, call, backstopMs(inForce));
    return void (await postpone(dependencies, callback, ms, 'its call goes on'));
  }
  await save(dependencies, endAttempt(callback, attempt.number, outcome, dependencies.clock.now()));
}

function nextLookMs({ state }: CallbackAttempt, call: PlacedCall | undefined, ringing: number): number {
  if (call?.status !== 'in-progress') return ringing;
  return state === 'connected' ? talkingMs : aboutToMs;
}

/** The carrier does not have it any more. */
const lost = ({ state }: CallbackAttempt) => (state === 'connected' ? ('connected' as const) : ('unknown' as const));

/** Ends the call of a callback that was cancelled or moved. */
export async function hangUpAttempt(
  dependencies: CallbackRunnerDependencies,
  { callback }: CallbackSituation,
  attempt: CallbackAttempt,
): Promise<void> {
  const { placer, clock } = dependencies;
  const ended = attempt.callSid === null ? null : await placer.endCall(attempt.callSid);
  if (ended !== null && !ended.ok && clock.now() - attempt.startedAt < longestMs)
    return void (await postpone(dependencies, callback, awayMs, 'its call could not be ended yet'));
  const outcome = outcomeOfStatus(attempt, 'canceled') ?? 'unknown';
  await save(dependencies, endAttempt(callback, attempt.number, outcome, clock.now()));
}
