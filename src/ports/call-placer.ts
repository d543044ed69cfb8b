import type { Outcome } from '../domain/errors.ts';
import type { VendorFailure } from '../ports.ts';

/** A call for the carrier to place. */
export interface NewOutboundCall {
  /** E.164 or a SIP URI. */
  readonly to: string;
  /** E.164, one of ours. */
  readonly from: string;
  /** Asked for a document once somebody answers. Names our attempt: how a call is told from another to the same number. */
  readonly url: string;
  /** Told of initiated, ringing, answered, completed. */
  readonly statusCallbackUrl: string;
  readonly ringSeconds: number;
  /** The longest the call may last. */
  readonly limitSeconds: number;
  /** Find out first whether a machine answers, and wait for its beep. */
  readonly detectMachine: boolean;
}

export interface PlacedCall {
  readonly callSid: string;
  /** The vendor's word, e.g. `queued`, `completed`. */
  readonly status: string;
  /** Epoch ms; null where the vendor gives none. */
  readonly createdAt: number | null;
}

/** Outbound calls over the carrier's REST side. Must not throw: failures are values. */
export interface CallPlacer {
  placeCall(call: NewOutboundCall): Promise<Outcome<PlacedCall, VendorFailure>>;
  /** Calls between these parties created since (epoch ms), newest first: settles an unknown outcome. */
  findCalls(
    parties: Pick<NewOutboundCall, 'to' | 'from'>,
    since: number,
  ): Promise<Outcome<readonly PlacedCall[], VendorFailure>>;
  /** The URLs the carrier has asked on behalf of a call so far (twilio.com/docs/voice/api/call-event-resource). */
  requestsOfCall(callSid: string): Promise<Outcome<readonly string[], VendorFailure>>;
  /** Hangs up, or stops the ringing. A call that is over already counts as done. */
  endCall(callSid: string): Promise<Outcome<null, VendorFailure>>;
}
