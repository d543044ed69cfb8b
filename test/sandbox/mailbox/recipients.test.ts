import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { startMailbox } from '../../../src/sandbox/mailbox/mailbox.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';

const place = { host: '127.0.0.1', port: 0 };

async function start() {
  const mailbox = await startMailbox(place);
  const transport = createTransport(mailbox.url);
  onTestFinished(async () => {
    transport.close();
    await mailbox.close();
  });
  return { mailbox, transport };
}

const calendar = 'BEGIN:VCALENDAR\r\nSUMMARY:Visit – ü\r\nEND:VCALENDAR';
const email = {
  from: 'hello@brightwater.example.com',
  to: 'jane@example.com, Tom <tom@example.com>',
  cc: 'Team@example.com',
  bcc: ['boss@example.com', 'archive@example.com'],
  replyTo: 'office@brightwater.example.com',
  subject: 'Visit',
  text: 'See you.',
  html: '<p>See you.</p>',
  attachments: [
    { filename: 'visit.ics', content: calendar, contentType: 'text/calendar; charset=utf-8; method=REQUEST' },
    { filename: 'plan.pdf', content: Buffer.from([37, 80, 68, 70, 0]), contentType: 'application/pdf' },
  ],
};

test('[SBT10] an e-mail shows all its recipients, those no header names too, and its attachments', async () => {
  const { mailbox, transport } = await start();
  await transport.sendMail(email);
  expect(mailbox.messages).toMatchObject([
    {
      to: ['jane@example.com', 'tom@example.com'],
      cc: ['Team@example.com'],
      bcc: ['boss@example.com', 'archive@example.com'],
      replyTo: 'office@brightwater.example.com',
      html: expect.stringContaining('<p>See you.</p>'),
      attachments: [
        { name: 'visit.ics', type: 'text/calendar', size: Buffer.byteLength(calendar), text: calendar },
        { name: 'plan.pdf', type: 'application/pdf', size: 5, text: null },
      ],
    },
  ]);
  expect(mailbox.messages[0]?.raw).not.toMatch(/^bcc:/im);
  await transport.sendMail({
    ...email,
    bcc: [],
    envelope: { from: email.from, to: ['JANE@example.com', 'x@y.example'] },
  });
  expect(mailbox.messages[1]?.bcc).toEqual(['x@y.example']);
});

test('[SBT10] an invitation in the body is an attachment with its text', async () => {
  const { mailbox, transport } = await start();
  await transport.sendMail({ ...email, attachments: [], icalEvent: { method: 'REQUEST', content: calendar } });
  expect(mailbox.messages[0]?.attachments).toContainEqual(
    expect.objectContaining({ type: 'text/calendar', text: calendar }),
  );
});

test('[SBT11] one recipient is refused, the others get the e-mail', async () => {
  const { mailbox, transport } = await start();
  mailbox.failNext({ at: 'rcpt', recipient: 'Tom@example.com', code: 550 });
  mailbox.failNext({ at: 'data', code: 452 });
  await expect(transport.sendMail({ ...email, to: 'jane@example.com' })).rejects.toMatchObject({ responseCode: 452 });
  const sent = await transport.sendMail(email);
  expect(sent.rejected).toEqual(['tom@example.com']);
  expect(mailbox.messages).toMatchObject([
    { envelope: { to: ['jane@example.com', 'Team@example.com', 'boss@example.com', 'archive@example.com'] } },
  ]);
  expect((await transport.sendMail(email)).rejected).toEqual([]);
});

test('[SBT12] the inbox shows what a mail program would, without bytes', async () => {
  const { mailbox, transport } = await start();
  const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token' };
  const carrier = await startCarrier({
    ...place,
    ...account,
    voiceUrl: 'http://127.0.0.1:1/',
    clock: realClock,
    mailbox,
  });
  onTestFinished(() => carrier.close());
  await transport.sendMail(email);
  const { items } = (await (await fetch(`${carrier.url}/sandbox/inbox`)).json()) as { items: unknown[] };
  expect(items).toEqual([
    expect.objectContaining({
      medium: 'email',
      to: 'jane@example.com, tom@example.com',
      cc: ['Team@example.com'],
      bcc: ['boss@example.com', 'archive@example.com'],
      replyTo: 'office@brightwater.example.com',
      html: expect.stringContaining('<p>'),
      attachments: [
        { name: 'visit.ics', type: 'text/calendar', size: Buffer.byteLength(calendar), text: calendar },
        { name: 'plan.pdf', type: 'application/pdf', size: 5, text: null },
      ],
    }),
  ]);
});
