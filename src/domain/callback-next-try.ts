import type { Callback, CallbackAttempt, CallbackEvent, CallbackNews, CallbackState } from './callback.ts';
import { beginAttempt, currentAttempts, isAgentMiss, isCustomerMiss } from './callback-attempts.ts';
import { dialableAt } from './callback-dial-time.ts';
import {
  addressOf,
  agentsFor,
  beginBy,
  type CallingLine,
  earliestOf,
  quietForCalls,
  retryMs,
  tryBy,
} from './callback-line.ts';
import type { CallbackDecision, CallbackSituation } from './callback-situation.ts';
import type { TransferTarget } from './escalation.ts';
import { checkCallable } from './phone-number.ts';

/** Its time has come, and no attempt is open: dial, wait, or give it up. */
export function nextTry(situation: CallbackSituation): CallbackDecision {
  const { callback, inForce } = situation;
  if (inForce === null) return giveUp(situation, 'blocked', 'the line does not call back any more');
  const refused = checkCallable(callback.phone, inForce.line.sms_countries ?? [inForce.site.country]);
  if (refused !== null) return giveUp(situation, 'blocked', refused);
  const last = currentAttempts(callback).at(-1);
  if (last === undefined) return firstRound(situation, inForce);
  if (last.outcome === 'connected') return completed(situation);
  if (callback.state === 'retry_wait') return nextRound(situation, inForce, last);
  return sameRound(situation, inForce, last) ?? endOfRound(situation, inForce, last);
}

function firstRound(situation: CallbackSituation, inForce: CallingLine): CallbackDecision {
  const { callback, now } = situation;
  const at = dialableAt(inForce, callback, now, beginBy(inForce, earliest(situation, inForce)));
  if (at === null)
    return giveUp(situation, callback.kind === 'now' ? 'expired' : 'missed', 'nobody could call in time');
  return at > now ? wait(situation, 'due', at, null) : dial(situation, inForce, 1, rung(situation, inForce, []));
}

/** An agent did not take it: the next one's phone rings at once. */
function sameRound(situation: CallbackSituation, inForce: CallingLine, last: CallbackAttempt): CallbackDecision | null {
  const { callback, now } = situation;
  if (last.first === 'customer' || !isAgentMiss(last)) return null;
  if (now > tryBy(inForce, earliest(situation, inForce))) return null;
  if (quietForCalls(inForce, callback, now) !== null) return null;
  const tried = currentAttempts(callback).filter(({ round }) => round === last.round);
  const targets = rung(situation, inForce, tried);
  return targets.length === 0 ? null : dial(situation, inForce, last.round, targets);
}

function endOfRound(situation: CallbackSituation, inForce: CallingLine, last: CallbackAttempt): CallbackDecision {
  if (last.round >= inForce.line.callbacks.attempts) return giveUp(situation, 'exhausted', 'all tries were used');
  const at = timeOfNextRound(situation, inForce, last);
  if (at === null) return giveUp(situation, 'expired', 'no time is left for another try');
  return wait(situation, 'retry_wait', at, isCustomerMiss(last) ? { kind: 'not_reached' } : null);
}

function nextRound(situation: CallbackSituation, inForce: CallingLine, last: CallbackAttempt): CallbackDecision {
  if (situation.onCall) return { kind: 'leave' };
  if (last.round >= inForce.line.callbacks.attempts) return giveUp(situation, 'exhausted', 'all tries were used');
  const at = timeOfNextRound(situation, inForce, last);
  if (at === null) return giveUp(situation, 'expired', 'no time is left for another try');
  if (at > situation.now) return wait(situation, 'retry_wait', at, null);
  return dial(situation, inForce, last.round + 1, rung(situation, inForce, []));
}

function timeOfNextRound(situation: CallbackSituation, inForce: CallingLine, last: CallbackAttempt): number | null {
  const { callback, now } = situation;
  const from = Math.max(now, (last.endedAt ?? last.startedAt) + retryMs(inForce));
  return dialableAt(inForce, callback, from, tryBy(inForce, earliest(situation, inForce)));
}

const earliest = ({ callback, callEndedAt, now }: CallbackSituation, inForce: CallingLine): number =>
  earliestOf(inForce, callback, callEndedAt ?? now);

/** The open agents whose phone has not rung in this round. */
function rung(
  { callback, now }: CallbackSituation,
  inForce: CallingLine,
  tried: readonly CallbackAttempt[],
): readonly TransferTarget[] {
  const done = new Set(tried.map(({ targetId }) => targetId));
  return agentsFor(inForce, callback, now).filter(({ id }) => !done.has(id));
}

function dial(
  situation: CallbackSituation,
  inForce: CallingLine,
  round: number,
  targets: readonly TransferTarget[],
): CallbackDecision {
  const { callback, now, leaseMs } = situation;
  const { line } = inForce;
  const [target] = targets;
  const [from] = line.numbers;
  const agent = target === undefined ? null : addressOf(target);
  if (target === undefined || agent === null || from === undefined)
    return giveUp(situation, 'blocked', 'the line has nobody to connect');
  const first = line.callbacks.order === 'customer_first' ? 'customer' : 'agent';
  const to = first === 'customer' ? callback.phone : agent;
  const attempt = { round, first, targetId: target.id, to, from } as const;
  return { kind: 'dial', change: beginAttempt(callback, attempt, now, now + leaseMs) };
}

function wait(
  { callback, now }: CallbackSituation,
  state: 'due' | 'retry_wait',
  until: number,
  announce: CallbackNews | null,
): CallbackDecision {
  const next: Callback = { ...callback, state, nextAt: until, updatedAt: now };
  return save(next, callback.state === state ? 'waiting' : state, { until }, announce);
}

function completed({ callback, now }: CallbackSituation): CallbackDecision {
  return save({ ...callback, state: 'completed', nextAt: null, updatedAt: now }, 'completed', {}, null);
}

/** No promise ends in silence: whoever was rung hears that we tried, everybody else that we are sorry. */
function giveUp({ callback, now }: CallbackSituation, state: CallbackState, note: string): CallbackDecision {
  const kind = currentAttempts(callback).some(isCustomerMiss) ? 'not_reached' : 'apology';
  return save({ ...callback, state, note, nextAt: null, updatedAt: now }, state, { reason: note }, { kind });
}

const save = (
  next: Callback,
  type: CallbackEvent['type'],
  detail: CallbackEvent['detail'],
  announce: CallbackNews | null,
): CallbackDecision => ({
  kind: 'save',
  change: { next, event: { type, actor: 'system', at: next.updatedAt, detail } },
  announce,
});
