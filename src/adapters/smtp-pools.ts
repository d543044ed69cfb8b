import type { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { SmtpServer } from '../domain/smtp-server.ts';

/** One connection pool for each server and login, opened when first used. */
export interface SmtpPools {
  send(server: SmtpServer, mail: SendMailOptions): Promise<SmtpAttempt>;
  close(): void;
}

/** What came of one attempt. `begun`: some of the message was read to be sent, so the server may have it. */
export type SmtpAttempt =
  | { readonly sent: true; readonly info: SentInfo }
  | { readonly sent: false; readonly error: unknown; readonly begun: boolean };

/** What nodemailer tells of a message that the server took for at least one recipient. */
export interface SentInfo {
  readonly envelope: { readonly to: readonly string[] };
  readonly rejectedErrors?: readonly RefusedRecipient[] | undefined;
}

type RefusedRecipient = Error & { readonly recipient?: string | undefined; readonly responseCode?: number | undefined };

interface Pool {
  readonly transport: ReturnType<typeof createPoolTransport>;
  /** The message being sent, as nodemailer streams it, by Message-ID. */
  readonly streams: Map<string, Readable>;
}

export function createSmtpPools(): SmtpPools {
  const pools = new Map<string, Pool>();
  return {
    async send(server, mail) {
      const messageId = mail.messageId ?? '';
      let pool: Pool | undefined;
      try {
        const key = keyOf(server);
        pool = pools.get(key) ?? createPool(server);
        pools.set(key, pool);
        return { sent: true, info: await pool.transport.sendMail(mail) };
      } catch (error) {
        return { sent: false, error, begun: pool?.streams.get(messageId)?.readableDidRead === true };
      } finally {
        pool?.streams.delete(messageId);
      }
    },
    close() {
      for (const { transport } of pools.values()) transport.close();
      pools.clear();
    },
  };
}

function keyOf(server: SmtpServer): string {
  if (typeof server === 'string') return server;
  const { host, port, secure, user, password } = server;
  return JSON.stringify([host, port, secure, user, password]);
}

function createPool(server: SmtpServer): Pool {
  const streams = new Map<string, Readable>();
  const transport = createPoolTransport(server);
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

function createPoolTransport(server: SmtpServer) {
  return createTransport({
    ...(typeof server === 'string' ? urlOptions(server) : accountOptions(server)),
    pool: true,
    maxConnections: 5,
    maxRequeues: 1,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function urlOptions(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const login = username === '' ? null : decodeURIComponent(username);
  const account = { host, secure, user: login, password: decodeURIComponent(password) };
  const options = accountOptions({ ...account, port: port === '' ? (secure ? 465 : 587) : Number(port) });
  return searchParams.get('insecure') === 'true' ? { ...options, tls: { rejectUnauthorized: false } } : options;
}

function accountOptions({ host, port, secure, user, password }: Exclude<SmtpServer, string>) {
  // A test or sandbox server on this machine has a certificate of its own making, and nobody is in between.
  const trusting = ['localhost', '127.0.0.1', '::1'].includes(host);
  return {
    host,
    port,
    secure,
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    ...(trusting && { tls: { rejectUnauthorized: false } }),
  };
}
