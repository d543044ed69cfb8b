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

/** An attachment whole. */
export interface InboxFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** Where e-mails come from: the mail server stand-in, by its shape. */
export interface MailFeed {
  /** Told of every e-mail from the first on; the answer stops it. */
  subscribe(listener: (email: DeliveredEmail) => void): () => void;
}

type DeliveredEmail = Omit<InboxEmail, 'attachments'> & {
  readonly attachments: readonly (InboxAttachment & { readonly content: Uint8Array })[];
};

/** What arrives on the caller's phone and in the caller's mailbox. */
export type InboxItem =
  | { readonly medium: 'sms'; readonly at: number; readonly from: string; readonly to: string; readonly text: string }
  /** `to`: the addresses of the header, joined. */
  | ({ readonly medium: 'email'; readonly to: string } & Omit<InboxEmail, 'to'>);

/** Both media in one log, in order of arrival; the files that came with the newest e-mails. */
export class Inbox {
  readonly log = new EventLog<InboxItem>();
  readonly #files = new Map<number, readonly InboxFile[]>();

  constructor(texts: EventLog<TextMessage>, mail: MailFeed | null) {
    texts.subscribe(({ createdAt, from, to, body }) =>
      this.log.append({ medium: 'sms', at: createdAt, from, to, text: body }),
    );
    mail?.subscribe((email) => this.#receive(email));
  }

  /** `item`: the place of the e-mail in the log. Null: it has no such file, or no more. */
  file(item: number, index: number): InboxFile | null {
    return this.#files.get(item)?.[index] ?? null;
  }

  #receive(email: DeliveredEmail): void {
    if (email.attachments.length > 0) this.#files.set(this.log.events.length, email.attachments);
    const [oldest] = this.#files.keys();
    if (oldest !== undefined && this.#files.size > KEPT_FILES) this.#files.delete(oldest);
    this.log.append(itemOf(email));
  }
}

/** E-mails whose files are kept. */
const KEPT_FILES = 100;

function itemOf({ at, from, to, cc, bcc, replyTo, subject, text, html, attachments }: DeliveredEmail): InboxItem {
  const listed = attachments.map(({ name, type, size, text: said }) => ({ name, type, size, text: said }));
  return { medium: 'email', at, from, to: to.join(', '), cc, bcc, replyTo, subject, text, html, attachments: listed };
}
