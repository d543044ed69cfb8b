/*
 * A callback: the promise to ring somebody. One row that only whoever holds its current version may change, and every
 * change is an event.
 *
 *   requested ─┐  (now: once the caller has hung up and some seconds have passed)
 *   scheduled ─┼▶ due ─▶ dialing ─▶ connected ─▶ completed
 *              │          │    ▲
 *              │          ▼    │
 *              │       retry_wait
 *   ends: completed · missed (nobody was there to place it in time) · expired (no time left for another try) ·
 *         exhausted (all tries used) · cancelled · blocked (may not be dialled any more)
 *
 * A callback that ended is taken up again by choosing another time for it: same id, same calendar entry.
 */

export type CallbackState =
  | 'requested'
  | 'scheduled'
  | 'due'
  | 'dialing'
  | 'connected'
  | 'retry_wait'
  | 'completed'
  | 'missed'
  | 'expired'
  | 'exhausted'
  | 'cancelled'
  | 'blocked';

/** While it is in one of these a caller has it: there is at most one such callback per number and line. */
export const OPEN_CALLBACK_STATES: readonly CallbackState[] = [
  'requested',
  'scheduled',
  'due',
  'dialing',
  'connected',
  'retry_wait',
];

export const isOpenCallback = ({ state }: Pick<Callback, 'state'>): boolean => OPEN_CALLBACK_STATES.includes(state);

/** What became of one call that was placed for a callback. */
export type AttemptOutcome =
  | 'connected'
  | 'agent_no_answer'
  | 'agent_busy'
  | 'agent_failed'
  /** The agent did not press 1: no, silence, or a machine. */
  | 'agent_declined'
  | 'customer_no_answer'
  | 'customer_busy'
  | 'customer_failed'
  | 'machine'
  /** The carrier said no, or was certainly not reached: nobody's phone rang. */
  | 'not_placed'
  /** It may have rung; nobody knows. */
  | 'unknown';

/** One call that the carrier was asked to place. */
export interface CallbackAttempt {
  /** From 1; names the attempt in the URLs the carrier is given. */
  readonly number: number;
  /** The try it belongs to, from 1: within one, the agents are rung in turn until one accepts. */
  readonly round: number;
  /** Whose phone rings first. */
  readonly first: 'agent' | 'customer';
  /** The agent of the site file. */
  readonly targetId: string;
  /** E.164 or a SIP URI: what the carrier was asked to call. */
  readonly to: string;
  /** E.164. */
  readonly from: string;
  /** placing: the carrier is being asked (its answer may be lost). */
  readonly state: 'placing' | 'ringing' | 'answered' | 'accepted' | 'connected' | 'ended';
  readonly callSid: string | null;
  readonly outcome: AttemptOutcome | null;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface Callback {
  readonly id: string;
  readonly siteId: string;
  readonly lineId: string;
  /** The call it was asked for in, and by which tool call: one callback for both, ever. */
  readonly callId: string;
  readonly toolCallId: string;
  readonly kind: 'now' | 'scheduled';
  /** E.164, confirmed by the caller, who passed the number policy. */
  readonly phone: string;
  /** Confirmed by the caller in the same call; null: none was. */
  readonly email: string | null;
  readonly callerName: string | null;
  /** As the model put it; what strangers wrote. */
  readonly reason: string;
  /** BCP-47, of the conversation it was asked for in. */
  readonly language: string;
  /** IANA zone of the caller, where it is known. */
  readonly callerZone: string | null;
  readonly state: CallbackState;
  /** Epoch ms of the time that was agreed; of a callback now: the earliest. */
  readonly startsAt: number;
  /** The time as it was agreed, for what a change of the zone's rules does to it: "2026-12-01T10:30" in an IANA zone. */
  readonly wall: { readonly local: string; readonly zone: string } | null;
  readonly durationMinutes: number;
  /** Of the calendar entry; raised with every change and with the cancellation. */
  readonly sequence: number;
  /** Epoch ms; the caller said they will be there. */
  readonly confirmedAt: number | null;
  /** Minutes before the start of the reminders that went out or were passed over. */
  readonly reminded: readonly number[];
  readonly attempts: readonly CallbackAttempt[];
  /** An operator wants it called at this time though no agent is within their hours. */
  readonly anyHour?: true;
  /** Why it ended or waits, in a few words for an operator. */
  readonly note: string | null;
  /** Epoch ms at which it is to be looked at next: reminder, start, next try, end of a lease. Null: never by itself. */
  readonly nextAt: number | null;
  /** Raised with every change: whoever saves has to have read this one (fencing). */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type CallbackActor = 'caller' | 'bot' | 'agent' | 'system' | 'operator';

/** What happened to it, appended with each change. `detail` holds no number and no address. */
export interface CallbackEvent {
  readonly type: CallbackState | 'rescheduled' | 'confirmed' | 'reminded' | 'attempt' | 'waiting';
  readonly actor: CallbackActor;
  readonly at: number;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** A new state of it with the event that tells how it came about. */
export interface CallbackChange {
  readonly next: Callback;
  readonly event: CallbackEvent;
}

/** One agent's time: what a booking takes from the line's capacity. */
export interface Seat {
  readonly siteId: string;
  readonly lineId: string;
  /** Epoch ms; the end includes the buffer. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Agents per slot: so many seats may overlap. */
  readonly capacity: number;
}

/** What a caller is told of a callback by SMS or e-mail. */
export type CallbackNews =
  | { readonly kind: 'booked' | 'moved' | 'cancelled' }
  | { readonly kind: 'reminder'; readonly minutesBefore: number }
  /** The callback was placed and the caller did not answer. */
  | { readonly kind: 'not_reached' }
  /** We did not call in time. */
  | { readonly kind: 'apology' };

/** `null`: nothing was sent (no medium, opted out, capped). */
export type CallbackNewsOutcome = 'sms' | 'email' | null;
