import type { Callback, CallbackChange, CallbackEvent, Seat } from '../domain/callback.ts';

export type BookedCallback =
  | { readonly outcome: 'booked'; readonly callback: Callback }
  /** This tool call has its callback already. */
  | { readonly outcome: 'duplicate'; readonly callback: Callback }
  /** The number has an open callback on this line. */
  | { readonly outcome: 'open'; readonly callback: Callback }
  | { readonly outcome: 'slot_taken' };

/** `stale`: somebody else has changed it since it was read; nothing was written. */
export type SavedCallback =
  | { readonly outcome: 'saved'; readonly callback: Callback }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'slot_taken' }
  /** Opening it again: the number has another open one on this line. */
  | { readonly outcome: 'open'; readonly callback: Callback };

/** Callbacks and the seats they take. A seat is never given twice: the database holds it to that. */
export interface CallbackStore {
  /** Writes the callback, its first event and its seat (null: a callback now needs none) in one transaction. */
  bookCallback(change: CallbackChange, seat: Seat | null): Promise<BookedCallback>;
  /**
   * Writes `change.next` with its event if the stored version is still `change.next.version`; the stored one is then one
   * higher. `seat`: the seat it takes instead of the one it had; `free`: it gives its seat back; absent: unchanged.
   * `heldBy`: the call whose hold of that seat becomes the booking, where it is not the call the callback comes from.
   */
  saveCallback(change: CallbackChange, seat?: Seat | 'free', heldBy?: string): Promise<SavedCallback>;
  findCallback(id: string): Promise<Callback | null>;
  /** The open one of a number on a line. */
  openCallback(siteId: string, lineId: string, phone: string): Promise<Callback | null>;
  /** Open ones of a number at these sites, the earliest first. */
  openCallbacksOf(siteIds: readonly string[], phone: string): Promise<readonly Callback[]>;
  callbacksOfCall(callId: string): Promise<readonly Callback[]>;
  /** Scheduled ones that start after this, by start: for what a change of a zone's rules does to them. */
  scheduledCallbacks(startsAfter: number, limit: number): Promise<readonly Callback[]>;
  /** Newest first: for the operator. */
  recentCallbacks(limit: number): Promise<readonly Callback[]>;
  callbackEvents(id: string): Promise<readonly CallbackEvent[]>;
  /**
   * Takes callbacks whose `nextAt` has come: each is given to one process only, with `nextAt` put off by `leaseMs` and
   * the version raised. State and attempts are as they were: an attempt still `placing` was left by a killed process.
   */
  claimCallbacks(now: number, leaseMs: number, limit: number): Promise<readonly Callback[]>;

  /**
   * Keeps a seat for a call until `until`; false when all are taken. The call's earlier holds of other times stay; one
   * that overlaps is replaced.
   */
  holdSeat(seat: Seat, callId: string, until: number, now: number): Promise<boolean>;
  /** Booked seats and live holds of other calls that overlap the time. `capacity` is not read. */
  takenSeats(
    line: Pick<Seat, 'siteId' | 'lineId' | 'startsAt' | 'endsAt'>,
    callId: string,
    now: number,
  ): Promise<readonly Pick<Seat, 'startsAt' | 'endsAt'>[]>;
}
