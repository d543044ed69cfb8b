import type { Call, Contact } from '../domain/call.ts';
import type { CallEvent, StoredCallEvent } from '../domain/event.ts';
import type { HttpResult, Medium, MessageStatus, OutboxMessage } from '../domain/message.ts';
import type { Notice, OptOutSource } from '../domain/notice.ts';
import type { Caps } from '../domain/plan.ts';
import type { Recording } from '../domain/recording.ts';
import type { AccountStore } from './account-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { CallSearchStore } from './call-search-store.ts';
import type { CallbackStore } from './callback-store.ts';
import type { ContactStore } from './contact-store.ts';
import type { DeskStore } from './desk-store.ts';
import type { FeedStore } from './feed-store.ts';
import type { OperationsStore } from './operations-store.ts';
import type { PeopleStore, RetentionStore } from './people-store.ts';
import type { SiteFileStore } from './site-file-store.ts';

export interface NewCall {
  readonly call: Call;
  readonly siteVersion: string;
}

/** A call as stored. `status` is null while it runs. */
export interface StoredCall {
  readonly call: Call;
  readonly siteVersion: string;
  readonly status: string | null;
  readonly endedAt: number | null;
}

/** What may be sent: counted over everything reserved and not definitely failed, within the message's site and medium. */
export type MessageCaps = Caps;

export type CapCode =
  | 'cap_conversation'
  | 'cap_site_hour'
  | 'cap_destination_day'
  | 'cap_country_day'
  | 'cap_spend_day';

export type ReservedMessage =
  | { readonly outcome: 'reserved'; readonly message: OutboxMessage }
  /** This tool call already has its message: the answer is its state, nothing is sent again. */
  | { readonly outcome: 'duplicate'; readonly message: OutboxMessage }
  | { readonly outcome: 'refused'; readonly code: CapCode | 'opted_out' };

/** What a delivery attempt came to. */
export type DeliveryReport =
  /** `vendorId` null: it has none (an `http` request). */
  | { readonly status: 'sent'; readonly vendorId: string | null; readonly result?: HttpResult }
  | { readonly status: 'failed'; readonly errorCode: string; readonly errorMessage: string; readonly optOut: boolean }
  | { readonly status: 'retry'; readonly errorCode: string; readonly at: number }
  | { readonly status: 'unknown'; readonly at: number };

/**
 * Everything remembered. Methods throw AttendantError `store_unavailable` when the database is away and nothing else
 * a caller of theirs must handle. Times are epoch ms, given by the caller or the Clock, never by the database.
 */
