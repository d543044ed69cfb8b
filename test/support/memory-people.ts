import type { Callback } from '../../src/domain/callback.ts';
import { isOpenCallback } from '../../src/domain/callback.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { redactContent } from '../../src/domain/redaction/redact-content.ts';
import { withoutIdentifiers } from '../../src/domain/redaction/redact-event.ts';
import type { Deletion, Ledger, PeopleStore, Person, RetentionRun } from '../../src/ports/people-store.ts';
import type { StoredCall } from '../../src/ports/store.ts';
import { MemoryContacts } from './memory-contacts.ts';
import { hashed } from './memory-hash.ts';

type Done = Record<string, number>;
const dayMs = 86_400_000;
const waiting: readonly string[] = ['reserved', 'sending', 'retry', 'unknown'];

/** A person's data and what is kept of calls, in memory. */
export abstract class MemoryPeople extends MemoryContacts implements PeopleStore {
  /** Null: none of its events stay. */
  protected abstract rewriteEvents(callId: string, rewrite: ((event: CallEvent) => CallEvent) | null): void;
  readonly deletions = new Map<string, Deletion>();
  readonly runs = new Map<string, RetentionRun>();
  protected readonly gone = new Set<string>();
  protected readonly deletionOf = new Map<string, string>();

  async countPerson(person: Person) {
    this.here();
    const own = this.ownCalls(person);
    const ids = own.map(({ call }) => call.id);
    const callbacks = [...this.callbacks.values()].filter(
      (one) => (one.siteId === person.siteId && person.identifiers.includes(one.phone)) || ids.includes(one.callId),
    );
    const messages = this.live().filter((one) => this.isTo(person, one) || ids.includes(one.callId));
    return {
      contacts: (await this.contactsOf(person)).length,
      calls: own.length,
      running: own.filter(({ status }) => status === null).length,
      messages: messages.length,
      callbacks: callbacks.length,
      dialing: callbacks.filter((one) => isOpenCallback(one) && one.attempts.some(({ state }) => state !== 'ended'))
        .length,
      recordings: [...this.recordings.values()].filter(
        ({ callId, state }) => ids.includes(callId) && ['reported', 'stored', 'removing'].includes(state),
      ).length,
      optOuts: (await this.optOutsOf(person)).length,
    };
  }

  async callsOfPerson(person: Person, page: { startedBy: number; after: string | null; limit: number }) {
    this.here();
    return this.ownCalls(person)
      .filter(({ call, status }) => status !== null && call.startedAt <= page.startedBy)
      .filter(({ call }) => page.after === null || call.id > page.after)
      .toSorted((a, b) => (a.call.id < b.call.id ? -1 : 1))
      .slice(0, page.limit);
  }

