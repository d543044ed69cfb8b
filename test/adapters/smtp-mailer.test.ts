import fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { email, MailBench, refusal, refusalOfData, siteId } from '../support/mail-bench.ts';

const expectedHeaders = new Set(
  'auto-submitted content-transfer-encoding content-type date from message-id mime-version reply-to subject to'.split(
    ' ',
  ),
);

const bench = new MailBench();
afterEach(() => bench.close());

describe('the mailer', () => {
  it('[EML1] sends one mail to one recipient, from and reply-to as configured, with a Message-ID of the message', async () => {
    const { url, received } = await bench.server();
    expect(await bench.mailerAt(url).send(email, 'msg_1', siteId)).toEqual({
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
    const { url, received, connections } = await bench.server();
    const mailer = bench.mailerAt(url);
    for (let index = 0; index < 3; index++) await mailer.send(email, 'msg_1', siteId);
    expect(connections()).toBe(1);
    expect(new Set(received.map(({ raw }) => /Message-ID: (\S+)/i.exec(raw)?.[1]))).toEqual(
      new Set(['<msg_1@acme.example>']),
    );
  });

  it('[EML2] no words make another header or recipient', { timeout: 30_000 }, async () => {
    const { url, received } = await bench.server();
    const mailer = bench.mailerAt(url);
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
        await mailer.send({ ...email, subject, text, from: { name, address: 'hello@acme.example' } }, 'msg_1', siteId);
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
    const { url } = await bench.server(options);
    expect(await bench.mailerAt(url).send(email, 'msg_1', siteId)).toMatchObject({
      ok: false,
      failure: { reached: true, certain: true, ...expected },
    });
  });

  it('[EML3] a server that is not there, or goes before the data, has nothing', async () => {
    const { url } = await bench.server();
    const gone = await bench.deadUrl();
    const noConnection = { ok: false, failure: { reached: false, certain: true, retryable: true } };
    expect(await bench.mailerAt(gone).send(email, 'msg_1', siteId)).toMatchObject(noConnection);
    const cutsRecipient = await bench.rawServer((line, socket) =>
      line.startsWith('RCPT') ? socket.destroy() : socket.write('250 ok\r\n'),
    );
    expect(await bench.mailerAt(cutsRecipient).send(email, 'msg_1', siteId)).toMatchObject(noConnection);
    expect((await bench.mailerAt(url).send(email, 'msg_1', siteId)).ok).toBe(true);
  });

  it('[EML4] a server that goes after the data may have the mail', async () => {
    let inData = false;
    const url = await bench.rawServer((line, socket) => {
      if (line === 'DATA') inData = true;
      if (line === '.') socket.destroy();
      else if (line === 'DATA') socket.write('354 go\r\n');
      else if (!inData) socket.write('250 ok\r\n');
    });
    expect(await bench.mailerAt(url).send(email, 'msg_1', siteId)).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false },
    });
  });

  it('[EML4] so may one that says nothing more after it', { timeout: 20_000 }, async () => {
    let inData = false;
    const url = await bench.rawServer((line, socket) => {
      if (line === 'DATA') {
        inData = true;
        socket.write('354 go\r\n');
      } else if (!inData) socket.write('250 ok\r\n');
    });
    expect(await bench.mailerAt(url).send(email, 'msg_1', siteId)).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false },
    });
  });

  it('[EML5] a preset without a server is told as such', async () => {
    expect(await bench.mailerAt(null).send(email, 'msg_1', siteId)).toMatchObject({
      ok: false,
      failure: { code: 'not_configured', certain: true, retryable: false },
    });
    expect(await bench.mailerAt('not a url').send(email, 'msg_1', siteId)).toMatchObject({
      ok: false,
      failure: { certain: true },
    });
  });
});

function textOf(to: ParsedMail['to']): string | undefined {
  return Array.isArray(to) ? to.map(({ text }) => text).join() : to?.text;
}
