import { randomBytes } from 'node:crypto';
import type { Call } from '../../src/domain/call.ts';
import type { EmailContent, HttpContent } from '../../src/domain/message.ts';
import type { DeliveryReport, MessageCaps, Store } from '../../src/ports/store.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Another process's view of the same data; the same object where there can be only one. */
  readonly other: Store;
  close(): Promise<void>;
}
export type UnderTest = () => StoreUnderTest;
type NewMessage = Parameters<Store['reserveMessage']>[0];

export const id = (): string => randomBytes(8).toString('hex');
export const now = Date.UTC(2026, 10, 24, 17);
export const dayMs = 86_400_000;
export const noCaps: MessageCaps = {
  perCall: null,
  perSiteHour: null,
  perDestinationDay: null,
  perCountryDay: null,
  spendPerDayMicros: null,
};

export function newCall(): Call {
  return {
    id: id(),
    callSid: `CA${id()}`,
    siteId: 'site',
    lineId: 'line',
    direction: 'inbound',
    from: { kind: 'phone', number: '+14155550123' },
    to: '+14155550100',
    startedAt: now,
  };
}

/** A text to +14155550123, or to `to`; everything that is not given is its own. */
export function newMessage({
  to = '+14155550123',
  ...changes
}: Partial<NewMessage> & { to?: string } = {}): NewMessage {
  return {
    id: id(),
    siteId: id(),
    lineId: 'line',
    callId: id(),
    toolCallId: id(),
    tool: 'send_sms',
    audience: 'caller',
    content: { medium: 'sms', to, from: '+14155550100', body: 'Hello' },
    country: null,
    costMicros: 0,
    createdAt: now,
    ...changes,
  };
}

export function email(changes: Partial<EmailContent> = {}): EmailContent {
  return {
    medium: 'email',
    preset: 'main',
    to: 'dana@example.com',
    from: { name: 'Acme', address: 'desk@example.com' },
    subject: 'Hello',
    text: 'Hello',
    ...changes,
  };
}

export const httpRequest: HttpContent = {
  medium: 'http',
  to: 'api.example.com',
  method: 'POST',
  url: 'https://api.example.com/orders',
  headers: { authorization: 'Bearer ${ORDERS_TOKEN}' },
  body: '{}',
  allowedHosts: ['api.example.com'],
  privateHosts: [],
  timeoutMs: 5000,
  resultPaths: ['state'],
  resultLimitBytes: 1000,
  behind: false,
};

/** Reserves it without any cap. */
export async function reserved(store: Store, changes: Partial<NewMessage> = {}): Promise<NewMessage> {
  const message = newMessage(changes);
  await store.reserveMessage(message, noCaps);
  return message;
}

/** Claims it and ends the attempt. */
export async function attempted(store: Store, messageId: string, report: DeliveryReport, at = now) {
  const claimed = await store.claimMessage(messageId, at, 20_000);
  return store.reportDelivery(messageId, claimed?.attempts ?? 0, report, at);
}

export const vendorRefuses = (optOut = false): DeliveryReport => ({
  status: 'failed',
  errorCode: optOut ? '21610' : '21211',
  errorMessage: '',
  optOut,
});