export interface Store
  extends CallbackStore,
    AuditStore,
    FeedStore,
    AccountStore,
    CallSearchStore,
    DeskStore,
    ContactStore,
    PeopleStore,
    RetentionStore,
    SiteFileStore,
    OperationsStore {
  /** Opens the call unless its callSid is known already (a duplicate webhook): then the first one is returned. */
  openCall(newCall: NewCall): Promise<{ readonly stored: StoredCall; readonly created: boolean }>;
  findCall(callSid: string): Promise<StoredCall | null>;
  /** By our own id. */
  findCallById(callId: string): Promise<StoredCall | null>;
  /** Idempotent: the first end stays. */
  endCall(callId: string, end: { readonly status: string; readonly at: number }): Promise<void>;
  /** Calls not ended, oldest first: for the record after a crash. */
  openCalls(limit: number): Promise<readonly StoredCall[]>;
  /** Calls not ended that began after `since` (epoch ms), newest first: for the operator. */
  runningCalls(since: number, limit: number): Promise<readonly StoredCall[]>;

  /** Newest first: for the operator. */
  recentCalls(limit: number): Promise<readonly StoredCall[]>;

  /** Appends in the order given; sequence numbers are the store's. */
  appendEvents(events: readonly { readonly callId: string; readonly event: CallEvent }[]): Promise<void>;
  eventsOfCall(callId: string): Promise<readonly StoredCallEvent[]>;

  saveSiteVersion(version: string, siteId: string, document: unknown, at: number): Promise<void>;
  findSiteVersion(version: string): Promise<unknown>;

  /** `reusable`: may open another socket when the first was lost (application reconnect). Stored hashed. */
  saveRelayToken(
    token: string,
    callSid: string,
    options: { readonly expiresAt: number; readonly reusable: boolean },
  ): Promise<void>;
  /** True exactly once for an unexpired token of this call, and again after `releaseRelayToken` if reusable. Atomic. */
  redeemRelayToken(token: string, callSid: string, now: number): Promise<boolean>;
  /** The socket was lost without a clean end. */
  releaseRelayToken(token: string): Promise<void>;

  /** Checks opt-out and caps and writes the outbox row and its delivery job in one transaction, exactly, under load. */
  reserveMessage(
    message: Omit<OutboxMessage, 'status' | 'attempts' | 'vendorId' | 'errorCode' | 'result' | 'dueAt' | 'updatedAt'>,
    caps: MessageCaps,
  ): Promise<ReservedMessage>;
  /**
   * Takes the message for one delivery attempt (stored as `sending` with a lease); null when it is not due or taken.
   * The row returned has `attempts` raised and the status from BEFORE the claim: `unknown` and `sending` (a lease that
   * ran out) mean that an earlier attempt may have gone through, so it is looked up before any repeat.
   */
  claimMessage(messageId: string, now: number, leaseMs: number): Promise<OutboxMessage | null>;
  /** Ends a claimed attempt. `attempts` is the fencing token of the claim: a stale one changes nothing. */
  reportDelivery(
    messageId: string,
    attempts: number,
    report: DeliveryReport,
    now: number,
  ): Promise<OutboxMessage | null>;
  /** Reserved, due for retry, unknown, or `sending` with an expired lease: what a start after a crash has to deliver. */
  undeliveredMessages(now: number, limit: number): Promise<readonly OutboxMessage[]>;
  /** A status callback. Never goes back from a terminal status. Null when no message has this vendor id (yet). */
  recordMessageStatus(
    vendorId: string,
    status: MessageStatus,
    detail: { readonly vendorStatus: string; readonly errorCode: string | null; readonly at: number },
  ): Promise<OutboxMessage | null>;
  messagesOfCall(callId: string): Promise<readonly OutboxMessage[]>;
  findMessage(messageId: string): Promise<OutboxMessage | null>;
  /** Vendor ids of all messages to this destination since (epoch ms): none of them is the one that is looked for. */
  vendorIdsTo(destination: string, since: number): Promise<readonly string[]>;

  isOptedOut(siteId: string, medium: Medium, destination: string): Promise<boolean>;
  /**
   * `source`: who says so. A wish to hear again said on the phone lifts only what was said on the phone; a texted one
   * lifts everything.
   */
  setOptOut(
    siteId: string,
    medium: Medium,
    destination: string,
    optedOut: boolean,
    at: number,
    source: OptOutSource,
  ): Promise<void>;

  /** Keeps what a running call is to be told, once by its id. False when the call is over or unknown. */
  addNotice(notice: Notice): Promise<boolean>;
  /** The notices of these calls, oldest first; each is given out exactly once. Atomic. */
  takeNotices(callIds: readonly string[]): Promise<readonly Notice[]>;

  /** A one-time form of a call. Stored hashed. */
  saveForm(token: string, form: { readonly callId: string; readonly expiresAt: number }): Promise<void>;
  /** The call of a form that is neither used nor expired; changes nothing. */
  findForm(token: string, now: number): Promise<{ readonly callId: string } | null>;
  /** The same, exactly once. Atomic. */
  redeemForm(token: string, now: number): Promise<{ readonly callId: string } | null>;

  /** Inserts or replaces by id; `stored` is never undone by a late report. */
  saveRecording(recording: Recording): Promise<Recording>;
  findRecording(id: string): Promise<Recording | null>;
  recordingsOfCall(callId: string): Promise<readonly Recording[]>;
  /** Recordings still only with the carrier, oldest first. */
  unfetchedRecordings(limit: number): Promise<readonly Recording[]>;

  /** A secret all processes share, e.g. to sign links: the first one kept under this name, else `fresh`, kept now. */
  sharedSecret(name: string, fresh: string): Promise<string>;

  /** Forgets expired tokens, forms and sessions, and statuses and notices nobody came for within a day. */
  purgeExpired(now: number): Promise<void>;

  /** By E.164 number or lower-case address. */
  findContact(siteId: string, identifier: string): Promise<Contact | null>;
  /** Inserts or replaces by id. */
  saveContacts(contacts: readonly Contact[]): Promise<void>;

  /** Throws when the database does not answer: for `/readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
