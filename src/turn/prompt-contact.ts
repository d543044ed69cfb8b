import type { LineInForce } from '../domain/line-in-force.ts';
import { insideSection } from './prompt-text.ts';

/** How callers reach the business by themselves. Empty where the line has nothing to send, or no way to. */
export function contactSection({ site, line }: LineInForce): string {
  const { escalation, contact_details: details } = line;
  const media = [
    ...(escalation.text_contact && site.features.sms ? ['text'] : []),
    ...(escalation.email_contact && site.features.email ? ['e-mail'] : []),
  ];
  if (media.length === 0 || details === undefined) return '';
  const { number, email, text } = details;
  return [
    '# Contact details',
    `You may ${media.join(' or ')} these to the caller, as they are written here.`,
    ...(number === undefined ? [] : [`Phone: ${number}`]),
    ...(email === undefined ? [] : [`E-mail: ${email}`]),
    ...(text === undefined ? [] : [insideSection(text)]),
  ].join('\n');
}
