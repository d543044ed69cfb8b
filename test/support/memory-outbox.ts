import { AttendantError } from '../../src/domain/errors.ts';
import { CARRIER_OPT_OUT, type OutboxMessage, recipientsOf } from '../../src/domain/message.ts';
import type { OptOutSource } from '../../src/domain/notice.ts';
import type { MessageSearch, MessageStep } from '../../src/ports/desk-store.ts';
import type { DeliveryReport, MessageCaps, ReservedMessage } from '../../src/ports/store.ts';
import { type NewMessage, reachedCap } from './memory-caps.ts';
import { searchMessages } from './memory-desk.ts';
import { optOutKey, optOutKeys } from './memory-hash.ts';

interface Early {
  readonly status: OutboxMessage['status'];
  readonly vendorStatus: string;
  readonly errorCode: string | null;
  readonly at: number;
}
const terminal = new Set(['delivered', 'undelivered', 'failed']);

/** The outbox and the opt-outs of the store in memory. */
export class MemoryOutbox {
  readonly messages = new Map<string, OutboxMessage>();
  readonly optOuts = new Map<string, OptOutSource>();
  protected readonly optOutTimes = new Map<string, number>();
  readonly #early = new Map<string, Early>();
  readonly #history = new Map<string, readonly MessageStep[]>();
  /** Set to make every method fail as if the database were away. */
  away = false;

  async reserveMessage(message: NewMessage, caps: MessageCaps): Promise<ReservedMessage> {
    this.here();
    const all = [...this.messages.values()];
    const same = all.find((other) => other.callId === message.callId && other.toolCallId === message.toolCallId);
    if (same !== undefined) return { outcome: 'duplicate', message: same };
    const { content, siteId } = message;
    if (recipientsOf(content).some((to) => optOutKeys(siteId, content.medium, to).some((key) => this.optOuts.has(key))))
      return { outcome: 'refused', code: 'opted_out' };
    const cap = reachedCap(all, message, caps);
    if (cap !== null) return { outcome: 'refused', code: cap };
    const reserved: OutboxMessage = {
      ...message,
      status: 'reserved',
      attempts: 0,
      vendorId: null,
      errorCode: null,
      result: null,
      dueAt: message.createdAt,
      updatedAt: message.createdAt,
    };
    this.messages.set(message.id, reserved);
    this.#note(message.id, { at: message.createdAt, status: 'reserved' });
    return { outcome: 'reserved', message: reserved };
  }

