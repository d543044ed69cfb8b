import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { type MailboxOptions, startMailbox } from '../../../src/sandbox/mailbox/mailbox.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';

async function start(options: Partial<MailboxOptions> = {}, login = '') {
  const mailbox = await startMailbox({ host: '127.0.0.1', port: 0, ...options });
  const transport = createTransport(mailbox.url.replace('//', `//${login}`));
  onTestFinished(async () => {
    transport.close();
    await mailbox.close();
  });
  return { mailbox, transport };
}

const email = {
  from: { name: 'Brightwater', address: 'hello@brightwater.example.com' },
  to: 'jane.doe@example.com',
  subject: 'Zwölf Grüße',
  text: 'Hello Jane,\nhere it is.',
  html: '<p>Hello Jane</p>',
  replyTo: 'office@brightwater.example.com',
  headers: { 'X-Call': 'call_1' },
  attachments: [{ filename: 'a.txt', content: 'data' }],
};

test('[SBX80] an e-mail is kept as it came: envelope, headers, text, HTML and attachments', async () => {
  const { mailbox, transport } = await start();
  const sent = await transport.sendMail({ ...email, envelope: { from: 'bounce@example.com', to: 'jane@example.com' } });
  expect(mailbox.messages).toMatchObject([
    {
      envelope: { from: 'bounce@example.com', to: ['jane@example.com'] },
      from: '"Brightwater" <hello@brightwater.example.com>',
      to: ['jane.doe@example.com'],
      replyTo: 'office@brightwater.example.com',
      subject: 'Zwölf Grüße',
      text: expect.stringContaining('here it is.'),
      html: expect.stringContaining('<p>Hello Jane</p>'),
      messageId: sent.messageId,
      headers: { 'x-call': 'call_1' },
      attachments: [{ name: 'a.txt', type: 'text/plain', content: Buffer.from('data') }],
    },
  ]);
});

test.each([
  ['connect', 421],
  ['rcpt', 550],
  ['data', 452],
] as const)('[SBX81] on demand an e-mail is refused at %s with %d', async (at, code) => {
  const { mailbox, transport } = await start();
  mailbox.failNext({ at, code });
  await expect(transport.sendMail(email)).rejects.toMatchObject({ responseCode: code });
  expect(mailbox.messages).toHaveLength(0);
  await transport.sendMail(email);
  expect(mailbox.messages).toHaveLength(1);
});

test('[SBX82] a connection closed after the data leaves the client not knowing, and the e-mail kept', async () => {
  const { mailbox, transport } = await start();
  mailbox.failNext({ at: 'close-after-data' });
  const error: Error & { responseCode?: number } = await transport.sendMail(email).then(
    () => new Error('was sent'),
    (cause: Error) => cause,
  );
  expect(error.message).not.toBe('was sent');
  expect(error.responseCode).toBeUndefined();
  expect(mailbox.messages).toHaveLength(1);
});

test('[SBX83] a login is optional unless one is set', async () => {
  await expect((await start({}, 'anyone:any@')).transport.sendMail(email)).resolves.toBeDefined();
  const login = { user: 'nora', password: 'secret' };
  const strict = await start({ login }, 'nora:wrong@');
  await expect(strict.transport.sendMail(email)).rejects.toMatchObject({ responseCode: 535 });
  await expect((await start({ login }, 'nora:secret@')).transport.sendMail(email)).resolves.toBeDefined();
  await expect((await start({ login })).transport.sendMail(email)).rejects.toMatchObject({ responseCode: 530 });
});

test('[SBX84] only the newest e-mails are kept', async () => {
  const { mailbox, transport } = await start({ keep: 2 });
  for (const subject of ['1', '2', '3']) await transport.sendMail({ ...email, subject });
  expect(mailbox.messages.map((message) => message.subject)).toEqual(['2', '3']);
});

test('[SBX85] texts and e-mails arrive in one inbox', async () => {
  const { mailbox, transport } = await start();
  const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token' };
  const place = { host: '127.0.0.1', port: 0, voiceUrl: 'http://127.0.0.1:1/', clock: realClock };
  const carrier = await startCarrier({ ...place, ...account, mailbox });
  onTestFinished(() => carrier.close());
  await transport.sendMail(email);
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:token`).toString('base64')}`;
  const body = new URLSearchParams({ To: '+14155550123', From: '+14155550100', Body: 'Hello' });
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  await fetch(carrier.url + path, { method: 'POST', headers: { authorization }, body });
  const { items } = (await (await fetch(`${carrier.url}/sandbox/inbox`)).json()) as { items: unknown[] };
  expect(items).toMatchObject([
    { medium: 'email', to: 'jane.doe@example.com', subject: 'Zwölf Grüße' },
    { medium: 'sms', to: '+14155550123', text: 'Hello' },
  ]);
});
