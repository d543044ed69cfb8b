import type { EmailContent, HttpContent, OutboxContent, OutboxMessage, SmsContent } from '../../domain/message.ts';
import { resendKey } from '../../domain/message-keys.ts';
import { encodingOf, segmentsOf } from '../../domain/sms-text.ts';
import type { DeskDependencies } from '../callbacks/desk-dependencies.ts';
import type { MessageDetail } from '../contract/messages.ts';
import type { Shown } from '../unmask.ts';
import { originOf } from './message-origin.ts';
import { errorOf, messageSummary, statusWords } from './message-summary.ts';
import { whyNotAgain } from './resend-rules.ts';

/** A message with its content as it arrives, every status it went through, and who asked for it. */
export async function messageDetail(
  ports: DeskDependencies,
  message: OutboxMessage,
  shown: Shown,
): Promise<MessageDetail> {
  const { store } = ports;
  const { id, callId, content, vendorId, dueAt, status } = message;
  const [history, stored, events, others] = await Promise.all([
    store.messageHistory(id),
    store.findCallById(callId),
    store.eventsOfCall(callId),
    store.messagesOfCall(callId),
  ]);
  const { medium } = content;
  const refusal = await whyNotAgain(ports, message, { stored, events, others });
  return {
    ...messageSummary(message, shown),
    content: contentView(message, shown),
    vendorId: medium === 'email' ? null : vendorId,
    dueAt: status === 'retry' || status === 'unknown' ? dueAt : null,
    history: history.map((step) => ({
      at: step.at,
      status: step.status,
      words: statusWords(medium, step.status),
      vendorStatus: step.vendorStatus,
      error: errorOf(medium, step.errorCode),
    })),
    call:
      stored === null
        ? null
        : { callSid: stored.call.callSid, startedAt: stored.call.startedAt, endedAt: stored.endedAt },
    origin: originOf(message, events, others),
    resentAs: others.find(({ toolCallId }) => toolCallId === resendKey(message))?.id ?? null,
    resend: { refusal },
  };
}

function contentView({ content, result }: OutboxMessage, shown: Shown): MessageDetail['content'] {
  if (content.medium === 'sms') return smsView(content, shown);
  if (content.medium === 'email') return emailView(content, shown);
  return httpView(content, result, shown);
}

function smsView({ from, body }: SmsContent, shown: Shown): MessageDetail['content'] {
  const counted = { segments: segmentsOf(body), encoding: encodingOf(body) };
  return { medium: 'sms', from, body: shown.text(body), ...counted };
}

function emailView(content: EmailContent, shown: Shown): MessageDetail['content'] {
  const { from, replyTo = null, to, alsoTo = [], cc = [], bcc = [], subject, text, html, attachments = [] } = content;
  const all = (addresses: readonly string[]): string[] => addresses.map((address) => shown.address(address));
  return {
    medium: 'email',
    // Of the business: nobody's own.
    from: `${from.name} <${from.address}>`,
    replyTo,
    to: all([to, ...alsoTo]),
    cc: all(cc),
    bcc: all(bcc),
    subject: shown.text(subject),
    text: shown.text(text),
    html: html === undefined ? null : shown.text(html),
    attachments: attachments.map((one) =>
      one.kind === 'file'
        ? { name: one.path.split('/').at(-1) ?? one.path, type: null }
        : { name: one.filename, type: one.contentType },
    ),
  };
}

/** Without its headers: there are secrets among them. */
function httpView(
  { method, url, body }: Extract<OutboxContent, HttpContent>,
  result: OutboxMessage['result'],
  shown: Shown,
): MessageDetail['content'] {
  const answer = result?.answer ?? null;
  return {
    medium: 'http',
    method,
    url: shown.text(url),
    body: body === null ? null : shown.text(body),
    answer:
      result === null
        ? null
        : { status: result.status, body: answer === null ? null : shown.text(JSON.stringify(answer, null, 2)) },
  };
}
