import type { Call, Contact } from '../domain/call.ts';
import type { Callback } from '../domain/callback.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { Recording } from '../domain/recording.ts';
import type { KeepMode } from '../domain/retention-keys.ts';
import type { StoredOptOut } from './contact-store.ts';

/** A person, as a site knows them: by numbers (E.164) and addresses (lower case). */
export interface Person {
  readonly siteId: string;
  readonly identifiers: readonly string[];
}

/** A call as stored. `status` is null while it runs. */
export interface PersonCall {
  readonly call: Call;
  readonly siteVersion: string;
  readonly status: string | null;
  readonly endedAt: number | null;
}

/** How much there is of somebody, or of something that was done. */
export interface PersonCounts {
  readonly contacts: number;
  readonly calls: number;
  readonly messages: number;
  readonly callbacks: number;
  readonly recordings: number;
  readonly optOuts: number;
}

export const nothingCounted: PersonCounts = {
  contacts: 0,
  calls: 0,
  messages: 0,
  callbacks: 0,
  recordings: 0,
  optOuts: 0,
};

export interface Deletion extends Person {
  readonly id: string;
  readonly requestedBy: string;
  /** Calls that begin later are none of it. */
  readonly requestedAt: number;
  /** What there was when it was asked for. */
  readonly expected: PersonCounts;
  /** What was done so far. */
  readonly counts: PersonCounts;
  /** Then `identifiers` is empty. */
  readonly doneAt: number | null;
}

/** Where what was done is added up, in the transaction that does it, so that the sums are true after any crash. */
export type Ledger =
  | { readonly kind: 'deletion'; readonly id: string }
  | { readonly kind: 'retention'; readonly id: string; readonly lineKey: string };

export interface MessageEvent {
  readonly at: number;
  readonly status: string;
  readonly vendorStatus: string | null;
  readonly errorCode: string | null;
}

/**
 * Everything about one person. Their calls are those from their numbers, those placed to them, and those of callers who
 * withheld their number and gave this one.
 */
export interface PeopleStore {
  countPerson(person: Person): Promise<PersonCounts & { readonly running: number; readonly dialing: number }>;
  /** Ended ones that began by then, by id, after this one. */
  callsOfPerson(
    person: Person,
    page: { readonly startedBy: number; readonly after: string | null; readonly limit: number },
  ): Promise<readonly PersonCall[]>;
  messagesTo(
    person: Person,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly OutboxMessage[]>;
  /** Newest first, running ones too. */
  recentCallsOf(person: Person, limit: number): Promise<readonly PersonCall[]>;
  recentMessagesTo(person: Person, limit: number): Promise<readonly OutboxMessage[]>;
  callbacksTo(person: Person): Promise<readonly Callback[]>;
  contactsOf(person: Person): Promise<readonly Contact[]>;
  optOutsOf(person: Person): Promise<readonly StoredOptOut[]>;
  messageEvents(messageId: string): Promise<readonly MessageEvent[]>;

  saveDeletion(deletion: Deletion): Promise<void>;
  findDeletion(id: string): Promise<Deletion | null>;
  recentDeletions(limit: number): Promise<readonly Deletion[]>;
  unfinishedDeletions(limit: number): Promise<readonly Deletion[]>;
  finishDeletion(id: string, at: number): Promise<void>;

  /**
   * Calls that are over, with all that belongs to them. Their recordings are left to be removed; messages of the last day
   * stay as empty rows that count to the caps; what still waited to be sent is not. An open callback of theirs stays
   * without its call.
   */
  deleteCalls(callIds: readonly string[], ledger: Ledger, now: number): Promise<number>;
  /** Messages to them that belong to other people's calls; there the mention of them is taken out. */
  deleteMessagesTo(person: Person, ledger: Ledger, now: number, limit: number): Promise<number>;
  /** Callbacks that are over. The same. */
  deleteCallbacksTo(person: Person, ledger: Ledger, limit: number): Promise<number>;
  /** Contacts, previews that may hold them; opt-outs go on holding as hashes. */
  deleteContactsOf(person: Person, ledger: Ledger): Promise<void>;
}

export interface RetentionRun {
  /** The day it is for, UTC: `2026-11-25`. */
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** By `site/line`. */
  readonly lines: Readonly<Record<string, RetentionCounts>>;
}

export interface RetentionCounts {
  /** Calls whose words or personal data were taken out. */
  readonly redacted: number;
  /** Calls that were deleted. */
  readonly deleted: number;
  readonly messages: number;
  readonly callbacks: number;
  readonly recordings: number;
}

export interface CallsOfLine {
  readonly siteId: string;
  readonly lineId: string;
  readonly endedBefore: number;
  /** Of the page before. */
  readonly after: { readonly endedAt: number; readonly id: string } | null;
  readonly limit: number;
}
export interface DueCall {
  readonly id: string;
  readonly endedAt: number;
}

/** What is kept of calls, and for how long. Calls with an open callback are left alone until it is over. */
export interface RetentionStore {
  /** Begins the run of a day or goes on with it; null: it is done. */
  beginRetentionRun(id: string, at: number): Promise<RetentionRun | null>;
  endRetentionRun(id: string, at: number): Promise<void>;
  retentionRuns(limit: number): Promise<readonly RetentionRun[]>;
  /** Every line there are calls of, also those no file has any more. */
  linesWithCalls(): Promise<readonly { readonly siteId: string; readonly lineId: string }[]>;
  /** Calls of which more is kept than this, the longest over first; those with messages still to be sent are left out. */
  callsToRedact(calls: CallsOfLine, keep: Exclude<KeepMode, 'everything'>): Promise<readonly DueCall[]>;
  callsToDelete(calls: CallsOfLine): Promise<readonly DueCall[]>;
  redactCalls(
    callIds: readonly string[],
    keep: Exclude<KeepMode, 'everything'>,
    ledger: Ledger,
    now: number,
  ): Promise<number>;
  /** Empty rows of messages that count to no cap any more, and marks of recordings long gone. */
  purgeRemains(now: number): Promise<void>;

  /** Recordings whose sound is to go, the longest waiting first. `deletionId`: of this deletion only. */
  recordingsToRemove(limit: number, deletionId?: string): Promise<readonly Recording[]>;
  /** Its sound is gone everywhere. */
  recordingRemoved(id: string, ledger: Ledger | null, at: number): Promise<void>;
}
