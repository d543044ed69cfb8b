import { EventLog } from './event-log.ts';
import type { TextMessage } from './text-message.ts';

/** An e-mail as the mail server stand-in hands it on. */
export interface InboxEmail {
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Where e-mails come from: the mail server stand-in, by its shape. */
export interface MailFeed {
  /** Told of every e-mail from the first on; the answer stops it. */
  subscribe(listener: (email: InboxEmail) => void): () => void;
}

/** What arrives on the caller's phone and in the caller's mailbox. */
export type InboxItem =
  | { readonly medium: 'sms'; readonly at: number; readonly from: string; readonly to: string; readonly text: string }
  | {
      readonly medium: 'email';
      readonly at: number;
      readonly from: string;
      readonly to: string;
      readonly subject: string;
      readonly text: string;
    };

/** Both media in one log, in order of arrival. */
export function openInbox(texts: EventLog<TextMessage>, mail: MailFeed | null): EventLog<InboxItem> {
  const inbox = new EventLog<InboxItem>();
  texts.subscribe(({ createdAt, from, to, body }) =>
    inbox.append({ medium: 'sms', at: createdAt, from, to, text: body }),
  );
  mail?.subscribe(({ at, from, to, subject, text }) =>
    inbox.append({ medium: 'email', at, from, to: to.join(', '), subject, text }),
  );
  return inbox;
}
