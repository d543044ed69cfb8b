import type { Readable } from 'node:stream';
import { type AddressObject, simpleParser } from 'mailparser';

/** An e-mail as received. */
export interface ReceivedEmail {
  /** Epoch ms of its arrival. */
  readonly at: number;
  /** What the client said in MAIL FROM and RCPT TO, whatever the headers say. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** The From header. */
  readonly from: string;
  /** The addresses of the To header. */
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Envelope recipients that no header names. */
  readonly bcc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly messageId: string | null;
  readonly text: string;
  readonly html: string | null;
  /** By lower-case name; a repeated header's values are joined by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly ReceivedAttachment[];
  readonly raw: string;
}

export interface ReceivedAttachment {
  /** Its file name; empty where it has none. */
  readonly name: string;
  /** Its content type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly content: Buffer;
  /** What it says, where its type is text. */
  readonly text: string | null;
}

/** Reads an e-mail from its SMTP DATA. */
export async function readEmail(
  stream: Readable,
  envelope: ReceivedEmail['envelope'],
  at: number,
): Promise<ReceivedEmail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const parsed = await simpleParser(raw);
  const to = addresses(parsed.to);
  const cc = addresses(parsed.cc);
  return {
    at,
    envelope,
    from: parsed.from?.text ?? '',
    to,
    cc,
    bcc: notNamed(envelope.to, [...to, ...cc]),
    replyTo: addresses(parsed.replyTo)[0] ?? null,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? null,
    text: parsed.text ?? '',
    html: parsed.html || null,
    headers: headersOf(parsed.headerLines),
    attachments: parsed.attachments.map(({ filename = '', contentType, content }) => ({
      name: filename,
      type: contentType,
      size: content.length,
      content,
      text: contentType.startsWith('text/') ? content.toString('utf8') : null,
    })),
    raw: raw.toString('utf8'),
  };
}

function addresses(field: AddressObject | readonly AddressObject[] | undefined): string[] {
  const objects = field === undefined ? [] : [field].flat();
  return (objects as readonly AddressObject[]).flatMap((object) => object.value.map((one) => one.address ?? ''));
}

function notNamed(recipients: readonly string[], named: readonly string[]): string[] {
  const known = new Set(named.map((address) => address.toLowerCase()));
  return recipients.filter((address) => !known.has(address.toLowerCase()));
}

function headersOf(lines: readonly { readonly key: string; readonly line: string }[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of lines) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    const name = key.toLowerCase();
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}\n${value}` : value;
  }
  return headers;
}
