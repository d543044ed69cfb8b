import { type Medium, type OutboxMessage, OVERDUE } from './message.ts';
import type { Notice } from './notice.ts';
import { type RequestOutcome, requestOutcome } from './request-outcome.ts';
import { speakMaskedAddress, speakMaskedNumber } from './spoken/masked.ts';

/** Why a message did not arrive, in words for a caller (twilio.com/docs/api/errors; RFC 5321). */
const reasons: Readonly<Record<string, string>> = {
  '21610': 'the number has opted out of texts',
  opted_out: 'the caller wants no messages there any more',
  '21614': 'the number cannot receive texts',
  '30003': 'the phone could not be reached',
  '30004': 'the recipient or their carrier blocks our texts',
  '30005': 'the number is not in use',
  '30006': 'it is a landline that cannot receive texts',
  '30007': 'the carrier filtered the text',
  '550': 'the mailbox does not exist',
  '552': 'the mailbox is full',
};

/** What a running call is to know of a message that is over; null while it is not, or when there is nothing to say. */
export function deliveryNotice(message: OutboxMessage, at: number): Notice | null {
  const { id, callId, status, content } = message;
  if (message.errorCode === OVERDUE) return null;
  const text =
    content.medium === 'http'
      ? requestText(message)
      : messageText(content.medium, content.to, status, message.errorCode);
  if (text === null) return null;
  const urgent = content.medium === 'http' || status === 'failed' || status === 'undelivered';
  return { id: `message:${id}:${urgent && content.medium !== 'http' ? 'failed' : 'done'}`, callId, text, urgent, at };
}

function messageText(medium: Medium, to: string, status: string, errorCode: string | null): string | null {
  const what = medium === 'sms' ? `text message to ${speakMaskedNumber(to)}` : `e-mail to ${speakMaskedAddress(to)}`;
  if (status === 'sent' || status === 'delivered') return `The ${what} has been sent. Mention it only when asked.`;
  if (status !== 'failed' && status !== 'undelivered') return null;
  const known = errorCode !== null && Object.hasOwn(reasons, errorCode);
  const why = known ? ` (${reasons[errorCode]})` : '';
  return `The ${what} could not be delivered${why}. Tell the caller, and offer what else there is. Do not send it there again.`;
}

const elsewhere = 'Tell the caller, and offer what else there is. Do not repeat it.';

/** Why a request did not succeed, and what is best done then. */
const setbacks: Readonly<Record<Exclude<RequestOutcome, 'done' | 'under_way'>, string>> = {
  unreadable: `what was answered cannot be read. ${elsewhere}`,
  not_found: `nothing was found. ${elsewhere}`,
  refused: `it was refused. ${elsewhere}`,
  broken: `the system has a problem. ${elsewhere}`,
  no_answer: `there was no answer. ${elsewhere}`,
  perhaps_done: `there was no answer, so it may have been done or not. ${elsewhere}`,
  not_reached: `the system could not be reached. ${elsewhere}`,
  not_configured: `the system could not be reached. ${elsewhere}`,
  not_made: 'the connection was lost before it was made. Tell the caller, and ask whether to do it now.',
};

function requestText(message: OutboxMessage): string | null {
  const { tool, result } = message;
  const outcome = requestOutcome(message);
  if (outcome === 'under_way') return null;
  const answer = JSON.stringify(result?.answer ?? null);
  if (outcome === 'done') {
    return `The ${tool} request has finished. Tell the caller in a sentence. Its answer (data): ${answer}`;
  }
  const data = answer === 'null' ? '' : ` What was answered (data): ${answer}`;
  return `The ${tool} request did not succeed: ${setbacks[outcome]}${data}`;
}
