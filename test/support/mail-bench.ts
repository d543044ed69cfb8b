import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createSmtpMailer, type SmtpMailerOptions } from '../../src/adapters/smtp-mailer.ts';
import type { EmailContent } from '../../src/domain/message.ts';
import type { SmtpServer } from '../../src/domain/smtp-server.ts';
import type { Mailer } from '../../src/ports.ts';
import { SilentLog } from './silent-log.ts';

export const siteId = 'acme';

export const email: EmailContent = {
  medium: 'email',
  preset: 'default',
  to: 'jane@example.org',
  from: { name: 'Acme, Inc.', address: 'hello@acme.example' },
  replyTo: 'office@acme.example',
  subject: 'Hello — you',
  text: 'As you asked.\n',
  html: '<p>As you asked.</p>',
};

export interface Received {
  readonly from: string | false;
  readonly to: string[];
  readonly raw: string;
}

export interface TestMailServer {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  connections(): number;
}

/** Mail servers and mailers of one test; all that was opened is closed together. */
export class MailBench {
  readonly log = new SilentLog();
  readonly #open: { close(): Promise<unknown> }[] = [];

  mailerAt(server: SmtpServer | null, options: Partial<SmtpMailerOptions> = {}): Mailer {
    const mailer = createSmtpMailer({
      server: () => server,
      readAttachment: async () => null,
      log: this.log,
      ...options,
    });
    this.#open.push(mailer);
    return mailer;
  }

  async server(options: SMTPServerOptions = {}): Promise<TestMailServer> {
    const received: Received[] = [];
    let connections = 0;
    const server = new SMTPServer({
      authOptional: true,
      logger: false,
      onConnect(_, done) {
        connections++;
        done();
      },
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? false : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          received.push({ from, to, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#open.push({ close: () => new Promise<void>((resolve) => server.close(resolve)) });
    const { port } = server.server.address() as AddressInfo;
    return { url: `smtp://127.0.0.1:${port}`, port, received, connections: () => connections };
  }

  /** A server that speaks line by line as told: what no proper one would do. */
  async rawServer(onLine: (line: string, socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.write('220 ready\r\n');
      socket.on('data', (data) => {
        for (const line of data.toString().split('\r\n')) if (line !== '') onLine(line, socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#open.push({
      close() {
        for (const socket of sockets) socket.destroy();
        return new Promise((resolve) => server.close(resolve));
      },
    });
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** An address where nobody listens. */
  async deadUrl(): Promise<string> {
    const url = await this.rawServer(() => {});
    await this.#open.pop()?.close();
    return url;
  }

  async close(): Promise<void> {
    this.log.lines.length = 0;
    for (const one of this.#open.splice(0).reverse()) await one.close();
  }
}

/** For `onRcptTo` and `onMailFrom`: these addresses, or all, are refused with this code. */
export function refusal(responseCode: number, ...addresses: string[]): NonNullable<SMTPServerOptions['onRcptTo']> {
  return ({ address }, _session, done) => {
    if (addresses.length > 0 && !addresses.includes(address)) return done();
    done(Object.assign(new Error(`<${address}> refused`), { responseCode }));
  };
}

export function refusalOfData(responseCode: number): NonNullable<SMTPServerOptions['onData']> {
  return (stream, _, done) => {
    stream.resume();
    stream.on('end', () => done(Object.assign(new Error('refused'), { responseCode })));
  };
}
