import type { Callback, CallbackState, Seat } from '../domain/callback.ts';
import type { MessageStatus, OutboxContent, OutboxMessage } from '../domain/message.ts';

/** Where the page before ended: the time it is in order of (epoch ms) and the id. */
export interface After {
  readonly at: number;
  readonly id: string;
}

interface Page {
  readonly limit: number;
  readonly after?: After | undefined;
}

export interface CallbackSearch extends Page {
  readonly siteId?: string | undefined;
  readonly lineId?: string | undefined;
  /** Any of these; absent: any. */
  readonly states?: readonly CallbackState[] | undefined;
  /** Only those that are not over. */
  readonly open?: true | undefined;
  /** Epoch ms: `startsAt` from … on, and before … */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
  /** `newest`: by `createdAt`, the newest first. `soonest`: by `startsAt`, the earliest first. */
  readonly order: 'newest' | 'soonest';
}

export interface MessageSearch extends Page {
  readonly siteId?: string | undefined;
  readonly lineId?: string | undefined;
  readonly callId?: string | undefined;
  readonly medium?: OutboxContent['medium'] | undefined;
  readonly statuses?: readonly MessageStatus[] | undefined;
  /** The first recipient, whole (E.164, a lower-case address, a host) or how it ends. */
  readonly to?: { readonly is: string } | { readonly endsWith: string } | undefined;
  /** Epoch ms of `createdAt`: from … on, and before … */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
}

/** One status a message went through. `vendorStatus`: the vendor's own word, where it was the vendor who said so. */
export interface MessageStep {
  readonly at: number;
  readonly status: MessageStatus;
  readonly vendorStatus: string | null;
  readonly errorCode: string | null;
}

/** A booked seat, or one that is held for a running call (`callbackId` null). */
export interface TakenSeat {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly callbackId: string | null;
}

/** What the pages of callbacks and messages look up. */
export interface DeskStore {
  findCallbacks(search: CallbackSearch): Promise<readonly Callback[]>;
  /** Booked seats and live holds that overlap the time, the earliest first. */
  seatsOfLine(
    span: Pick<Seat, 'siteId' | 'lineId' | 'startsAt' | 'endsAt'>,
    now: number,
  ): Promise<readonly TakenSeat[]>;
  /** The newest first. */
  findMessages(search: MessageSearch): Promise<readonly OutboxMessage[]>;
  /** The earliest first. */
  messageHistory(messageId: string): Promise<readonly MessageStep[]>;
}
