import type { AttemptOutcome, CallbackAttempt } from './callback.ts';

/**
 * What the end of an attempt's own call says of it, by the carrier's word for its status; null while it goes on. Of a call
 * that was answered it depends on how far it had got.
 */
export function outcomeOfStatus({ first, state }: CallbackAttempt, status: string): AttemptOutcome | null {
  switch (status) {
    case 'no-answer':
      return `${first}_no_answer`;
    case 'busy':
      return `${first}_busy`;
    case 'failed':
      return `${first}_failed`;
    case 'canceled':
      return `${first}_no_answer`;
    case 'completed':
      return first === 'agent' ? agentHungUp[state] : customerHungUp[state];
    default:
      return null;
  }
}

type ByState = Readonly<Record<CallbackAttempt['state'], AttemptOutcome>>;

const agentHungUp: ByState = {
  placing: 'agent_failed',
  // Answered, and our document could not be had.
  ringing: 'agent_failed',
  answered: 'agent_declined',
  accepted: 'agent_declined',
  connected: 'connected',
  ended: 'unknown',
};

/** A customer who hangs up before anybody is there has not been reached. */
const customerHungUp: ByState = {
  placing: 'customer_failed',
  ringing: 'customer_failed',
  answered: 'customer_no_answer',
  accepted: 'customer_no_answer',
  connected: 'connected',
  ended: 'unknown',
};
