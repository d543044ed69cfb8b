import { once } from 'node:events';
import type { Response } from 'express';
import type { Person } from '../../ports/people-store.ts';
import type { Store, StoredCall } from '../../ports/store.ts';

const callsAtATime = 20;
const messagesAtATime = 100;

/**
 * All there is of a person as one JSON document, written piece by piece: whoever has called for years gets all of it,
 * and it is never all in memory.
 */
export async function writePerson(store: Store, person: Person, at: number, response: Response): Promise<void> {
  const write = async (text: string): Promise<void> => {
    if (!response.write(text)) await once(response, 'drain');
  };
  const { siteId, identifiers } = person;
  const [contacts, optOuts] = await Promise.all([store.contactsOf(person), store.optOutsOf(person)]);
  const head = { site: siteId, exportedAt: new Date(at).toISOString(), identifiers, contacts, optOuts };
  await write(`${JSON.stringify(head, null, 2).slice(0, -2)},\n`);
  const inCalls = { messages: new Set<string>(), callbacks: new Set<string>() };
  await writeList(write, 'calls', callsOf(store, person, at, inCalls));
  await write(',\n');
  await writeList(write, 'otherMessages', messagesOf(store, person, inCalls.messages));
  await write(',\n');
  await writeList(write, 'otherCallbacks', callbacksOf(store, person, inCalls.callbacks));
  await write('\n}\n');
  response.end();
}

async function writeList(
  write: (text: string) => Promise<void>,
  name: string,
  items: AsyncIterable<unknown>,
): Promise<void> {
  let isFirst = true;
  await write(`  ${JSON.stringify(name)}: [`);
  for await (const item of items) {
    await write(`${isFirst ? '' : ','}\n    ${JSON.stringify(item)}`);
    isFirst = false;
  }
  await write(isFirst ? ']' : '\n  ]');
}

interface Seen {
  readonly messages: Set<string>;
  readonly callbacks: Set<string>;
}

async function* callsOf(store: Store, person: Person, startedBy: number, seen: Seen): AsyncGenerator<unknown> {
  for (let after: string | null = null; ; ) {
    const calls: readonly StoredCall[] = await store.callsOfPerson(person, { startedBy, after, limit: callsAtATime });
    for (const call of calls) yield await wholeCall(store, call, seen);
    after = calls.at(-1)?.call.id ?? null;
    if (after === null) return;
  }
}

/** A transcript is among the events. The sound is a file of its own, at its link. */
async function wholeCall(store: Store, { call, status, endedAt }: StoredCall, seen: Seen) {
  const [events, messages, callbacks, recordings] = await Promise.all([
    store.eventsOfCall(call.id),
    store.messagesOfCall(call.id),
    store.callbacksOfCall(call.id),
    store.recordingsOfCall(call.id),
  ]);
  for (const { id } of messages) seen.messages.add(id);
  for (const { id } of callbacks) seen.callbacks.add(id);
  return {
    ...{ call, status, endedAt, events },
    messages: await Promise.all(messages.map((one) => withHistory(store, one))),
    callbacks: await Promise.all(callbacks.map((one) => withEvents(store, one))),
    recordings: recordings.map((one) => ({ ...one, url: one.state === 'stored' ? `/api/recordings/${one.id}` : null })),
  };
}

async function* messagesOf(store: Store, person: Person, seen: ReadonlySet<string>): AsyncGenerator<unknown> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Store['messagesTo']>> = await store.messagesTo(person, {
      after,
      limit: messagesAtATime,
    });
    for (const message of page) if (!seen.has(message.id)) yield await withHistory(store, message);
    after = page.at(-1)?.id ?? null;
    if (after === null) return;
  }
}

async function* callbacksOf(store: Store, person: Person, seen: ReadonlySet<string>): AsyncGenerator<unknown> {
  for (const callback of await store.callbacksTo(person))
    if (!seen.has(callback.id)) yield await withEvents(store, callback);
}

const withHistory = async <T extends { readonly id: string }>(store: Store, message: T) => ({
  ...message,
  history: await store.messageEvents(message.id),
});

const withEvents = async <T extends { readonly id: string }>(store: Store, callback: T) => ({
  ...callback,
  events: await store.callbackEvents(callback.id),
});
