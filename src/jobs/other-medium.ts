import type { Line } from '../domain/line.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { mailSender } from '../domain/mail-sender.ts';
import type { EmailContent, MessageContent, OutboxMessage, SmsContent } from '../domain/message.ts';
import { smsSender } from '../domain/sms-sender.ts';
import { toSmsText } from '../domain/sms-text.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';

const mostSegments = 4;

/** Links go only by the media the line has for them, and the form for an address is of use in the call alone. */
export function mayGoByOtherMedium({ tool, content }: OutboxMessage, { link_delivery: links }: Line): boolean {
  if (tool === ADDRESS_FORM) return false;
  if (tool !== 'send_sms_link' && tool !== 'send_email_link') return true;
  return content.medium === 'sms' ? links.email : links.sms;
}

/** The same words by the other medium; null where they do not fit it or the line cannot send by it. */
export function byOtherMedium(
  content: MessageContent,
  to: string,
  inForce: Pick<LineInForce, 'site' | 'line'>,
): MessageContent | null {
  const other = content.medium === 'sms' ? asEmail(content, to, inForce) : asSms(content, to, inForce);
  if (other === null || content.notAfter === undefined) return other;
  return { ...other, notAfter: content.notAfter };
}

function asEmail(
  { body }: SmsContent,
  to: string,
  { site, line }: Pick<LineInForce, 'site' | 'line'>,
): EmailContent | null {
  const sender = mailSender({ site, line });
  if (sender === null || !site.features.email) return null;
  return {
    medium: 'email',
    ...sender,
    to,
    subject: `Your call with ${site.name}`,
    text: `We could not text you, so here it is:\n\n${body}\n\n${site.name}\n`,
  };
}

function asSms(
  { subject, text }: EmailContent,
  to: string,
  { site, line }: Pick<LineInForce, 'site' | 'line'>,
): SmsContent | null {
  const words = toSmsText(`${subject}: ${text}`, mostSegments);
  if (words.tooLong || !site.features.sms) return null;
  return { medium: 'sms', to, from: smsSender(line, to), body: words.text };
}
