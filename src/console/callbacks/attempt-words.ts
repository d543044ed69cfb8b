import type { AttemptOutcome, CallbackAttempt } from '../../domain/callback.ts';

const underWay: Readonly<Record<CallbackAttempt['state'], (attempt: CallbackAttempt) => string>> = {
  placing: () => 'The carrier is asked to place the call.',
  ringing: (attempt) => `${nameOf(attempt)} is rung.`,
  answered: (attempt) =>
    attempt.first === 'agent'
      ? `${attempt.targetId} has answered and hears who is to be called.`
      : `The customer has answered; ${attempt.targetId} is rung.`,
  accepted: ({ targetId }) => `${targetId} pressed 1; the customer is dialled.`,
  connected: ({ targetId }) => `${targetId} and the customer are talking.`,
  ended: () => 'It is over.',
};

const outcomes: Readonly<Record<AttemptOutcome, (attempt: CallbackAttempt) => string>> = {
  connected: ({ targetId }) => `${targetId} and the customer talked.`,
  agent_no_answer: ({ targetId }) => `${targetId} did not answer.`,
  agent_busy: ({ targetId }) => `${targetId} was busy.`,
  agent_failed: ({ targetId }) => `The phone of ${targetId} could not be reached: check the number in the site file.`,
  agent_declined: ({ targetId }) => `${targetId} answered and did not press 1: no, nobody listening, or a mailbox.`,
  customer_no_answer: () => 'The customer did not answer, or hung up before anybody was there.',
  customer_busy: () => "The customer's phone was busy.",
  customer_failed: () => "The customer's phone could not be reached: the number may be wrong.",
  machine: () => 'A machine answered in place of the customer and was left a message.',
  not_placed: () => "The carrier did not place the call, so no phone rang. The server's log has its reason.",
  unknown: () => 'Whether a phone rang is not known: the carrier did not say.',
};

const nameOf = ({ first, targetId }: CallbackAttempt): string => (first === 'agent' ? targetId : 'The customer');

/** What one call that was placed came to, whom it rang as named in the site file, and why it failed. */
export const attemptWords = (attempt: CallbackAttempt): string =>
  attempt.outcome === null ? underWay[attempt.state](attempt) : outcomes[attempt.outcome](attempt);
