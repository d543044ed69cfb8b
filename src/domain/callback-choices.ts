import type { Callback } from './callback.ts';

/** What somebody may do with their callback themselves, by its link or by an answer to a text. */
export interface CallbackChoices {
  readonly confirm: boolean;
  readonly move: boolean;
  readonly cancel: boolean;
  /** We are calling right now. */
  readonly busy: boolean;
}

const none: CallbackChoices = { confirm: false, move: false, cancel: false, busy: false };

/** One that ended without a conversation can be taken up again at another time. */
export function callbackChoices(callback: Callback, now: number): CallbackChoices {
  const { state, startsAt, confirmedAt, attempts } = callback;
  switch (state) {
    case 'scheduled':
      return { ...none, confirm: confirmedAt === null && now < startsAt, move: true, cancel: true };
    case 'requested':
    case 'due':
    case 'retry_wait':
      if (attempts.some((attempt) => attempt.state !== 'ended')) return { ...none, busy: true };
      return { ...none, move: true, cancel: true };
    case 'dialing':
    case 'connected':
      return { ...none, busy: true };
    case 'missed':
    case 'expired':
    case 'exhausted':
    case 'cancelled':
      return { ...none, move: true };
    case 'completed':
    case 'blocked':
      return none;
  }
}
