import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpMailer } from '../../src/adapters/smtp-mailer.ts';
import type { EmailContent } from '../../src/domain/message.ts';
import type { Mailer } from '../../src/ports.ts';
import { SilentLog } from '../support/silent-log.ts';

const email: EmailContent = {
  medium: 'email',
  preset: 'default',
  to: 'jane@example.org',
  from: { name: 'Acme, Inc.', address: 'hello@acme.example' },
  replyTo: 'office@acme.example',
  subject: 'Hello — you',
  text: 'As you asked.\n',
  html: '<p>As you asked.</p>',
};
interface Received {
  readonly from: string | false;
  readonly to: string[];
  readonly raw: string;
}

const expectedHeaders = new Set(
  'auto-submitted content-transfer-encoding content-type date from message-id mime-version reply-to subject to'.split(
    ' ',
  ),
);

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function mailerAt(url: string | null): Mailer {
  const mailer = createSmtpMailer({ presetUrl: () => url, log: new SilentLog() });
  open.push(mailer);
  return mailer;
}

async function mailServer(
  options: SMTPServerOptions = {},
): Promise<{ url: string; received: Received[]; connections: () => number }> {
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
        received.push({
          from: addressOf(envelope.mailFrom),
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise<void>((resolve) => server.close(resolve)) });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
  };
}

/** A server that speaks line by line as told: what no proper one would do. */
async function rawServer(onLine: (line: string, socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('220 ready\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n')) if (line !== '') onLine(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the mailer', () => {
  it('[EML1] sends one mail to one recipient, from and reply-to as configured, with a Message-ID of the message', async () => {
    const { url, received } = await mailServer();
    expect(await mailerAt(url).send(email, 'msg_1')).toEqual({
      ok: true,
      value: { vendorId: '<msg_1@acme.example>', vendorStatus: 'accepted' },
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'hello@acme.example', to: ['jane@example.org'] });
    const mail = await simpleParser(received[0]?.raw ?? '');
    expect(mail).toMatchObject({ subject: 'Hello — you', messageId: '<msg_1@acme.example>', text: 'As you asked.\n' });
    expect([mail.from?.text, textOf(mail.to), mail.replyTo?.text]).toEqual([
      '"Acme, Inc." <hello@acme.example>',
      'jane@example.org',
      'office@acme.example',
    ]);
    expect(mail.html).toContain('<p>As you asked.</p>');
  });

  it('[EML1] connections are reused; the same message has the same Message-ID', async () => {
    const { url, received, connections } = await mailServer();
    const mailer = mailerAt(url);
    for (let index = 0; index < 3; index++) await mailer.send(email, 'msg_1');
    expect(connections()).toBe(1);
    expect(new Set(received.map(({ raw }) => /Message-ID: (\S+)/i.exec(raw)?.[1]))).toEqual(
      new Set(['<msg_1@acme.example>']),
    );
  });

  it('[EML2] no words make another header or recipient', { timeout: 30_000 }, async () => {
    const { url, received } = await mailServer();
    const mailer = mailerAt(url);
    const words = fc.string({
      unit: fc.constantFrom(
        'a',
        '\r',
        '\n',
        '\r\n',
        ':',
        ' ',
        'Bcc: x@evil.com',
        '.',
        '\t',
        'é',
        '<',
        '>',
        '@',
        '\u0000',
        '=?utf-8?q?x?=',
      ),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(words, words, words, async (subject, text, name) => {
        received.length = 0;
        await mailer.send({ ...email, subject, text, from: { name, address: 'hello@acme.example' } }, 'msg_1');
        expect(received).toHaveLength(1);
        expect(received[0]).toMatchObject({ from: 'hello@acme.example', to: ['jane@example.org'] });
        const mail: ParsedMail = await simpleParser(received[0]?.raw ?? '');
        expect([...mail.headers.keys()].filter((name) => !expectedHeaders.has(name))).toEqual([]);
        expect(mail.from?.value.map(({ address }) => address)).toEqual(['hello@acme.example']);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it.each([
    [{ onRcptTo: refusal(550) }, { code: '550', retryable: false }],
    [{ onRcptTo: refusal(450) }, { code: '450', retryable: true }],
    [{ onMailFrom: refusal(452) }, { code: '452', retryable: true }],
    [{ onData: refusalOfData(554) }, { code: '554', retryable: false }],
    [{ onData: refusalOfData(451) }, { code: '451', retryable: true }],
  ] as [SMTPServerOptions, object][])('[EML3] an answer of the server is certain: %#', async (options, expected) => {
    const { url } = await mailServer(options);
    expect(await mailerAt(url).send(email, 'msg_1')).toMatchObject({
      ok: false,
      failure: { reached: true, certain: true, ...expected },
    });
  });

  it('[EML3] a server that is not there, or goes before the data, has nothing', async () => {
    const { url } = await mailServer();
    const gone = await rawServer(() => {});
    await open.pop()?.close();
    const noConnection = { ok: false, failure: { reached: false, certain: true, retryable: true } };
    expect(await mailerAt(gone).send(email, 'msg_1')).toMatchObject(noConnection);
    const cutsRecipient = await rawServer((line, socket) =>
      line.startsWith('RCPT') ? socket.destroy() : socket.write('250 ok\r\n'),
    );
    expect(await mailerAt(cutsRecipient).send(email, 'msg_1')).toMatchObject(noConnection);
    expect((await mailerAt(url).send(email, 'msg_1')).ok).toBe(true);
  });

  it('[EML4] a server that goes after the data may have the mail', async () => {
    let inData = false;
    const url = await rawServer((line, socket) => {
      if (line === 'DATA') inData = true;
      if (line === '.') socket.destroy();
      else if (line === 'DATA') socket.write('354 go\r\n');
      else if (!inData) socket.write('250 ok\r\n');
    });
    expect(await mailerAt(url).send(email, 'msg_1')).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false },
    });
  });

  it('[EML4] so may one that says nothing more after it', { timeout: 20_000 }, async () => {
    let inData = false;
    const url = await rawServer((line, socket) => {
      if (line === 'DATA') {
        inData = true;
        socket.write('354 go\r\n');
      } else if (!inData) socket.write('250 ok\r\n');
    });
    expect(await mailerAt(url).send(email, 'msg_1')).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false },
    });
  });

  it('[EML5] a preset without a server is told as such', async () => {
    expect(await mailerAt(null).send(email, 'msg_1')).toMatchObject({
      ok: false,
      failure: { code: 'not_configured', certain: true, retryable: false },
    });
    expect(await mailerAt('not a url').send(email, 'msg_1')).toMatchObject({ ok: false, failure: { certain: true } });
  });
});

const addressOf = (from: false | { address: string }): string | false => (from === false ? false : from.address);

function textOf(to: ParsedMail['to']): string | undefined {
  return Array.isArray(to) ? to.map(({ text }) => text).join() : to?.text;
}

function refusal(responseCode: number) {
  return (_address: unknown, _session: unknown, done: (error: Error) => void) =>
    done(Object.assign(new Error('refused'), { responseCode }));
}

function refusalOfData(responseCode: number): NonNullable<SMTPServerOptions['onData']> {
  return (stream, _, done) => {
    stream.resume();
    stream.on('end', () => done(Object.assign(new Error('refused'), { responseCode })));
  };
}
