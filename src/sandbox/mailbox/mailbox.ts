import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Clock, realClock } from '../real-clock.ts';
import { type ReceivedEmail, readEmail } from './read-email.ts';

export interface MailboxOptions {
  readonly host: string;
  readonly port: number;
  /** Required from clients when set; otherwise any login, or none, is accepted. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Of the e-mails' times. */
  readonly clock?: Clock;
  /** Older e-mails are forgotten. Default 1000. */
  readonly keep?: number;
}

/** A failure on demand. `connect`, `rcpt`, `data`: refused there with this SMTP code. */
export interface MailFault {
  readonly at: 'connect' | 'rcpt' | 'data' | 'close-after-data' | 'hang';
  /** Default 451. `close-after-data` keeps the e-mail and drops the connection: the client cannot know. */
  readonly code?: number;
  /** With `rcpt`: strikes when this address is named, and lets all others pass. */
  readonly recipient?: string;
}

/** A running SMTP server that keeps what it receives. */
export interface MailboxServer {
  /** For SMTP_URL, e.g. `smtp://127.0.0.1:2525`. */
  readonly url: string;
  readonly messages: readonly ReceivedEmail[];
  /** Told of every e-mail, those kept so far first; the answer stops it. */
  subscribe(listener: (email: ReceivedEmail) => void): () => void;
  failNext(fault: MailFault): void;
  close(): Promise<void>;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** Starts the stand-in for a mail server; resolves when it listens. */
export async function startMailbox(options: MailboxOptions): Promise<MailboxServer> {
  const mailbox = new Mailbox(options.keep ?? 1000, options.clock ?? realClock);
  const server = new SMTPServer({
    authOptional: options.login === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    closeTimeout: 100,
    logger: false,
    onConnect: (_session, done) => done(mailbox.refusal('connect')),
    onAuth: ({ username, password }, _session, done) => {
      const { login } = options;
      const wrong = login !== undefined && (username !== login.user || password !== login.password);
      if (wrong) done(smtpError(535, 'Authentication failed'));
      else done(null, { user: username ?? 'anyone' });
    },
    onRcptTo: ({ address }, _session, done) => done(mailbox.refusal('rcpt', address)),
    onData: (stream, session, done) => void mailbox.receive(stream, session, done),
  });
  // A client that goes away mid-way is no failure of the server's.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => mailbox.connected(socket));
  await new Promise<void>((resolve) => server.listen(options.port, options.host, resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${options.host}:${port}`,
    messages: mailbox.messages,
    subscribe: (listener) => mailbox.subscribe(listener),
    failNext: (fault) => void mailbox.faults.push(fault),
    close: () => closeServer(server, mailbox),
  };
}

function closeServer(server: SMTPServer, mailbox: Mailbox): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    mailbox.dropAll();
  });
}

class Mailbox {
  readonly messages: ReceivedEmail[] = [];
  readonly faults: MailFault[] = [];
  readonly #keep: number;
  readonly #clock: Clock;
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<(email: ReceivedEmail) => void>();

  constructor(keep: number, clock: Clock) {
    this.#keep = keep;
    this.#clock = clock;
  }

  connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  subscribe(listener: (email: ReceivedEmail) => void): () => void {
    for (const email of this.messages) listener(email);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The error of the next fault, if it strikes here. */
  refusal(at: MailFault['at'], recipient = ''): Error | null {
    const fault = this.#take(at, recipient);
    return fault === null ? null : smtpError(fault.code ?? 451, 'Refused on demand');
  }

  async receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error: Error | null) => void,
  ): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((one) => one.address) };
    const email = await readEmail(stream, envelope, this.#clock.now());
    const refusal = stream.sizeExceeded ? smtpError(552, 'Message too large') : this.refusal('data');
    if (refusal !== null) return done(refusal);
    if (this.#take('hang') !== null) return;
    this.messages.push(email);
    if (this.messages.length > this.#keep) this.messages.shift();
    for (const listener of [...this.#listeners]) listener(email);
    if (this.#take('close-after-data') === null) done(null);
    else this.#drop(session.remotePort);
  }

  #drop(remotePort: number): void {
    for (const socket of this.#sockets) if (socket.remotePort === remotePort) socket.destroy();
  }

  /** The first fault in line, past those that wait for another recipient. */
  #take(at: MailFault['at'], recipient = ''): MailFault | null {
    const index = this.faults.findIndex((fault) => fault.recipient === undefined || isFor(fault, at, recipient));
    if (this.faults[index]?.at !== at) return null;
    return this.faults.splice(index, 1)[0] ?? null;
  }
}

const isFor = (fault: MailFault, at: MailFault['at'], recipient: string): boolean =>
  fault.at === at && fault.recipient?.toLowerCase() === recipient.toLowerCase();

const smtpError = (code: number, message: string): Error => Object.assign(new Error(message), { responseCode: code });
