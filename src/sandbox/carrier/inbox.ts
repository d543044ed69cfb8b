import { EventLog } from './event-log.ts';
import type { TextMessage } from './text-message.ts';

/** An e-mail as the mail server stand-in hands it on. */
export interface InboxEmail {
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Recipients no header names. */
  readonly bcc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly InboxAttachment[];
}

export interface InboxAttachment {
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** What it says, where it is text. */
  readonly text: string | null;
}

/** Where e-mails come from: the mail server stand-in, by its shape. */
export interface MailFeed {
  /** Told of every e-mail from the first on; the answer stops it. */
  subscribe(listener: (email: InboxEmail) => void): () => void;
}

/** What arrives on the caller's phone and in the caller's mailbox. */
export type InboxItem =
  | { readonly medium: 'sms'; readonly at: number; readonly from: string; readonly to: string; readonly text: string }
  /** `to`: the addresses of the header, joined. */
  | ({ readonly medium: 'email'; readonly to: string } & Omit<InboxEmail, 'to'>);

/** Both media in one log, in order of arrival. */
export function openInbox(texts: EventLog<TextMessage>, mail: MailFeed | null): EventLog<InboxItem> {
  const inbox = new EventLog<InboxItem>();
  texts.subscribe(({ createdAt, from, to, body }) =>
    inbox.append({ medium: 'sms', at: createdAt, from, to, text: body }),
  );
  mail?.subscribe((email) => inbox.append(itemOf(email)));
  return inbox;
}

function itemOf({ at, from, to, cc, bcc, replyTo, subject, text, html, attachments }: InboxEmail): InboxItem {
  const listed = attachments.map(({ name, type, size, text: said }) => ({ name, type, size, text: said }));
  return { medium: 'email', at, from, to: to.join(', '), cc, bcc, replyTo, subject, text, html, attachments: listed };
}
