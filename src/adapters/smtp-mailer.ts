import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { fail, succeed } from '../domain/errors.ts';
import type { EmailContent } from '../domain/message.ts';
import type { Log, Mailer, VendorFailure } from '../ports.ts';

export interface SmtpMailerOptions {
  /** The SMTP URL of a mail preset; null: it is not configured. */
  readonly presetUrl: (preset: string) => string | null;
  readonly log: Log;
}

interface Pool {
  readonly transport: Transporter;
  /** The message being sent, as nodemailer streams it, by Message-ID: was any of it read, the server may have it. */
  readonly streams: Map<string, Readable>;
}

/** The whole attempt; below the lease of a delivery, so that no other process takes the message over meanwhile. */
const longestSendMs = 15_000;

/** SMTP through nodemailer, one pool for each server. One recipient, an explicit envelope, no files, no URLs. */
export function createSmtpMailer({ presetUrl }: SmtpMailerOptions): Mailer {
  const pools = new Map<string, Pool>();
  return {
    async send(email, messageId) {
      const url = presetUrl(email.preset);
      if (url === null) return fail(notConfigured);
      const id = `<${messageId}@${email.from.address.split('@')[1] ?? 'localhost'}>`;
      let begun: () => boolean = () => false;
      try {
        const pool = pools.get(url) ?? createPool(url);
        pools.set(url, pool);
        begun = () => pool.streams.get(id)?.readableDidRead === true;
        await pool.transport.sendMail(toMail(email, id)).finally(() => {
          const wasBegun = begun();
          begun = () => wasBegun;
          pool.streams.delete(id);
        });
        return succeed({ vendorId: id, vendorStatus: 'accepted' });
      } catch (error) {
        return fail(toFailure(error, begun()));
      }
    },
    async close() {
      for (const { transport } of pools.values()) transport.close();
      pools.clear();
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

function createPool(url: string): Pool {
  const streams = new Map<string, Readable>();
  const transport = createTransport({
    ...serverOf(url),
    pool: true,
    maxConnections: 5,
    maxRequeues: 1,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use('stream', ({ message }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...options) => {
      const stream = create(...options);
      streams.set(message.messageId(), stream);
      return stream;
    };
    done();
  });
  return { transport, streams };
}

function serverOf(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  // A test or sandbox server on this machine has a certificate of its own making, and nobody is in between.
  const trusting = ['localhost', '127.0.0.1', '::1'].includes(host) || searchParams.get('insecure') === 'true';
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(trusting && { tls: { rejectUnauthorized: false } }),
  };
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
    signal: AbortSignal.timeout(longestSendMs),
  };
}

/** A reply of the server is an answer. Without one, only a message of which nothing was sent is certainly not there. */
function toFailure(error: unknown, begun: boolean): VendorFailure {
  const facts = error as { code?: unknown; responseCode?: unknown; message?: unknown };
  const message = typeof facts.message === 'string' ? facts.message.slice(0, 300) : 'no answer';
  if (typeof facts.responseCode === 'number') {
    const retryable = facts.responseCode < 500;
    return { reached: true, certain: true, retryable, code: String(facts.responseCode), message, retryAfterMs: null };
  }
  const malformed = facts.code === 'EENVELOPE' || facts.code === 'EMESSAGE';
  return { reached: false, certain: !begun, retryable: !malformed, code: null, message, retryAfterMs: null };
}