  async messagesTo(person: Person, page: { after: string | null; limit: number }) {
    this.here();
    return [...this.messages.values()]
      .filter((one) => this.isTo(person, one) && (page.after === null || one.id > page.after))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, page.limit);
  }

  async recentCallsOf(person: Person, limit: number) {
    this.here();
    return this.ownCalls(person)
      .toSorted((a, b) => b.call.startedAt - a.call.startedAt)
      .slice(0, limit);
  }

  async recentMessagesTo(person: Person, limit: number) {
    const all = await this.messagesTo(person, { after: null, limit: Number.POSITIVE_INFINITY });
    return all.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, limit);
  }

  async callbacksTo({ siteId, identifiers }: Person) {
    this.here();
    return [...this.callbacks.values()].filter((one) => one.siteId === siteId && identifiers.includes(one.phone));
  }

  async contactsOf({ siteId, identifiers }: Person) {
    this.here();
    return [...this.contacts.values()].filter(
      (one) => one.siteId === siteId && one.identifiers.some((found) => identifiers.includes(found)),
    );
  }

  async optOutsOf({ siteId, identifiers }: Person) {
    this.here();
    return this.allOptOuts().filter((one) => one.siteId === siteId && identifiers.includes(one.destination ?? ''));
  }

  async messageEvents() {
    this.here();
    return [];
  }

  async saveDeletion(deletion: Deletion) {
    this.here();
    this.deletions.set(deletion.id, deletion);
  }

  async findDeletion(id: string) {
    this.here();
    return this.deletions.get(id) ?? null;
  }

  async recentDeletions(limit: number) {
    this.here();
    return [...this.deletions.values()].toSorted((a, b) => b.requestedAt - a.requestedAt).slice(0, limit);
  }

  async unfinishedDeletions(limit: number) {
    return (await this.recentDeletions(Number.POSITIVE_INFINITY))
      .filter(({ doneAt }) => doneAt === null)
      .slice(0, limit);
  }

  async finishDeletion(id: string, at: number) {
    this.here();
    const known = this.deletions.get(id);
    if (known !== undefined && known.doneAt === null) this.deletions.set(id, { ...known, doneAt: at, identifiers: [] });
  }

  async deleteCalls(callIds: readonly string[], ledger: Ledger, now: number) {
    this.here();
    const over = [...this.calls].filter(
      ([, { call, status }]) => callIds.includes(call.id) && (status !== null || call.startedAt < now - dayMs),
    );
    const done = { calls: over.length, deleted: over.length, messages: 0, callbacks: 0 };
    for (const [sid, { call }] of over) {
      done.messages += this.deleteMessages((one) => one.callId === call.id, now);
      done.callbacks += this.deleteCallbacks((one) => one.callId === call.id);
      this.leaveRecordings(call.id, ledger, now);
      this.rewriteEvents(call.id, null);
      this.calls.delete(sid);
    }
    this.enter(ledger, done);
    return over.length;
  }

  async deleteMessagesTo(person: Person, ledger: Ledger, now: number, limit: number) {
    this.here();
    const some = this.live()
      .filter((one) => this.isTo(person, one))
      .slice(0, limit);
    for (const { callId } of some) this.rewriteEvents(callId, (event) => withoutIdentifiers(event, person.identifiers));
    const messages = this.deleteMessages((one) => some.includes(one), now);
    this.enter(ledger, { messages });
    return messages;
  }

  async deleteCallbacksTo(person: Person, ledger: Ledger, limit: number) {
    const some = (await this.callbacksTo(person)).filter((one) => !isOpenCallback(one)).slice(0, limit);
    for (const { callId } of some) this.rewriteEvents(callId, (event) => withoutIdentifiers(event, person.identifiers));
    const callbacks = this.deleteCallbacks((one) => some.includes(one));
    this.enter(ledger, { callbacks });
    return callbacks;
  }

  async deleteContactsOf(person: Person, ledger: Ledger) {
    const contacts = await this.contactsOf(person);
    for (const { id } of contacts) this.contacts.delete(id);
    this.raiseContacts(person.siteId);
    for (const [id, { one }] of this.imports) if (one.siteId === person.siteId) this.imports.delete(id);
    const optOuts = await this.optOutsOf(person);
    for (const { siteId, medium, destination, source } of optOuts) {
      this.optOuts.delete(`${siteId} ${medium} ${destination}`);
      this.optOuts.set(`${siteId} ${medium} ${hashed(medium, destination ?? '')}`, source);
    }
    this.enter(ledger, { contacts: contacts.length, optOuts: optOuts.length });
  }

  protected ownCalls(person: Person): readonly StoredCall[] {
    const { siteId, identifiers } = person;
    const given = new Set([
      ...[...this.messages.values()]
        .filter((one) => this.isTo(person, one) && one.audience === 'caller')
        .map(({ callId }) => callId),
      ...[...this.callbacks.values()].filter(({ phone }) => identifiers.includes(phone)).map(({ callId }) => callId),
    ]);
    return [...this.calls.values()].filter(({ call }) => {
      if (call.siteId !== siteId) return false;
      if (call.direction === 'outbound' && identifiers.includes(call.to)) return true;
      return call.from.kind === 'phone'
        ? identifiers.includes(call.from.number)
        : call.direction === 'inbound' && given.has(call.id);
    });
  }

  protected live = (): readonly OutboxMessage[] => [...this.messages.values()].filter(({ id }) => !this.gone.has(id));

  protected isTo({ siteId, identifiers }: Person, one: OutboxMessage): boolean {
    return one.siteId === siteId && identifiers.includes(one.content.to);
  }

  protected deleteMessages(which: (one: OutboxMessage) => boolean, now: number): number {
    const some = this.live().filter(which);
    for (const one of some) {
      const content = redactContent(one.content, 'metadata', hashed(one.content.medium, one.content.to), []);
      if (one.createdAt <= now - dayMs) this.messages.delete(one.id);
      else {
        const stopped = waiting.includes(one.status) ? ({ status: 'failed', errorCode: 'deleted' } as const) : {};
        this.messages.set(one.id, { ...one, content, result: null, ...stopped, updatedAt: now });
        this.gone.add(one.id);
      }
    }
    return some.length;
  }

  protected deleteCallbacks(which: (one: Callback) => boolean): number {
    const some = [...this.callbacks.values()].filter((one) => !isOpenCallback(one) && which(one));
    for (const { id } of some) this.forgetCallback(id);
    return some.length;
  }

  protected leaveRecordings(callId: string, ledger: Ledger, now: number): void {
    for (const one of [...this.recordings.values()].filter((it) => it.callId === callId)) {
      if (one.state === 'removing' || one.state === 'deleted') continue;
      const state = one.state === 'reported' || one.state === 'stored' ? 'removing' : 'deleted';
      this.recordings.set(one.id, { ...one, state, updatedAt: now });
      if (ledger.kind === 'deletion') this.deletionOf.set(one.id, ledger.id);
    }
  }

  protected enter(ledger: Ledger, done: Done): void {
    const add = (before: Done): Done =>
      Object.fromEntries(Object.entries(before).map(([key, count]) => [key, count + (done[key] ?? 0)]));
    if (ledger.kind === 'deletion') {
      const known = this.deletions.get(ledger.id);
      if (known !== undefined)
        this.deletions.set(ledger.id, { ...known, counts: add({ ...known.counts }) as unknown as Deletion['counts'] });
      return;
    }
    const run = this.runs.get(ledger.id);
    if (run === undefined || Object.values(done).every((count) => count === 0)) return;
    const nothing = { redacted: 0, deleted: 0, messages: 0, callbacks: 0, recordings: 0 };
    const line = add({ ...nothing, ...run.lines[ledger.lineKey] }) as unknown as RetentionRun['lines'][string];
    this.runs.set(ledger.id, { ...run, lines: { ...run.lines, [ledger.lineKey]: line } });
  }
}
