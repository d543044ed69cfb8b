import type { z } from 'zod';
import type { MessageStatus } from '../domain/message.ts';
import type { MessageStatusForm } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Twilio's words for a message's state in ours. What it has not passed on yet is, for us, sent. */
const STATUSES: Readonly<Record<string, MessageStatus>> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** What became of a text message. Reports come late, twice and out of order; the store never goes back. */
export async function noteMessageStatus(ports: WebhookPorts, form: z.infer<typeof MessageStatusForm>): Promise<void> {
  const status = Object.hasOwn(STATUSES, form.MessageStatus) ? STATUSES[form.MessageStatus] : undefined;
  if (status === undefined) return ports.log.info('an unknown message status', { vendorStatus: form.MessageStatus });
  const at = ports.clock.now();
  const errorCode = form.ErrorCode ?? null;
  const detail = { vendorStatus: form.MessageStatus, errorCode, at };
  const message = await ports.store.recordMessageStatus(form.MessageSid, status, detail);
  if (message === null) return ports.log.info('a status of a message we do not know', { vendorId: form.MessageSid });
  await ports.journal.flush();
  const known = (await ports.store.eventsOfCall(message.callId)).some(
    (event) => event.type === 'message-status' && event.messageId === message.id && event.status === form.MessageStatus,
  );
  if (known) return;
  const { medium } = message.content;
  if (medium === 'http') return;
  ports.journal.append(message.callId, {
    type: 'message-status',
    at,
    messageId: message.id,
    medium,
    status: form.MessageStatus,
    ...(errorCode === null ? {} : { errorCode }),
  });
  if (message.status === 'undelivered' || message.status === 'failed') await ports.onUndelivered?.(message);
}
