import type { Callback, CallbackAttempt, CallbackChange, CallbackNews } from './callback.ts';
import type { CallingLine } from './callback-line.ts';

/** What is known at a moment. */
export interface CallbackSituation {
  readonly callback: Callback;
  /** Null: the line, its switch or the site's feature is gone. */
  readonly inForce: CallingLine | null;
  /** Epoch ms at which the call it was asked for in ended; null while it runs. */
  readonly callEndedAt: number | null;
  /** The customer is still on the line with us, in the call of the last attempt. */
  readonly onCall: boolean;
  /** Epoch ms at which the time it has was agreed. */
  readonly bookedAt: number;
  readonly now: number;
  /** How long whoever acts on this may take before somebody else looks. */
  readonly leaseMs: number;
}

export type CallbackDecision =
  /** Nothing for now: it is looked at again when the lease ends. */
  | { readonly kind: 'leave' }
  /** Announce, then save, then look again. */
  | { readonly kind: 'save'; readonly change: CallbackChange; readonly announce: CallbackNews | null }
  /** Save, then have the carrier place the attempt that is `placing`. */
  | { readonly kind: 'dial'; readonly change: CallbackChange }
  /** An attempt that may have been placed or not. */
  | { readonly kind: 'look-up'; readonly attempt: CallbackAttempt }
  /** An attempt nothing was heard of for too long. */
  | { readonly kind: 'check'; readonly attempt: CallbackAttempt }
  /** An attempt of a callback that was cancelled or moved. */
  | { readonly kind: 'hang-up'; readonly attempt: CallbackAttempt };
