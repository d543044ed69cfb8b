import {
  type AttemptOutcome,
  type Callback,
  type CallbackAttempt,
  type CallbackChange,
  type CallbackEvent,
  isOpenCallback,
} from './callback.ts';

/** The one call that may be under way; null: none is. */
export const openAttempt = ({ attempts }: Pick<Callback, 'attempts'>): CallbackAttempt | null =>
  attempts.find(({ state }) => state !== 'ended') ?? null;

/** The calls placed for the time it has now: one that was moved starts anew, and nothing is dialled before its time. */
export const currentAttempts = ({ startsAt, attempts }: Callback): readonly CallbackAttempt[] =>
  attempts.filter((attempt) => attempt.startedAt >= startsAt);

/** Its call is still wanted: it was neither cancelled nor moved to another time. */
export const isWanted = (callback: Callback): boolean => isOpenCallback(callback) && callback.state !== 'scheduled';

/** The customer's phone rang and they were not there, or a machine was. */
const missedOutcomes: readonly (AttemptOutcome | null)[] = ['customer_no_answer', 'customer_busy', 'machine'];
export const isCustomerMiss = ({ outcome }: CallbackAttempt): boolean => missedOutcomes.includes(outcome);

/** An agent did not take it: the next one may, in the same round. */
const agentOutcomes: readonly (AttemptOutcome | null)[] = [
  'agent_no_answer',
  'agent_busy',
  'agent_failed',
  'agent_declined',
];
export const isAgentMiss = ({ outcome }: CallbackAttempt): boolean => agentOutcomes.includes(outcome);

export type NewAttempt = Pick<CallbackAttempt, 'round' | 'first' | 'targetId' | 'to' | 'from'>;

/** Written before the carrier is asked. `nextAt`: when somebody else looks what became of it. */
export function beginAttempt(callback: Callback, attempt: NewAttempt, now: number, nextAt: number): CallbackChange {
  const number = callback.attempts.length + 1;
  const fresh: CallbackAttempt = {
    ...attempt,
    number,
    state: 'placing',
    callSid: null,
    outcome: null,
    startedAt: now,
    endedAt: null,
  };
  const { round, targetId } = attempt;
  return {
    next: {
      ...callback,
      state: 'dialing',
      note: null,
      attempts: [...callback.attempts, fresh],
      nextAt,
      updatedAt: now,
    },
    event: event('dialing', now, { attempt: number, round, target: targetId }),
  };
}

/** What is known of an attempt that goes on: its call, how far it got, whose turn it is. */
export type AttemptProgress = Partial<Pick<CallbackAttempt, 'state' | 'callSid' | 'targetId' | 'startedAt'>>;

/** It got further. `nextAt`: when it is looked up at the carrier, should nothing more be heard of it. */
export function advanceAttempt(
  callback: Callback,
  number: number,
  progress: AttemptProgress,
  now: number,
  nextAt: number,
): CallbackChange {
  const connected = progress.state === 'connected' && callback.state === 'dialing';
  const back = progress.state !== undefined && progress.state !== 'connected' && isBetween(callback);
  const attempts = callback.attempts.map((attempt) =>
    attempt.number === number ? { ...attempt, ...progress, outcome: null, endedAt: null } : attempt,
  );
  const state = connected ? 'connected' : back ? 'dialing' : callback.state;
  const detail = { attempt: number, ...(progress.state !== undefined && { state: progress.state }) };
  return {
    next: { ...callback, state, attempts, nextAt, updatedAt: now },
    event: event(connected ? 'connected' : 'attempt', now, detail),
  };
}

/** An attempt given up as unknown turned up after all. */
const isBetween = ({ state }: Callback): boolean => state === 'retry_wait' || state === 'connected';

/** It is over. What follows is decided when the callback is looked at next, which is now. */
export function endAttempt(callback: Callback, number: number, outcome: AttemptOutcome, now: number): CallbackChange {
  const attempts = callback.attempts.map((attempt) =>
    attempt.number === number ? { ...attempt, state: 'ended' as const, outcome, endedAt: now } : attempt,
  );
  const detail = { attempt: number, outcome };
  const running = callback.state === 'dialing' || callback.state === 'connected';
  if (running && outcome === 'connected')
    return {
      next: { ...callback, state: 'completed', attempts, nextAt: null, updatedAt: now },
      event: event('completed', now, detail),
    };
  const state = running ? 'dialing' : callback.state;
  // One that was cancelled or given up needs nothing more.
  const nextAt = running || state === 'scheduled' ? now : null;
  return { next: { ...callback, state, attempts, nextAt, updatedAt: now }, event: event('attempt', now, detail) };
}

/** Of several reports about a call: is it this attempt's, might it be, or is it none of ours? */
export function whoseCall(callback: Callback, number: number, callSid: string): 'ours' | 'new' | 'stray' {
  const attempt = callback.attempts.find((one) => one.number === number);
  if (attempt === undefined) return 'stray';
  if (attempt.callSid === callSid) return 'ours';
  if (attempt.callSid !== null) return 'stray';
  if (attempt.state !== 'ended') return 'new';
  const last = callback.attempts.at(-1) === attempt;
  return last && attempt.outcome === 'unknown' && callback.state === 'retry_wait' ? 'new' : 'stray';
}

const event = (type: CallbackEvent['type'], at: number, detail: CallbackEvent['detail']): CallbackEvent => ({
  type,
  actor: 'system',
  at,
  detail,
});
