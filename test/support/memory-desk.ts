import { type Callback, isOpenCallback } from '../../src/domain/callback.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import type { After, CallbackSearch, MessageSearch } from '../../src/ports/desk-store.ts';

/** The lists of the console, over what the store in memory has. */
export function searchCallbacks(all: Iterable<Callback>, search: CallbackSearch): readonly Callback[] {
  const { siteId, lineId, states, open, from, before, order } = search;
  const found = [...all].filter(
    (callback) =>
      isOrAny(siteId, callback.siteId) &&
      isOrAny(lineId, callback.lineId) &&
      (states === undefined || states.includes(callback.state)) &&
      (open === undefined || isOpenCallback(callback)) &&
      isWithin(callback.startsAt, from, before),
  );
  const timeOf = ({ startsAt, createdAt }: Callback): number => (order === 'soonest' ? startsAt : createdAt);
  return page(found, timeOf, order === 'soonest' ? 1 : -1, search);
}

export function searchMessages(all: Iterable<OutboxMessage>, search: MessageSearch): readonly OutboxMessage[] {
  const { siteId, lineId, callId, medium, statuses, to, from, before } = search;
  const found = [...all].filter(
    (message) =>
      isOrAny(siteId, message.siteId) &&
      isOrAny(lineId, message.lineId) &&
      isOrAny(callId, message.callId) &&
      isOrAny(medium, message.content.medium) &&
      (statuses === undefined || statuses.includes(message.status)) &&
      (to === undefined || ('is' in to ? message.content.to === to.is : message.content.to.endsWith(to.endsWith))) &&
      isWithin(message.createdAt, from, before),
  );
  return page(found, ({ createdAt }) => createdAt, -1, search);
}

const isOrAny = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value;

const isWithin = (at: number, from: number | undefined, before: number | undefined): boolean =>
  (from === undefined || at >= from) && (before === undefined || at < before);

function page<T extends { readonly id: string }>(
  found: readonly T[],
  timeOf: (one: T) => number,
  direction: 1 | -1,
  { after, limit }: { readonly after?: After | undefined; readonly limit: number },
): readonly T[] {
  const compare = (a: After, b: After): number => (a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)) * direction;
  const placeOf = (one: T): After => ({ at: timeOf(one), id: one.id });
  return found
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)))
    .filter((one) => after === undefined || compare(placeOf(one), after) > 0)
    .slice(0, limit);
}
