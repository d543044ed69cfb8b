import { isOpenCallback } from '../../src/domain/callback.ts';
import { redactCallback, redactContent } from '../../src/domain/redaction/redact-content.ts';
import { redactEvent } from '../../src/domain/redaction/redact-event.ts';
import type { KeepMode } from '../../src/domain/retention-keys.ts';
import type { CallsOfLine, Ledger, RetentionStore } from '../../src/ports/people-store.ts';
import type { StoredCall } from '../../src/ports/store.ts';
import { hashed } from './memory-hash.ts';
import { MemoryPeople } from './memory-people.ts';

type Kept = Exclude<KeepMode, 'everything'>;
const dayMs = 86_400_000;
const waiting: readonly string[] = ['reserved', 'sending', 'retry', 'unknown'];

/** What is kept of calls, in memory. */
export abstract class MemoryRetention extends MemoryPeople implements RetentionStore {
  readonly redacted = new Map<string, Kept>();

  async beginRetentionRun(id: string, at: number) {
    this.here();
    const run = this.runs.get(id) ?? { id, startedAt: at, endedAt: null, lines: {} };
    this.runs.set(id, run);
    return run.endedAt === null ? run : null;
  }

  async endRetentionRun(id: string, at: number) {
    this.here();
    const run = this.runs.get(id);
    if (run?.endedAt === null) this.runs.set(id, { ...run, endedAt: at });
  }

  async retentionRuns(limit: number) {
    this.here();
    return [...this.runs.values()].toSorted((a, b) => b.startedAt - a.startedAt).slice(0, limit);
  }

  async linesWithCalls() {
    this.here();
    const lines = [...this.calls.values()].map(({ call }) => [`${call.siteId}/${call.lineId}`, call] as const);
    return [...new Map(lines).values()].map(({ siteId, lineId }) => ({ siteId, lineId }));
  }

  async callsToRedact(calls: CallsOfLine, keep: Kept) {
    this.here();
    return this.#due(
      calls,
      ({ call }) =>
        (!this.redacted.has(call.id) || (keep === 'metadata' && this.redacted.get(call.id) === 'no_personal_data')) &&
        ![...this.messages.values()].some((one) => one.callId === call.id && waiting.includes(one.status)),
    );
  }

  async callsToDelete(calls: CallsOfLine) {
    this.here();
    return this.#due(calls, () => true);
  }

  async redactCalls(callIds: readonly string[], keep: Kept, ledger: Ledger, now: number) {
    this.here();
    const done = { redacted: 0, messages: 0, callbacks: 0 };
    for (const [sid, stored] of this.calls) {
      const { call } = stored;
      if (
        !callIds.includes(call.id) ||
        this.redacted.get(call.id) === 'metadata' ||
        this.redacted.get(call.id) === keep
      )
        continue;
      const names = this.#namesOf(call.id, call.from.kind === 'phone' ? [call.from.number, call.to] : [call.to]);
      this.rewriteEvents(call.id, (event) => redactEvent(event, keep, names));
      for (const one of [...this.messages.values()].filter(({ callId }) => callId === call.id)) {
        const to = one.createdAt > now - dayMs ? hashed(one.content.medium, one.content.to) : '';
        const kept = one.content.medium === 'http' ? one.content.to : to;
        this.messages.set(one.id, { ...one, content: redactContent(one.content, keep, kept, names), result: null });
        done.messages += 1;
      }
      for (const one of [...this.callbacks.values()].filter((it) => it.callId === call.id && !isOpenCallback(it))) {
        this.callbacks.set(one.id, { ...redactCallback(one, keep, names), nextAt: null });
        this.emptied.add(one.id);
        done.callbacks += 1;
      }
      this.leaveRecordings(call.id, ledger, now);
      const to = call.direction === 'outbound' ? '' : call.to;
      this.calls.set(sid, { ...stored, call: { ...call, from: { kind: 'withheld' }, to } });
      this.redacted.set(call.id, keep);
      done.redacted += 1;
    }
    this.enter(ledger, done);
    return done.redacted;
  }

  async purgeRemains(now: number) {
    this.here();
    for (const [id, one] of this.messages) {
      if (one.createdAt >= now - dayMs) continue;
      if (this.gone.has(id)) this.messages.delete(id);
      else if (one.content.to.startsWith('hash:'))
        this.messages.set(id, { ...one, content: { ...one.content, to: '' } });
    }
    for (const [id, one] of this.recordings)
      if (one.state === 'deleted' && one.updatedAt < now - 30 * dayMs) this.recordings.delete(id);
  }

  async recordingsToRemove(limit: number, deletionId?: string) {
    this.here();
    return [...this.recordings.values()]
      .filter(
        ({ id, state }) => state === 'removing' && (deletionId ?? this.deletionOf.get(id)) === this.deletionOf.get(id),
      )
      .toSorted((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async recordingRemoved(id: string, ledger: Ledger | null, at: number) {
    this.here();
    const known = this.recordings.get(id);
    if (known?.state !== 'removing') return;
    this.recordings.set(id, { ...known, state: 'deleted', file: null, bytes: null, updatedAt: at });
    if (ledger !== null) this.enter(ledger, { recordings: 1 });
  }

  #due({ siteId, lineId, endedBefore, after, limit }: CallsOfLine, which: (stored: StoredCall) => boolean) {
    const open = new Set([...this.callbacks.values()].filter(isOpenCallback).map(({ callId }) => callId));
    return [...this.calls.values()]
      .filter((stored) => stored.call.siteId === siteId && stored.call.lineId === lineId && which(stored))
      .filter(({ call }) => !open.has(call.id))
      .map(({ call, endedAt }) => ({ id: call.id, endedAt: endedAt ?? call.startedAt + dayMs }))
      .filter((one) => one.endedAt < endedBefore)
      .filter(
        (one) => after === null || one.endedAt > after.endedAt || (one.endedAt === after.endedAt && one.id > after.id),
      )
      .toSorted((a, b) => a.endedAt - b.endedAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  #namesOf(callId: string, numbers: readonly string[]): readonly string[] {
    const reached = new Set([
      ...numbers,
      ...[...this.messages.values()]
        .filter((one) => one.callId === callId)
        .map(({ content }) => content.to.toLowerCase()),
    ]);
    const callers = [...this.callbacks.values()].filter((one) => one.callId === callId).map((one) => one.callerName);
    const known = [...this.contacts.values()].filter((one) => one.identifiers.some((found) => reached.has(found)));
    return [...callers, ...known.map(({ name }) => name)].filter((name) => name !== null);
  }
}