  async claimMessage(messageId: string, now: number, leaseMs: number) {
    this.here();
    const message = this.messages.get(messageId);
    if (message === undefined || !this.#isDue(message, now)) return null;
    const claimed: OutboxMessage = {
      ...message,
      status: 'sending',
      attempts: message.attempts + 1,
      dueAt: now + leaseMs,
      updatedAt: now,
    };
    this.messages.set(messageId, claimed);
    this.#note(messageId, { at: now, status: 'sending' });
    return { ...claimed, status: message.status };
  }

  async reportDelivery(messageId: string, attempts: number, report: DeliveryReport, now: number) {
    this.here();
    const message = this.messages.get(messageId);
    if (message === undefined || message.status !== 'sending' || message.attempts !== attempts) return null;
    const reported: OutboxMessage = {
      ...message,
      status: report.status,
      ...(report.status === 'sent' && { vendorId: report.vendorId, result: report.result ?? null }),
      errorCode: report.status === 'failed' || report.status === 'retry' ? report.errorCode : null,
      ...('at' in report && { dueAt: report.at }),
      updatedAt: now,
    };
    this.messages.set(messageId, reported);
    this.#note(messageId, { at: now, status: report.status, errorCode: reported.errorCode });
    const { content, siteId } = message;
    if (report.status === 'failed' && report.optOut && content.medium !== 'http')
      await this.setOptOut(siteId, content.medium, content.to, true, now, 'carrier');
    return reported.vendorId === null ? reported : this.#applyEarly(reported, reported.vendorId);
  }

  async undeliveredMessages(now: number, limit: number) {
    this.here();
    return [...this.messages.values()].filter((message) => this.#isDue(message, now)).slice(0, limit);
  }

  async recordMessageStatus(vendorId: string, status: OutboxMessage['status'], detail: Omit<Early, 'status'>) {
    this.here();
    const message = [...this.messages.values()].find((other) => other.vendorId === vendorId);
    if (message === undefined) {
      this.#early.set(vendorId, { status, ...detail });
      return null;
    }
    this.#note(message.id, { status, ...detail });
    if (terminal.has(message.status)) return message;
    const updated = { ...message, status, errorCode: detail.errorCode, updatedAt: detail.at };
    this.messages.set(message.id, updated);
    const { content, siteId } = message;
    if (detail.errorCode === CARRIER_OPT_OUT && content.medium !== 'http')
      await this.setOptOut(siteId, content.medium, content.to, true, detail.at, 'carrier');
    return updated;
  }

  async messagesOfCall(callId: string) {
    this.here();
    return [...this.messages.values()].filter((message) => message.callId === callId);
  }

  async findMessage(messageId: string) {
    this.here();
    return this.messages.get(messageId) ?? null;
  }

  async findMessages(search: MessageSearch) {
    this.here();
    return searchMessages(this.messages.values(), search);
  }

  async messageHistory(messageId: string) {
    this.here();
    return this.#history.get(messageId) ?? [];
  }

  async vendorIdsTo(destination: string, since: number) {
    this.here();
    const sent = [...this.messages.values()].filter(
      (message) => message.content.to === destination && message.createdAt >= since,
    );
    return sent.flatMap((message) => (message.vendorId === null ? [] : [message.vendorId]));
  }

  async isOptedOut(siteId: string, medium: string, destination: string) {
    this.here();
    return optOutKeys(siteId, medium, destination).some((key) => this.optOuts.has(key));
  }

  async setOptOut(
    siteId: string,
    medium: string,
    destination: string,
    optedOut: boolean,
    at = 0,
    source: OptOutSource = 'texted',
  ) {
    this.here();
    if (!optedOut) {
      // A wish to hear again that was said on the phone does not lift what was texted.
      for (const key of optOutKeys(siteId, medium, destination))
        if (source !== 'spoken' || this.optOuts.get(key) === 'spoken') this.optOuts.delete(key);
      return;
    }
    const key = optOutKey(siteId, medium, destination);
    const known = this.optOuts.get(key);
    const weaker = source === 'spoken' || source === 'operator' ? ['spoken'] : ['spoken', 'operator'];
    if (known !== undefined && !weaker.includes(known)) return;
    this.optOuts.set(key, source);
    this.optOutTimes.set(key, at);
  }

  /** Early statuses from before. */
  protected forgetEarly(before: number): void {
    for (const [vendorId, { at }] of this.#early) if (at < before) this.#early.delete(vendorId);
  }

  protected here(): void {
    if (this.away) throw new AttendantError('store_unavailable', 'the store is away');
  }

  async #applyEarly(reported: OutboxMessage, vendorId: string): Promise<OutboxMessage> {
    const early = this.#early.get(vendorId);
    if (early === undefined) return reported;
    this.#early.delete(vendorId);
    return (await this.recordMessageStatus(vendorId, early.status, early)) ?? reported;
  }

  #note(messageId: string, step: Pick<MessageStep, 'at' | 'status'> & Partial<MessageStep>): void {
    const noted: MessageStep = { vendorStatus: null, errorCode: null, ...step };
    this.#history.set(messageId, [...(this.#history.get(messageId) ?? []), noted]);
  }

  #isDue(message: OutboxMessage, now: number): boolean {
    return ['reserved', 'sending', 'retry', 'unknown'].includes(message.status) && message.dueAt <= now;
  }
}
