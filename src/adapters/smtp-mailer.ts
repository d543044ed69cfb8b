import { createTransport, type Transporter } from 'nodemailer';
import { fail, succeed } from '../domain/errors.ts';
import type { EmailContent } from '../domain/message.ts';
import type { Log, Mailer, VendorFailure } from '../ports.ts';

export interface SmtpMailerOptions {
  /** The SMTP URL of a mail preset; null: it is not configured. */
  readonly presetUrl: (preset: string) => string | null;
  readonly log: Log;
}

/** SMTP through nodemailer, one pool for each server. One recipient, an explicit envelope, no files, no URLs. */
export function createSmtpMailer({ presetUrl }: SmtpMailerOptions): Mailer {
  const transports = new Map<string, Transporter>();
  const transportOf = (url: string): Transporter => {
    const transport = transports.get(url) ?? createPool(url);
    transports.set(url, transport);
    return transport;
  };
  return {
    async send(email, messageId) {
      const url = presetUrl(email.preset);
      if (url === null) return fail(notConfigured);
      const id = `<${messageId}@${email.from.address.split('@')[1] ?? 'localhost'}>`;
      try {
        await transportOf(url).sendMail(toMail(email, id));
        return succeed({ vendorId: id, vendorStatus: 'accepted' });
      } catch (error) {
        return fail(toFailure(error));
      }
    },
    async close() {
      for (const transport of transports.values()) transport.close();
    },
  };
}

const notConfigured: VendorFailure = {
  reached: false,
  certain: true,
  retryable: false,
  code: 'not_configured',
  message: 'no mail server is configured for this preset',
  retryAfterMs: null,
};

function createPool(url: string): Transporter {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  return createTransport({
    pool: true,
    maxConnections: 5,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(searchParams.get('insecure') === 'true' && { tls: { rejectUnauthorized: false } }),
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function toMail(email: EmailContent, messageId: string) {
  const { name, address } = email.from;
  return {
    messageId,
    from: { name, address },
    to: { name: '', address: email.to },
    envelope: { from: address, to: [email.to] },
    subject: email.subject,
    text: email.text,
    ...(email.html !== undefined && { html: email.html }),
    ...(email.replyTo !== undefined && { replyTo: { name: '', address: email.replyTo } }),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Only a connection lost after the data was handed over leaves the outcome open. */
function toFailure(error: unknown): VendorFailure {
  const facts = error as { code?: unknown; command?: unknown; responseCode?: unknown; message?: unknown };
  const message = typeof facts.message === 'string' ? facts.message.slice(0, 300) : 'no answer';
  if (typeof facts.responseCode === 'number') {
    const retryable = facts.responseCode >= 400 && facts.responseCode < 500;
    return { reached: true, certain: true, retryable, code: String(facts.responseCode), message, retryAfterMs: null };
  }
  const beforeData = ['CONN', 'EHLO', 'HELO', 'AUTH', 'STARTTLS', 'MAIL FROM', 'RCPT TO'].some((command) =>
    String(facts.command ?? '').startsWith(command),
  );
  const refused = ['ECONNREFUSED', 'ENOTFOUND', 'EDNS', 'EAUTH', 'EENVELOPE', 'ETLS', 'EHOSTUNREACH'].includes(
    String(facts.code ?? ''),
  );
  return { reached: false, certain: beforeData || refused, retryable: true, code: null, message, retryAfterMs: null };
}
