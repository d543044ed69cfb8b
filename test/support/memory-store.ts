import type { CallEvent, StoredCallEvent } from '../../src/domain/event.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { CallFilter, CallPosition } from '../../src/ports/call-search-store.ts';
import type { NewCall, Store, StoredCall } from '../../src/ports/store.ts';
import { found, lastStep, type Remembered, searchRemembered } from './memory-call-search.ts';
import { MemoryRetention } from './memory-retention.ts';

interface Token {
  readonly callSid: string;
  readonly expiresAt: number;
  readonly reusable: boolean;
  used: boolean;
  open: boolean;
}
interface Form {
  readonly callId: string;
  readonly expiresAt: number;
  used: boolean;
}

/** The whole Store in memory, for tests of what stands before it. Held to the same contract suite as the real one. */
export class MemoryStore extends MemoryRetention implements Store {
  readonly calls = new Map<string, StoredCall>();
  readonly events: StoredCallEvent[] = [];
  readonly #eventsByCall = new Map<string, readonly StoredCallEvent[]>();
  readonly #tokens = new Map<string, Token>();
  readonly #versions = new Map<string, unknown>();
  readonly #notices = new Map<string, { readonly notice: Notice; readonly taken: boolean }>();
  readonly #forms = new Map<string, Form>();
  readonly #deletedCalls = new Set<string>();

  async openCall({ call, siteVersion }: NewCall) {
    this.here();
    const known = this.calls.get(call.callSid);
    if (known !== undefined) return { stored: known, created: false };
    const stored: StoredCall = { call, siteVersion, status: null, endedAt: null };
    this.calls.set(call.callSid, stored);
    return { stored, created: true };
  }

  async findCall(callSid: string) {
    this.here();
    return this.calls.get(callSid) ?? null;
  }

  async findCallById(callId: string) {
    this.here();
    return [...this.calls.values()].find(({ call }) => call.id === callId) ?? null;
  }

  async endCall(callId: string, end: { readonly status: string; readonly at: number }) {
    this.here();
    for (const [sid, stored] of this.calls) {
      if (stored.call.id === callId && stored.status === null)
        this.calls.set(sid, { ...stored, status: end.status, endedAt: end.at });
    }
    this.refuseUnfinished(callId, end.at);
  }

  async openCalls(limit: number) {
    this.here();
    return [...this.calls.values()].filter((stored) => stored.status === null).slice(0, limit);
  }

  async recentCalls(limit: number) {
    this.here();
    return [...this.calls.values()].reverse().slice(0, limit);
  }

  async appendEvents(events: readonly { readonly callId: string; readonly event: CallEvent }[]) {
    this.here();
    for (const { callId, event } of events) {
      if (this.#deletedCalls.has(callId)) continue;
      const own = this.#eventsByCall.get(callId) ?? [];
      const stored = { ...event, callId, seq: own.length + 1, id: this.events.length + 1 } as StoredCallEvent;
      this.#eventsByCall.set(callId, [...own, stored]);
      this.events.push(stored);
    }
  }

  async eventsOfCall(callId: string) {
    this.here();
    return this.#eventsByCall.get(callId) ?? [];
  }

  async searchCalls(filter: CallFilter, page: { readonly limit: number; readonly after?: CallPosition }) {
    this.here();
    return searchRemembered(this.#remembered(), filter, page);
  }

  async findSummary(callId: string) {
    const stored = await this.findCallById(callId);
    return stored === null ? null : found(this.#remembered(), stored);
  }

  async catchUpSummaries() {
    this.here();
    return true;
  }

  async messageStepsOfCall(callId: string) {
    return (await this.messagesOfCall(callId)).map(lastStep);
  }

  #remembered(): Remembered {
    return {
      calls: [...this.calls.values()],
      contacts: [...this.contacts.values()],
      messages: [...this.messages.values()],
      callbacks: [...this.callbacks.values()],
      recordings: [...this.recordings.values()],
      eventsOf: (callId) => this.#eventsByCall.get(callId) ?? [],
    };
  }

  async saveSiteVersion(version: string, _siteId: string, document: unknown) {
    this.here();
    this.changed('lines');
    if (!this.#versions.has(version)) this.#versions.set(version, structuredClone(document));
  }

  async findSiteVersion(version: string) {
    this.here();
    return this.#versions.get(version) ?? null;
  }

  async saveRelayToken(
    token: string,
    callSid: string,
    options: { readonly expiresAt: number; readonly reusable: boolean },
  ) {
    this.here();
    this.#tokens.set(token, { ...options, callSid, used: false, open: false });
  }

  async redeemRelayToken(token: string, callSid: string, now: number) {
    this.here();
    const found = this.#tokens.get(token);
    if (found === undefined || found.callSid !== callSid) return false;
    const fresh = !found.used && found.expiresAt > now;
    if (!fresh && !(found.used && found.reusable && !found.open)) return false;
    found.used = true;
    found.open = true;
    return true;
  }

  async releaseRelayToken(token: string) {
    this.here();
    const found = this.#tokens.get(token);
    if (found !== undefined) found.open = false;
  }

  async addNotice(notice: Notice) {
    this.here();
    const running = [...this.calls.values()].some(({ call, status }) => call.id === notice.callId && status === null);
    if (running && !this.#notices.has(notice.id)) this.#notices.set(notice.id, { notice, taken: false });
    return running;
  }

  async takeNotices(callIds: readonly string[]) {
    this.here();
    const waiting = [...this.#notices.values()].filter(
      ({ notice, taken }) => !taken && callIds.includes(notice.callId),
    );
    for (const { notice } of waiting) this.#notices.set(notice.id, { notice, taken: true });
    return waiting.map(({ notice }) => notice).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  async saveForm(token: string, form: { readonly callId: string; readonly expiresAt: number }) {
    this.here();
    this.#forms.set(token, { ...form, used: false });
  }

  async findForm(token: string, now: number) {
    this.here();
    const form = this.#forms.get(token);
    return form === undefined || form.used || form.expiresAt <= now ? null : { callId: form.callId };
  }

  async redeemForm(token: string, now: number) {
    const found = await this.findForm(token, now);
    const form = this.#forms.get(token);
    if (found === null || form === undefined || form.used) return null;
    form.used = true;
    return found;
  }

  async purgeExpired(now: number) {
    this.here();
    const before = now - 86_400_000;
    for (const [token, { expiresAt }] of this.#tokens) if (expiresAt < before) this.#tokens.delete(token);
    for (const [token, { expiresAt }] of this.#forms) if (expiresAt < before) this.#forms.delete(token);
    for (const [id, { notice }] of this.#notices) if (notice.at < before) this.#notices.delete(id);
    this.forgetEarly(before);
    this.forgetHolds(before);
    this.forgetSessions(now);
  }

  protected rewriteEvents(callId: string, rewrite: ((event: CallEvent) => CallEvent) | null): void {
    const own = this.#eventsByCall.get(callId) ?? [];
    const next = rewrite === null ? [] : own.map((event) => rewrite(event) as StoredCallEvent);
    for (const event of own) this.events.splice(this.events.indexOf(event), 1);
    this.events.push(...next);
    this.events.sort((a, b) => a.id - b.id);
    this.#eventsByCall.set(callId, next);
    for (const [id, { notice }] of this.#notices) if (notice.callId === callId) this.#notices.delete(id);
    if (rewrite !== null) return;
    this.#deletedCalls.add(callId);
    for (const [token, form] of this.#forms) if (form.callId === callId) this.#forms.delete(token);
  }

  async ping() {
    this.here();
  }

  async close() {}
}
