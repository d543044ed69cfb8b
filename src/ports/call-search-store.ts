import type { Call } from '../domain/call.ts';
import type { CallOutcome, CallSummary } from '../domain/call-summary.ts';
import type { Callback } from '../domain/callback.ts';

/** What calls are looked for by; all of it has to hold. Absent: whatever. */
export interface CallFilter {
  readonly siteId?: string;
  readonly lineId?: string;
  /** Epoch ms of the start: from this on, and before that. */
  readonly from?: number;
  readonly to?: number;
  readonly outcome?: CallOutcome;
  readonly direction?: 'inbound' | 'outbound';
  /** Digits only: the end of the caller's number (of the customer's, where we placed the call), or all of it. */
  readonly number?: { readonly digits: string; readonly whole: boolean };
  /** As `searchWords` gives them; every one was said, the last may be the beginning of a word that was. */
  readonly words?: readonly string[];
}

/** Where a page ends: the next one begins behind it. */
export interface CallPosition {
  readonly startedAt: number;
  readonly id: string;
}

/** A call as it is stored, with what a list shows of it. */
export interface FoundCall {
  readonly call: Call;
  readonly siteVersion: string;
  /** Null while it runs. */
  readonly status: string | null;
  readonly endedAt: number | null;
  readonly outcome: CallOutcome;
  readonly summary: CallSummary;
  /** The name of the contact whose number it is. */
  readonly contact: string | null;
  /** SMS and e-mails that left, to whomever. */
  readonly messages: number;
  /** The latest callback asked for in it. */
  readonly callback: { readonly id: string; readonly state: Callback['state'] } | null;
  /** There is a recording, or one is on its way. */
  readonly recorded: boolean;
}

/** One step in the life of a message. */
export interface MessageStep {
  readonly messageId: string;
  readonly at: number;
  readonly status: string;
  /** The carrier's own word. */
  readonly vendorStatus: string | null;
  readonly errorCode: string | null;
}

export interface CallSearchStore {
  /**
   * Newest first. Words are found once a call is over: while it runs nobody has to wait for an index to be kept.
   */
  searchCalls(
    filter: CallFilter,
    page: { readonly limit: number; readonly after?: CallPosition },
  ): Promise<readonly FoundCall[]>;
  /** One of them, by our id. */
  findSummary(callId: string): Promise<FoundCall | null>;
  /**
   * Counts what processes of the version before wrote, and looks after calls nobody heard of for a day. Takes a small
   * part at a time; false: there is more to do.
   */
  catchUpSummaries(now: number): Promise<boolean>;
  /** Of all messages of the call, oldest first. */
  messageStepsOfCall(callId: string): Promise<readonly MessageStep[]>;
}
