import type { Contact } from '../../src/domain/call.ts';
import { type CallSummary, emptySummary, endedBy, outcomeOf, summarise } from '../../src/domain/call-summary.ts';
import type { Callback } from '../../src/domain/callback.ts';
import type { StoredCallEvent } from '../../src/domain/event.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { backwardDigits, otherParty } from '../../src/domain/other-party.ts';
import type { Recording } from '../../src/domain/recording.ts';
import { wantedWords, wordsOfCall } from '../../src/domain/search-words.ts';
import type { CallFilter, CallPosition, FoundCall, MessageStep } from '../../src/ports/call-search-store.ts';
import type { StoredCall } from '../../src/ports/store.ts';

/** What the store in memory has. */
export interface Remembered {
  readonly calls: readonly StoredCall[];
  readonly contacts: readonly Contact[];
  readonly messages: readonly OutboxMessage[];
  readonly callbacks: readonly Callback[];
  readonly recordings: readonly Recording[];
  eventsOf(callId: string): readonly StoredCallEvent[];
}

/** Finding calls in memory: everything is worked out anew each time, from all events. */
export function searchRemembered(
  remembered: Remembered,
  filter: CallFilter,
  { limit, after }: { readonly limit: number; readonly after?: CallPosition },
): readonly FoundCall[] {
  return remembered.calls
    .toSorted((a, b) => b.call.startedAt - a.call.startedAt || (a.call.id < b.call.id ? 1 : -1))
    .filter(({ call }) => after === undefined || isBehind(call, after))
    .map((stored) => found(remembered, stored))
    .filter((one) => matches(one, filter, remembered.eventsOf(one.call.id)))
    .slice(0, limit);
}

export function found(remembered: Remembered, stored: StoredCall): FoundCall {
  const { call, status } = stored;
  const own = ({ callId }: { readonly callId: string }): boolean => callId === call.id;
  const counted = summarise(emptySummary, remembered.eventsOf(call.id));
  const summary: CallSummary = status === null ? counted : endedBy(counted, status);
  const number = otherParty(call);
  const known = remembered.contacts.find(
    ({ siteId, identifiers }) => siteId === call.siteId && number !== null && identifiers.includes(number),
  );
  const callback = remembered.callbacks
    .filter(own)
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .at(-1);
  const left = ['sent', 'delivered', 'undelivered'];
  return {
    ...stored,
    outcome: outcomeOf(summary),
    summary,
    contact: known?.name ?? null,
    messages: remembered.messages.filter(
      (message) => own(message) && message.content.medium !== 'http' && left.includes(message.status),
    ).length,
    callback: callback === undefined ? null : { id: callback.id, state: callback.state },
    recorded: remembered.recordings.some((one) => own(one) && (one.state === 'reported' || one.state === 'stored')),
  };
}

const isBehind = ({ startedAt, id }: CallPosition, after: CallPosition): boolean =>
  startedAt < after.startedAt || (startedAt === after.startedAt && id < after.id);

function matches(one: FoundCall, filter: CallFilter, events: readonly StoredCallEvent[]): boolean {
  const { call } = one;
  const { siteId, lineId, from, to, outcome, direction, number, words = [] } = filter;
  return (
    (siteId === undefined || call.siteId === siteId) &&
    (lineId === undefined || call.lineId === lineId) &&
    (from === undefined || call.startedAt >= from) &&
    (to === undefined || call.startedAt < to) &&
    (outcome === undefined || one.outcome === outcome) &&
    (direction === undefined || call.direction === direction) &&
    (number === undefined || hasDigits(otherParty(call), number)) &&
    (words.length === 0 || (one.summary.ended !== null && wereSaid(events, words)))
  );
}

function hasDigits(party: string | null, { digits, whole }: NonNullable<CallFilter['number']>): boolean {
  const own = party === null ? '' : backwardDigits(party);
  const wanted = [...digits].toReversed().join('');
  return whole ? own === wanted : own.startsWith(wanted);
}

function wereSaid(events: readonly StoredCallEvent[], words: readonly string[]): boolean {
  const said = new Set(wordsOfCall(events));
  const { all, beginning } = wantedWords(words);
  return (
    all.every((word) => said.has(word)) && (beginning === null || [...said].some((word) => word.startsWith(beginning)))
  );
}

/** The store in memory keeps no history: the last step only. */
export const lastStep = ({ id, updatedAt, status, errorCode }: OutboxMessage): MessageStep => ({
  messageId: id,
  at: updatedAt,
  status,
  vendorStatus: null,
  errorCode,
});
