import { toHtml } from '../domain/email-body.ts';
import { mailSender } from '../domain/mail-sender.ts';
import type { EmailContent } from '../domain/message.ts';
import { stripControls } from '../domain/sms-text.ts';
import type { ToolContext } from './tool.ts';

const longestSubject = 150;

/** An e-mail's own words. `link`: shown by its title where the text has its URL on a line of its own. */
export interface EmailWords {
  readonly subject: string;
  readonly text: string;
  readonly link?: { readonly url: string; readonly title: string };
}

/** The line's e-mail to this address; sender and reply-to come from the site file. Null when no preset is configured. */
export function emailContent({ inForce }: ToolContext, to: string, words: EmailWords): EmailContent | null {
  const sender = mailSender(inForce);
  if (sender === null) return null;
  const text = `${words.text.trim()}\n\n${inForce.site.name}\n`;
  return {
    medium: 'email',
    ...sender,
    to,
    subject: oneLine(words.subject),
    text,
    html: toHtml(text, words.link),
  };
}

/** A header has one line: what would begin another is a space. */
export function oneLine(text: string): string {
  return stripControls(text).replace(/\s+/g, ' ').trim().slice(0, longestSubject);
}
