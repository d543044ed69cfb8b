import type { Contact } from '../../src/domain/call.ts';
import { AttendantError } from '../../src/domain/errors.ts';
import type { CallEvent, StoredCallEvent } from '../../src/domain/event.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import type { DeliveryReport, MessageCaps, NewCall, ReservedMessage, Store, StoredCall } from '../../src/ports.ts';

interface Token {
  readonly callSid: string;
  readonly expiresAt: number;
  readonly reusable: boolean;
  used: boolean;
  open: boolean;
}
const terminal = new Set(['delivered', 'undelivered', 'failed']);

/** The whole Store in memory, for tests of what stands before it. Held to the same contract suite as the real one. */
export class MemoryStore implements Store {
  readonly calls = new Map<string, StoredCall>();
  readonly events: StoredCallEvent[] = [];
  readonly messages = new Map<string, OutboxMessage>();
  readonly contacts = new Map<string, Contact>();
  readonly #leases = new Map<string, number>();
  readonly #due = new Map<string, number>();
  readonly #tokens = new Map<string, Token>();
  readonly #versions = new Map<string, unknown>();
  readonly #early = new Map<string, OutboxMessage['status']>();
  readonly #optOuts = new Set<string>();
  /** Set to make every method fail as if the database were away. */
  away = false;

  async openCall({ call, siteVersion }: NewCall) {
    this.#here();
    const known = this.calls.get(call.callSid);
    if (known !== undefined) return { stored: known, created: false };
    const stored: StoredCall = { call, siteVersion, status: null, endedAt: null };
    this.calls.set(call.callSid, stored);
    return { stored, created: true };
  }

  async findCall(callSid: string) {
    this.#here();
    return this.calls.get(callSid) ?? null;
  }

  async endCall(callId: string, end: { readonly status: string; readonly at: number }) {
    this.#here();
    for (const [sid, stored] of this.calls) {
      if (stored.call.id === callId && stored.status === null)
        this.calls.set(sid, { ...stored, status: end.status, endedAt: end.at });
    }
  }

  async openCalls(limit: number) {
    this.#here();
    return [...this.calls.values()].filter((stored) => stored.status === null).slice(0, limit);
  }

  async recentCalls(limit: number) {
    this.#here();
    return [...this.calls.values()].reverse().slice(0, limit);
  }

  async appendEvents(events: readonly { readonly callId: string; readonly event: CallEvent }[]) {
    this.#here();
    for (const { callId, event } of events) {
      const seq = this.events.filter((stored) => stored.callId === callId).length + 1;
      this.events.push({ ...event, callId, seq, id: this.events.length + 1 } as StoredCallEvent);
    }
  }

  async eventsOfCall(callId: string) {
    this.#here();
    return this.events.filter((event) => event.callId === callId);
  }

