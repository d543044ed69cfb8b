import { type MessageStatus, type OutboxContent, type OutboxMessage, recipientsOf } from '../../domain/message.ts';
import type { MessageError, MessageSummary } from '../contract/messages.ts';
import type { Shown } from '../unmask.ts';
import { errorWords } from './error-words.ts';

const firstWords = 120;

export function messageSummary(message: OutboxMessage, shown: Shown): MessageSummary {
  const { id, siteId, lineId, callId, content, status, tool, audience, attempts, createdAt, updatedAt } = message;
  const { medium } = content;
  return {
    id,
    siteId,
    lineId,
    callId,
    medium,
    to: destinationOf(content, shown),
    others: recipientsOf(content).length - 1,
    words: oneLine(shown.text(wordsOf(content))).slice(0, firstWords),
    status,
    statusWords: message.result === null ? statusWords(medium, status) : `Answered: ${message.result.status}`,
    error: errorOf(medium, message.errorCode),
    tool,
    audience,
    attempts,
    createdAt,
    updatedAt,
  };
}

export function errorOf(medium: OutboxContent['medium'], code: string | null): MessageError | null {
  if (code === null) return null;
  const [what, todo] = errorWords(medium, code);
  return { code, what, todo };
}

const destinationOf = ({ medium, to }: OutboxContent, shown: Shown): string =>
  medium === 'sms' ? shown.number(to) : medium === 'email' ? shown.address(to) : to;

function wordsOf(content: OutboxContent): string {
  if (content.medium === 'sms') return content.body;
  return content.medium === 'email' ? content.subject : `${content.method} ${pathOf(content.url)}`;
}

/** What stands in a query is for the system asked. */
const pathOf = (url: string): string => url.split(/[?#]/)[0] ?? '';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const statuses: Readonly<Record<MessageStatus, string>> = {
  reserved: 'About to be sent',
  sending: 'Being sent',
  retry: 'Is tried again',
  unknown: 'Perhaps sent',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Failed',
};

/** What a status means, in words. */
export const statusWords = (medium: OutboxContent['medium'], status: MessageStatus): string =>
  medium === 'http' && status === 'sent' ? 'Answered' : statuses[status];
