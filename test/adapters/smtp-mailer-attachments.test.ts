import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmailAttachment } from '../../src/domain/message.ts';
import { email, MailBench, siteId, type TestMailServer } from '../support/mail-bench.ts';

const bench = new MailBench();
afterEach(() => bench.close());

const limit = 10_000_000;
const file = (path: string): EmailAttachment => ({ kind: 'file', path });
const text = (filename: string, words: string, contentType = 'text/plain'): EmailAttachment => ({
  kind: 'text',
  filename,
  contentType,
  text: words,
});

/** Sends with a folder of these files. */
async function sendWith(files: Readonly<Record<string, Buffer>>, attachments: readonly EmailAttachment[]) {
  const server = await bench.server();
  const readAttachment = async (path: string): Promise<Buffer | null> => files[path] ?? null;
  const mailer = bench.mailerAt(server.url, { readAttachment });
  return { result: await mailer.send({ ...email, attachments }, 'msg_1', siteId), ...server };
}

async function attachedTo({ received }: Pick<TestMailServer, 'received'>) {
  const { attachments } = await simpleParser(received[0]?.raw ?? '');
  return attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content }));
}

describe('the attachments of an e-mail', () => {
  it('[EML9] a file of the folder and a text of ours arrive with name, kind and every byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256));
    const sent = await sendWith({ 'papers/price list.pdf': bytes, 'logo.png': Buffer.from([0x89]) }, [
      file('papers/price list.pdf'),
      file('logo.png'),
      text('transcript.txt', 'Günther: “hello”\n'),
      text('visit.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'text/calendar; method=PUBLISH'),
      text('empty.csv', '', 'text/csv'),
    ]);
    expect(sent.result.ok).toBe(true);
    expect(await attachedTo(sent)).toEqual([
      { filename: 'price list.pdf', contentType: 'application/pdf', content: bytes },
      { filename: 'logo.png', contentType: 'image/png', content: Buffer.from([0x89]) },
      { filename: 'transcript.txt', contentType: 'text/plain', content: Buffer.from('Günther: “hello”\n') },
      {
        filename: 'visit.ics',
        contentType: 'text/calendar',
        content: Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
      },
      { filename: 'empty.csv', contentType: 'text/csv', content: Buffer.alloc(0) },
    ]);
    const kinds = sent.received[0]?.raw.replace(/\r\n[ \t]/g, ' ').match(/^content-type: text\/(csv|calendar).*/gim);
    expect(kinds).toEqual([
      expect.stringMatching(/calendar; method=PUBLISH; charset=utf-8/i),
      expect.stringMatching(/csv; charset=utf-8/i),
    ]);
  });

  it('[EML9] a path in a name is no instruction to read a file', async () => {
    const sent = await sendWith({}, [text('/etc/hostname', 'ours'), text('..\\..\\secret.txt', 'ours too')]);
    expect(await attachedTo(sent)).toMatchObject([
      { filename: 'hostname', content: Buffer.from('ours') },
      { filename: 'secret.txt', content: Buffer.from('ours too') },
    ]);
  });

  it('[EML9] names have no control characters and make no header', async () => {
    const { url, received } = await bench.server();
    const mailer = bench.mailerAt(url, { readAttachment: async () => Buffer.from('x') });
    const unit = fc.constantFrom(
      'a',
      '.',
      '\r\n',
      '\n',
      '\u0000',
      '\u007f',
      '\u0085',
      '\u202e',
      '"',
      ';',
      '=',
      'Bcc: x@evil.com',
      'é',
      '/',
      '\\',
      '\t',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 10 }), fc.boolean(), async (name, ours) => {
        received.length = 0;
        const attachments = [ours ? text(name, 'x') : file(name)];
        expect((await mailer.send({ ...email, attachments }, 'msg_1', siteId)).ok).toBe(true);
        expect(received.map(({ to }) => to)).toEqual([[email.to]]);
        const raw = received[0]?.raw ?? '';
        expect(raw).not.toMatch(/^bcc:/im);
        const [attached, ...more] = (await simpleParser(raw)).attachments;
        expect(more).toEqual([]);
        expect(attached?.content.toString()).toBe('x');
        expect(attached?.filename).not.toMatch(/[\p{Cc}\u202e]/u);
      }),
      { seed: 29, numRuns: 150 },
    );
  });

  it('[EML10] a file that is not there: nothing is sent, and no repeat would help', async () => {
    const { result, received } = await sendWith({ 'a.pdf': Buffer.from('a') }, [file('a.pdf'), file('b.pdf')]);
    expect(result).toMatchObject({
      ok: false,
      failure: { reached: false, certain: true, retryable: false, code: 'attachment_missing' },
    });
    expect(received).toEqual([]);
  });

  it('[EML10] a disk that fails is another matter: it is worth another try', async () => {
    const { url, connections } = await bench.server();
    const readAttachment = () => Promise.reject(Object.assign(new Error('too many open files'), { code: 'EMFILE' }));
    const result = await bench
      .mailerAt(url, { readAttachment })
      .send({ ...email, attachments: [file('a.pdf')] }, 'msg_1', siteId);
    expect(result).toMatchObject({
      ok: false,
      failure: { reached: false, certain: true, retryable: true, code: null },
    });
    expect(connections()).toBe(0);
  });

  it('[EML10] 10 MB together are sent, a byte more is not, whichever kind it is of', async () => {
    const half = Buffer.alloc(limit / 2, 7);
    const fits = await sendWith({ 'a.bin': half }, [file('a.bin'), file('a.bin')]);
    expect(fits.result.ok).toBe(true);
    expect((await attachedTo(fits)).map(({ content }) => content.length)).toEqual([limit / 2, limit / 2]);
    for (const last of [file('b.bin'), text('b.txt', 'b'), text('b.txt', 'é')]) {
      const files = { 'a.bin': half, 'b.bin': Buffer.from('b') };
      const { result, received } = await sendWith(files, [file('a.bin'), file('a.bin'), last]);
      expect(result).toMatchObject({
        ok: false,
        failure: { reached: false, certain: true, retryable: false, code: 'attachments_too_large' },
      });
      expect(received).toEqual([]);
    }
  });
});
