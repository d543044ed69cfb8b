import fc from 'fast-check';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmailContent } from '../../src/domain/message.ts';
import { startMailbox } from '../../src/sandbox/mailbox/mailbox.ts';
import { email, MailBench, refusal, siteId } from '../support/mail-bench.ts';

const bench = new MailBench();
afterEach(() => bench.close());

const many: EmailContent = {
  ...email,
  alsoTo: ['john@example.org'],
  cc: ['team@acme.example', 'lead@acme.example'],
  bcc: ['archive@acme.example'],
};
const everybody = [
  'jane@example.org',
  'john@example.org',
  'team@acme.example',
  'lead@acme.example',
  'archive@acme.example',
];

async function sendTo(options: SMTPServerOptions, content = many) {
  const { url, received } = await bench.server(options);
  return { result: await bench.mailerAt(url).send(content, 'msg_1', siteId), received };
}

/** Of a server that takes the commands one by one, and of one that takes them all at once. */
const dialogues: [string, SMTPServerOptions][] = [
  ['step by step', { hidePIPELINING: true }],
  ['in one go', {}],
];

describe('the recipients of an e-mail', () => {
  it('[EML6] To has the first and those beside it, Cc the copies, and nothing shows the blind ones', async () => {
    await using mailbox = await openMailbox();
    const result = await bench.mailerAt(mailbox.url).send(many, 'msg_1', siteId);
    expect(result.ok).toBe(true);
    const [mail, ...more] = mailbox.messages;
    expect(more).toEqual([]);
    expect(mail?.envelope).toEqual({ from: 'hello@acme.example', to: everybody });
    expect(mail?.headers).toMatchObject({
      to: 'jane@example.org, john@example.org',
      cc: 'team@acme.example, lead@acme.example',
    });
    expect(mail?.raw).not.toMatch(/bcc|archive@/i);
  });

  it('[EML6] who is named more than once gets it once, as To before Cc before Bcc', async () => {
    const { result, received } = await sendTo(
      {},
      {
        ...many,
        alsoTo: ['john@example.org', 'Jane@Example.org'],
        cc: ['john@example.org', 'team@acme.example'],
        bcc: ['TEAM@acme.example', 'jane@example.org'],
      },
    );
    expect(result.ok).toBe(true);
    expect(received.map(({ to }) => to)).toEqual([['jane@example.org', 'john@example.org', 'team@acme.example']]);
  });

  it('[EML2] what is not one address brings in nobody: nothing is sent at all', async () => {
    const { url, received } = await bench.server();
    const mailer = bench.mailerAt(url);
    const unit = fc.constantFrom('a', '@', 'b.example', ',', ';', ' ', '<', '>', '"', '\r\n', 'evil@x.com', '[', ']');
    const places = fc.constantFrom('to', 'alsoTo', 'cc', 'bcc');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 5 }), places, async (address, place) => {
        received.length = 0;
        const content = { ...email, [place]: place === 'to' ? address : [address] };
        const result = await mailer.send(content, 'msg_1', siteId);
        if (/^[^\s,;<>"[\]@]+@[^\s,;<>"[\]@]+$/.test(address.trim())) {
          expect(received.flatMap(({ to }) => to).length).toBeLessThanOrEqual(2);
        } else {
          expect(result).toMatchObject({
            ok: false,
            failure: { code: 'bad_address', certain: true, retryable: false },
          });
          expect(received).toEqual([]);
        }
      }),
      { seed: 23, numRuns: 500 },
    );
  });

  it.each(dialogues)(
    '[EML7] the first one refused for good: a failure, though others have it (%s)',
    async (_, kind) => {
      const { result, received } = await sendTo({ ...kind, onRcptTo: refusal(550, 'jane@example.org') });
      expect(result).toMatchObject({
        ok: false,
        failure: { reached: true, certain: true, retryable: false, code: '550' },
      });
      expect(received.map(({ to }) => to)).toEqual([everybody.slice(1)]);
    },
  );

  it.each(dialogues)(
    '[EML7] refused for a while only: not repeated, or the others had it twice (%s)',
    async (_, kind) => {
      const { result } = await sendTo({ ...kind, onRcptTo: refusal(450, 'jane@example.org') });
      expect(result).toMatchObject({ ok: false, failure: { certain: true, retryable: false, code: '450' } });
      expect(bench.log.lines).toEqual([]);
    },
  );

  it.each([
    [550, 450, false],
    [450, 550, true],
  ])('[EML7] all refused: the first one’s answer decides: %i before %i', async (first, others, retryable) => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (address, session, done) =>
      refusal(address.address === 'jane@example.org' ? first : others)(address, session, done);
    for (const [, kind] of dialogues) {
      const { result, received } = await sendTo({ ...kind, onRcptTo });
      expect(result).toMatchObject({
        ok: false,
        failure: { reached: true, certain: true, retryable, code: String(first) },
      });
      expect(received).toEqual([]);
    }
  });

  it('[EML7] the first one is known again however the address is written', async () => {
    const onRcptTo = refusal(550, 'Jane@example.org');
    const { result } = await sendTo({ onRcptTo }, { ...many, to: 'Jane@EXAMPLE.org' });
    expect(result).toMatchObject({ ok: false, failure: { code: '550' } });
  });

  it.each(dialogues)(
    '[EML8] another one refused: sent, and the log says so without the address (%s)',
    async (_, kind) => {
      const { result, received } = await sendTo({
        ...kind,
        onRcptTo: refusal(550, 'lead@acme.example', 'archive@acme.example'),
      });
      expect(result).toEqual({ ok: true, value: { vendorId: '<msg_1@acme.example>', vendorStatus: 'accepted' } });
      expect(received.map(({ to }) => to)).toEqual([everybody.slice(0, 3)]);
      const told = bench.log.lines;
      expect(told.map(({ level, fields }) => [level, fields])).toEqual([
        ['warn', { messageId: 'msg_1', code: 550 }],
        ['warn', { messageId: 'msg_1', code: 550 }],
      ]);
      expect(JSON.stringify(told)).not.toContain('@');
    },
  );

  it('[EML8] nor does a failure name one', async () => {
    const { result } = await sendTo({ onRcptTo: refusal(550) });
    expect(result).toMatchObject({ ok: false, failure: { message: expect.stringContaining('550') } });
    expect(JSON.stringify([result, bench.log.lines])).not.toContain('@');
  });
});

async function openMailbox() {
  const mailbox = await startMailbox({ host: '127.0.0.1', port: 0 });
  return { ...mailbox, [Symbol.asyncDispose]: () => mailbox.close() };
}