  async saveSiteVersion(version: string, _siteId: string, document: unknown) {
    this.#here();
    if (!this.#versions.has(version)) this.#versions.set(version, structuredClone(document));
  }

  async findSiteVersion(version: string) {
    this.#here();
    return this.#versions.get(version) ?? null;
  }

  async saveRelayToken(
    token: string,
    callSid: string,
    options: { readonly expiresAt: number; readonly reusable: boolean },
  ) {
    this.#here();
    this.#tokens.set(token, { ...options, callSid, used: false, open: false });
  }

  async redeemRelayToken(token: string, callSid: string, now: number) {
    this.#here();
    const found = this.#tokens.get(token);
    if (found === undefined || found.callSid !== callSid) return false;
    const fresh = !found.used && found.expiresAt > now;
    if (!fresh && !(found.used && found.reusable && !found.open)) return false;
    found.used = true;
    found.open = true;
    return true;
  }

  async releaseRelayToken(token: string) {
    this.#here();
    const found = this.#tokens.get(token);
    if (found !== undefined) found.open = false;
  }

  async reserveMessage(
    message: Omit<OutboxMessage, 'status' | 'attempts' | 'vendorId' | 'errorCode' | 'updatedAt'>,
    caps: MessageCaps,
  ): Promise<ReservedMessage> {
    this.#here();
    const all = [...this.messages.values()];
    const same = all.find((other) => other.callId === message.callId && other.toolCallId === message.toolCallId);
    if (same !== undefined) return { outcome: 'duplicate', message: same };
    const { content } = message;
    if (this.#optOuts.has(optOutKey(message.siteId, content.medium, content.to)))
      return { outcome: 'refused', code: 'opted_out' };
    const counted = all.filter(
      (other) =>
        other.content.medium === content.medium && other.siteId === message.siteId && other.status !== 'failed',
    );
    const over = (cap: number | null, count: number): boolean => cap !== null && count >= cap;
    if (over(caps.perCall, counted.filter((other) => other.callId === message.callId).length))
      return { outcome: 'refused', code: 'cap_conversation' };
    if (over(caps.perSiteHour, counted.filter((other) => other.createdAt > message.createdAt - 3_600_000).length))
      return { outcome: 'refused', code: 'cap_site_hour' };
    const today = counted.filter(
      (other) => other.content.to === content.to && other.createdAt > message.createdAt - 86_400_000,
    );
    if (over(caps.perDestinationDay, today.length)) return { outcome: 'refused', code: 'cap_site_hour' };
    const reserved: OutboxMessage = {
      ...message,
      status: 'reserved',
      attempts: 0,
      vendorId: null,
      errorCode: null,
      updatedAt: message.createdAt,
    };
    this.messages.set(message.id, reserved);
    return { outcome: 'reserved', message: reserved };
  }

  async claimMessage(messageId: string, now: number, leaseMs: number) {
    this.#here();
    const message = this.messages.get(messageId);
    if (message === undefined || !this.#isDue(message, now)) return null;
    const claimed: OutboxMessage = { ...message, status: 'sending', attempts: message.attempts + 1, updatedAt: now };
    this.messages.set(messageId, claimed);
    this.#leases.set(messageId, now + leaseMs);
    return { ...claimed, status: message.status };
  }

  async reportDelivery(messageId: string, attempts: number, report: DeliveryReport, now: number) {
    this.#here();
    const message = this.messages.get(messageId);
    if (message === undefined || message.status !== 'sending' || message.attempts !== attempts) return null;
    const reported: OutboxMessage = {
      ...message,
      status: report.status,
      vendorId: report.status === 'sent' ? report.vendorId : message.vendorId,
      errorCode: report.status === 'failed' || report.status === 'retry' ? report.errorCode : null,
      updatedAt: now,
    };
    this.messages.set(messageId, reported);
    if (report.status === 'retry' || report.status === 'unknown') this.#due.set(messageId, report.at);
    if (report.status === 'failed' && report.optOut)
      await this.setOptOut(message.siteId, message.content.medium, message.content.to, true);
    const early = report.status === 'sent' ? this.#early.get(report.vendorId) : undefined;
    return early === undefined || report.status !== 'sent'
      ? reported
      : this.recordMessageStatus(report.vendorId, early, { errorCode: null, at: now });
  }

  async undeliveredMessages(now: number, limit: number) {
    this.#here();
    return [...this.messages.values()].filter((message) => this.#isDue(message, now)).slice(0, limit);
  }

  async recordMessageStatus(
    vendorId: string,
    status: OutboxMessage['status'],
    detail: { readonly errorCode: string | null; readonly at: number },
  ) {
    this.#here();
    const message = [...this.messages.values()].find((other) => other.vendorId === vendorId);
    if (message === undefined) {
      this.#early.set(vendorId, status);
      return null;
    }
    if (terminal.has(message.status)) return message;
    const updated = { ...message, status, errorCode: detail.errorCode, updatedAt: detail.at };
    this.messages.set(message.id, updated);
    return updated;
  }

  async messagesOfCall(callId: string) {
    this.#here();
    return [...this.messages.values()].filter((message) => message.callId === callId);
  }

  async findMessage(messageId: string) {
    this.#here();
    return this.messages.get(messageId) ?? null;
  }

  async vendorIdsTo(destination: string, since: number) {
    this.#here();
    const sent = [...this.messages.values()].filter(
      (message) => message.content.to === destination && message.createdAt >= since,
    );
    return sent.flatMap((message) => (message.vendorId === null ? [] : [message.vendorId]));
  }

  async isOptedOut(siteId: string, medium: string, destination: string) {
    this.#here();
    return this.#optOuts.has(optOutKey(siteId, medium, destination));
  }

  async setOptOut(siteId: string, medium: string, destination: string, optedOut: boolean) {
    this.#here();
    if (optedOut) this.#optOuts.add(optOutKey(siteId, medium, destination));
    else this.#optOuts.delete(optOutKey(siteId, medium, destination));
  }

  async findContact(siteId: string, identifier: string) {
    this.#here();
    return (
      [...this.contacts.values()].find(
        (contact) => contact.siteId === siteId && contact.identifiers.includes(identifier),
      ) ?? null
    );
  }

  async saveContacts(contacts: readonly Contact[]) {
    this.#here();
    for (const contact of contacts) this.contacts.set(contact.id, contact);
  }

  async ping() {
    this.#here();
  }

  async close() {}

  #isDue(message: OutboxMessage, now: number): boolean {
    if (message.status === 'reserved') return true;
    if (message.status === 'sending') return (this.#leases.get(message.id) ?? 0) <= now;
    return (message.status === 'retry' || message.status === 'unknown') && (this.#due.get(message.id) ?? 0) <= now;
  }

  #here(): void {
    if (this.away) throw new AttendantError('store_unavailable', 'the store is away');
  }
}

const optOutKey = (siteId: string, medium: string, destination: string): string => `${siteId} ${medium} ${destination}`;
