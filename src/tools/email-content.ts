import type { EmailContent } from '../domain/message.ts';
import { stripControls } from '../domain/sms-text.ts';
import { toHtml } from './email-body.ts';
import { mailPreset } from './offered.ts';
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
  const chosen = mailPreset(inForce);
  if (chosen === null) return null;
  const { name, preset } = chosen;
  const replyTo = inForce.line.reply_to ?? preset.reply_to;
  const text = `${words.text.trim()}\n\n${inForce.site.name}\n`;
  return {
    medium: 'email',
    preset: name,
    to,
    from: { name: preset.from.name, address: preset.from.address },
    ...(replyTo !== undefined && { replyTo }),
    subject: oneLine(words.subject),
    text,
    html: toHtml(text, words.link),
  };
}

/** A header has one line: what would begin another is a space. */
export function oneLine(text: string): string {
  return stripControls(text).replace(/\s+/g, ' ').trim().slice(0, longestSubject);
}
