import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionServer } from './action-server.ts';
import { site } from './site.ts';

const report = {
  what: 'a <b>leak</b>',
  how_many: 2.5,
  insured: true,
  since: '2026-12-01',
  urgency: 'Urgent',
  note: null,
};

const jane = '+14155550131';
const contacts = `id,name,phone,email\nc1,Jane Doe,${jane},jane.doe@example.org\n`;

describe('send_email actions, from the site file to the mail server', () => {
  const acme = new ActionServer();
  const mail = () => acme.mailbox.messages;
  beforeAll(() => acme.start(site, {}, contacts), 60_000);
  afterAll(() => acme.close());

  it('[ACT1] name, description and parameters are the tool the model sees; preset, from, to, cc, bcc, subject, body and attachments are the e-mail', async () => {
    const call = await acme.call();
    const result = await call.run('alert_manager', report);
    expect(result).toEqual({ status: 'sent', say: 'The manager knows.' });
    const [email] = acme.alerts.messages;
    expect(email).toMatchObject({
      envelope: {
        from: 'night@acme.example',
        to: ['manager@acme.example', 'deputy@acme.example', 'records@acme.example', 'audit@acme.example'],
      },
      to: ['manager@acme.example', 'deputy@acme.example'],
      cc: ['records@acme.example'],
      subject: 'Urgent: a <b>leak</b>',
    });
    expect(email?.from).toContain('Acme Alerts');
    expect(email?.headers.bcc).toBeUndefined();
    expect(email?.text).toContain('+14155550130 () called Support of Acme.');
    expect(email?.text).toContain(
      'What: a <b>leak</b>. How many: 2.5. Insured: yes. Since: Tuesday, December 1, 2026.\nNote:',
    );
    expect(email?.html).toContain('a &lt;b&gt;leak&lt;/b&gt;');
    expect(email?.attachments.map(({ name, content }) => [name, content.toString()])).toEqual([
      ['terms.txt', 'The terms.'],
    ]);
    expect(mail()).toHaveLength(0);
    call.twilio.close();
  });

  it('[ACT2] wrong values are refused before anything is sent, saying which', async () => {
    const call = await acme.call();
    const before = acme.alerts.messages.length;
    for (const wrong of [
      { ...report, how_many: 'two' },
      { ...report, since: '1 December' },
      { ...report, since: '2026-02-30' },
      { ...report, urgency: 'whatever' },
      { ...report, what: ' ' },
      { ...report, note: 'x'.repeat(21) },
      { ...report, insured: 'yes' },
    ]) {
      const result = await call.run('alert_manager', wrong);
      expect(result).toMatchObject({ status: 'failed', code: 'bad_arguments', hint: expect.any(String) });
    }
    for (const [what, code] of [
      ['look at evil.example/x', 'link_not_allowed'],
      ['card 4111 1111 1111 1111', 'content_not_allowed'],
    ])
      expect(await call.run('alert_manager', { ...report, what })).toMatchObject({ status: 'refused', code });
    expect(acme.alerts.messages).toHaveLength(before);
    call.twilio.close();
  }, 30_000);

  it('[ACT3] recipients the model gives are limited by number and domain, and each is confirmed by the caller', async () => {
    const call = await acme.call();
    const visit = { who: 'Jane', at: '2026-12-01T09:30' };
    const to = ['jane@example.com', 'joe@mail.example.org'];
    expect(await call.run('confirm_visit', { ...visit, to: ['x@evil.example'], cc: null })).toMatchObject({
      status: 'refused',
      code: 'bad_address',
    });
    expect(await call.run('confirm_visit', { ...visit, to: [...to, 'a@example.com'], cc: null })).toMatchObject({
      status: 'failed',
      code: 'bad_arguments',
    });
    expect(await call.run('confirm_visit', { ...visit, to, cc: null })).toMatchObject({ status: 'needs_confirmation' });
    await call.agreeTo('I have jane at example dot com. Is that right?');
    const second = await call.run('confirm_visit', { ...visit, to, cc: null });
    expect(second).toMatchObject({ status: 'needs_confirmation', say: expect.stringContaining('j, o, e') });
    await call.agreeTo('And joe at mail dot example dot org. Is that right?');
    const before = mail().length;
    expect(await call.run('confirm_visit', { ...visit, to: to.slice(0, 1), cc: to.slice(1) })).toEqual({
      status: 'sent',
      say: 'Email has been successfully sent.',
    });
    const email = mail()[before];
    expect(email).toMatchObject({
      to: ['jane@example.com'],
      cc: ['joe@mail.example.org'],
      replyTo: 'office@acme.example',
    });
    expect(email?.from).toContain('hello@acme.example');
    call.twilio.close();
  }, 30_000);

  it('[ACT4] html is filled with escaped values, and an appointment carries its calendar file', async () => {
    const call = await acme.call();
    await call.agreeTo('I have jane at example dot com. Is that right?');
    const before = mail().length;
    const visit = { who: 'Jane <i>Doe</i>', at: '2026-12-01T09:30', to: ['jane@example.com'], cc: null };
    expect((await call.run('confirm_visit', visit)).status).toBe('sent');
    const email = mail()[before];
    expect(email?.html).toContain('<h1>Visit</h1><p>Jane &lt;i&gt;Doe&lt;/i&gt;</p>');
    expect(email?.text).toContain('Tuesday, December 1, 2026');
    expect(email?.text).toContain('Jane <i>Doe</i> & all. More: https://acme.example/book');
    const [file] = email?.attachments ?? [];
    expect(file?.name).toBe('appointment.ics');
    const ics = file?.content.toString() ?? '';
    expect(ics).toContain('DTSTART:20261201T143000Z');
    expect(ics).toContain('DTEND:20261201T150000Z');
    expect(ics).toContain('SUMMARY:Visit for Jane <i>Doe</i>');
    call.twilio.close();
  }, 30_000);

  it('[ACT5] the record of the call goes to the confirmed contact, with personal data masked', async () => {
    const call = await acme.call();
    const record = { summary: 'Jane, reachable at 415 555 0199, has a leak.' };
    expect(await call.run('mail_record', record)).toMatchObject({ status: 'refused', code: 'bad_address' });
    call.twilio.close();
    const known = await acme.call('+14155550102', jane);
    expect(await known.run('mail_record', record)).toMatchObject({
      status: 'needs_confirmation',
      say: expect.stringContaining('j… at example dot org'),
    });
    await known.hear('We open at 8. Our desk is 415 555 0188.');
    await known.hear('And yours, what was it?');
    await known.twilio.say('My card is 4111 1111 1111 1111, see shady.example dot com or www.shady.com');
    await known.agreeTo('Shall I e-mail that to j… at example dot org?');
    const before = mail().length;
    expect((await known.run('mail_record', record)).status).toBe('sent');
    const email = mail()[before];
    expect(email).toMatchObject({ to: ['jane.doe@example.org'], subject: 'Your call with Acme' });
    expect(email?.text).toContain('Here is the record of your call with Acme on ');
    expect(email?.text).toContain('Summary:\nJane, reachable at the number ending 99, has a leak.');
    expect(email?.text).toContain('What was said:');
    expect(email?.text).toMatch(/Sam: We open at 8\. Our desk is the number ending 88\./);
    expect(email?.text).toMatch(/Jane: Yes, please\./);
    expect(email?.text).toContain('Jane: (left out)');
    expect(email?.text).not.toMatch(/0199|0188|4111|shady/);
    known.twilio.close();
  }, 30_000);

  it('[ACT6] async: the conversation goes on at once and the e-mail goes out behind it', async () => {
    const call = await acme.call();
    const before = mail().length;
    const arrived = new Promise<void>((resolve) => {
      acme.mailbox.subscribe(() => {
        if (mail().length > before) resolve();
      });
    });
    expect(await call.run('mail_later')).toMatchObject({ status: 'queued' });
    await arrived;
    expect(mail()[before]?.subject).toBe('Later');
    call.twilio.close();
  });

  it('[ACT7] without on_success the message is: Email has been successfully sent.', async () => {
    const call = await acme.call();
    expect(await call.run('mail_default')).toEqual({ status: 'sent', say: 'Email has been successfully sent.' });
    call.twilio.close();
  });

  it('[ACT8] only_if_previous_succeeded: refused with the reason when an earlier tool of the turn did not succeed', async () => {
    const call = await acme.call();
    const before = mail().length;
    const failing = await call.runs([['text_caller', { what: 'It', day: '2026-12-01' }]], [['mail_after', {}]]);
    expect(failing.map(({ result }) => result.status)).toEqual(['needs_confirmation', 'refused']);
    expect(failing[1]?.result).toMatchObject({ code: 'previous_failed', hint: expect.stringContaining('text_caller') });
    expect(mail()).toHaveLength(before);
    const working = await call.runs([['text_desk', {}]], [['mail_after', {}]]);
    expect(working.map(({ result }) => result.status)).toEqual(['sent', 'sent']);
    expect((await call.run('mail_after')).status).toBe('sent');
    call.twilio.close();
  }, 30_000);

  it('[ACT9] depends_on: what has to succeed earlier in the call; its message can be used', async () => {
    const call = await acme.call();
    expect(await call.run('mail_result')).toMatchObject({
      code: 'previous_failed',
      hint: expect.stringContaining('send_sms'),
    });
    await call.agreeTo("Shall I text that to the number you're calling from?");
    expect((await call.run('send_sms', { to: 'caller', message: 'Hello.' })).status).toBe('sent');
    expect(await call.run('mail_result')).toMatchObject({ hint: expect.stringContaining('text_model') });
    expect(await call.run('text_model', { to: 'caller' })).toEqual({ status: 'sent', say: 'The text is out.' });
    const before = mail().length;
    expect((await call.run('mail_result')).status).toBe('sent');
    expect(mail()[before]?.text).toContain('The text: The text is out.');
    call.twilio.close();
  }, 30_000);
});
