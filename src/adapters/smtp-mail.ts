import type { SendMailOptions } from 'nodemailer';
import { attachmentLimitBytes } from '../domain/attachment-limit.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import { type EmailAttachment, type EmailContent, recipientsOf } from '../domain/message.ts';
import { stripControls } from '../domain/sms-text.ts';
import type { VendorFailure } from '../ports.ts';
import { refuseToSend } from './smtp-failure.ts';

/** Gives a file of the site's folder; null: there is none. What is longer than the limit may come cut off beyond it. */
export type ReadAttachment = (path: string) => Promise<Buffer | null>;

type Attached = NonNullable<SendMailOptions['attachments']>;

/** The e-mail as nodemailer takes it: addresses without names but the sender's, an explicit envelope, no file paths. */
export async function toMail(
  email: EmailContent,
  messageId: string,
  read: ReadAttachment,
): Promise<Outcome<SendMailOptions, VendorFailure>> {
  // Of anything but one address the mail library would make none, or several.
  if (recipientsOf(email).some((recipient) => parseEmailAddress(recipient) === null))
    return fail(refuseToSend('bad_address', 'a recipient is not one e-mail address'));
  const attachments = await readAttachments(email.attachments ?? [], read);
  if (!attachments.ok) return attachments;
  const { name, address } = email.from;
  return succeed({
    messageId,
    from: { name, address },
    to: [email.to, ...(email.alsoTo ?? [])].map(bare),
    cc: (email.cc ?? []).map(bare),
    envelope: { from: bare(address), to: envelopeOf(email) },
    subject: email.subject,
    text: email.text,
    ...(email.html !== undefined && { html: email.html }),
    ...(email.replyTo !== undefined && { replyTo: bare(email.replyTo) }),
    attachments: attachments.value,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}

/** No name: one from outside would be shown in place of the address. */
const bare = (address: string) => ({ name: '', address });

/** Everybody once, however it is written; the first recipient stays the first. */
function envelopeOf(email: EmailContent) {
  const byAddress = new Map<string, string>();
  for (const address of recipientsOf(email)) {
    const key = address.trim().toLowerCase();
    byAddress.set(key, byAddress.get(key) ?? address);
  }
  return [...byAddress.values()].map(bare);
}

async function readAttachments(
  attachments: readonly EmailAttachment[],
  read: ReadAttachment,
): Promise<Outcome<Attached, VendorFailure>> {
  const attached: Attached = [];
  let bytes = 0;
  for (const attachment of attachments) {
    const filename = nameOf(attachment.kind === 'file' ? attachment.path : attachment.filename);
    const content = attachment.kind === 'file' ? await read(attachment.path) : Buffer.from(attachment.text);
    if (content === null) return fail(refuseToSend('attachment_missing', `the attachment ${filename} is not there`));
    bytes += content.length;
    if (bytes > attachmentLimitBytes)
      return fail(
        refuseToSend('attachments_too_large', `the attachments have more than ${attachmentLimitBytes} bytes`),
      );
    const contentType = attachment.kind === 'file' ? {} : { contentType: withCharset(attachment.contentType) };
    attached.push({ filename, content, ...contentType });
  }
  return succeed(attached);
}

/** The last part of the path, on one line. */
function nameOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return stripControls(name).replace(/\s+/g, ' ').trim();
}

/** A text of ours is UTF-8, which a type of `text/` alone does not say. */
function withCharset(contentType: string): string {
  return /^text\//i.test(contentType) && !/;\s*charset=/i.test(contentType)
    ? `${contentType}; charset=utf-8`
    : contentType;
}
