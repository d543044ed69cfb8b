import { currentLine } from '../../domain/line-in-force.ts';
import type { OutboxMessage } from '../../domain/message.ts';
import { resendKey } from '../../domain/message-keys.ts';
import { termsOf } from '../../domain/plan.ts';
import type { CapCode } from '../../ports/store.ts';
import type { DeskDependencies } from '../callbacks/desk-dependencies.ts';
import { whyNotAgain } from './resend-rules.ts';

export type Resent =
  | { readonly outcome: 'sent'; readonly message: OutboxMessage; readonly already: boolean }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly why: string };

const capWords: Readonly<Record<CapCode | 'opted_out', string>> = {
  opted_out: 'The recipient wants no messages from this business.',
  cap_conversation: 'The call has sent all that one call may. Reach the recipient another way.',
  cap_site_hour: 'The site has sent all it may within an hour. Try again later.',
  cap_destination_day: 'The recipient got all they may get within a day. Try again tomorrow.',
  cap_country_day: 'The site has sent all it may to this country within a day. Try again tomorrow.',
  cap_spend_day: 'The site has spent all it may within a day. Try again tomorrow.',
};

/**
 * Sends a message that failed for certain once more: the same words to the same recipient, under a key made from the
 * first one's, so that it is one message whoever asks for it at once.
 */
export async function resendMessage(ports: DeskDependencies, operator: string, messageId: string): Promise<Resent> {
  const { store, siteBook, clock, ids, deliver } = ports;
  const message = await store.findMessage(messageId);
  if (message === null) return { outcome: 'unknown' };
  const [stored, events, others] = await Promise.all([
    store.findCallById(message.callId),
    store.eventsOfCall(message.callId),
    store.messagesOfCall(message.callId),
  ]);
  const why = await whyNotAgain(ports, message, { stored, events, others });
  const inForce = currentLine(siteBook, message);
  if (why !== null || inForce === null) return { outcome: 'refused', why: why ?? 'The line is gone.' };
  const { siteId, lineId, callId, tool, audience, content } = message;
  const { caps, ...counted } = termsOf(inForce.site, content, audience);
  const row = { siteId, lineId, callId, tool, audience, content, ...counted };
  const key = { id: ids.next('msg'), toolCallId: resendKey(message), createdAt: clock.now() };
  const reserved = await store.reserveMessage({ ...row, ...key }, caps);
  if (reserved.outcome === 'refused') return { outcome: 'refused', why: capWords[reserved.code] };
  if (reserved.outcome === 'duplicate') return { outcome: 'sent', message: reserved.message, already: true };
  await keep(ports, operator, message, reserved.message);
  return { outcome: 'sent', message: (await deliver(reserved.message.id, true)) ?? reserved.message, already: false };
}

async function keep(
  { store, clock, log }: DeskDependencies,
  operator: string,
  message: OutboxMessage,
  again: OutboxMessage,
): Promise<void> {
  const subject = `message ${message.id}`;
  const detail = { as: again.id, medium: message.content.medium };
  await store.appendAudit({ at: clock.now(), operator, action: 'resend-message', subject, detail });
  log.info('a message is sent again from the console', { messageId: message.id, again: again.id });
}
