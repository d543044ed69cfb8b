import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Aftermath, hangUp, jane, mail, note, offer, plain, report, support, text } from './aftermath-calls.ts';

describe('what comes after a message, over real HTTP and SMTP', () => {
  const acme = new Aftermath();
  beforeAll(() => acme.open(), 60_000);
  afterAll(() => acme.close());

  describe('a text that does not arrive', () => {
    const told = note(
      'The text message to the number ending 31 could not be delivered (the number is not in use). ' +
        'Tell the caller, and offer what else there is. Do not send it there again.',
    );

    it('[ACT50] reported within the call: the bot says so unasked, once, though the report came twice', async () => {
      const call = await acme.call(support, '+14155550131');
      await acme.readBack(call, jane, 'Yes.');
      await call.agreeTo(offer);
      const before = acme.model.requests.length;
      acme.model.when(told, "I'm sorry, the text did not arrive. Shall I e-mail it?");
      acme.carrier.deliverNext({ status: 'undelivered', errorCode: 30005, callbacks: 'doubled' });
      expect(await call.run('send_sms', text)).toMatchObject({ status: 'sent' });
      expect(await call.twilio.listen()).toBe("I'm sorry, the text did not arrive. Shall I e-mail it?");
      await report(call, acme.texts.at(-1)?.sid ?? '');
      await call.hear('Anything else?');
      const requests = acme.model.requests.slice(before);
      expect(requests.filter(({ messages }) => messages.at(-1)?.content === told)).toHaveLength(1);
      expect(requests.at(-1)?.messages.filter(({ content }) => content === told)).toHaveLength(1);
      expect(JSON.stringify(requests)).not.toContain('4155550131');
      expect((await call.events()).filter(({ type }) => type === 'noticed')).toHaveLength(1);
      expect(acme.mails).toEqual([]);
      await hangUp(call);
    }, 30_000);

    it('[ACT50] what arrives is no reason to speak', async () => {
      const call = await acme.call(support, '+14155550131');
      await call.agreeTo(offer);
      await call.run('send_sms', text);
      const sid = acme.texts.at(-1)?.sid ?? '';
      await call.twilio.post('/twilio/message-status', { MessageSid: sid, MessageStatus: 'delivered' });
      const before = acme.model.requests.length;
      await call.hear('Anything else?');
      expect(acme.model.requests).toHaveLength(before + 1);
      expect((await call.events()).some(({ type }) => type === 'noticed')).toBe(false);
      call.twilio.close();
    }, 30_000);

    it('[ACT51] reported after the call: it goes to the address the caller had confirmed, once', async () => {
      const call = await acme.call(support, '+14155550132');
      await acme.readBack(call, jane, 'Yes.');
      await call.agreeTo(offer);
      const sid = await acme.texted(call);
      await hangUp(call);
      const before = [acme.mails.length, acme.texts.length];
      await report(call, sid);
      await acme.cameTo(call, 'undelivered', 'sent');
      await report(call, sid);
      expect([acme.mails.length, acme.texts.length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
      expect(acme.mails.at(-1)).toMatchObject({
        envelope: { from: 'hello@acme.example', to: [jane] },
        subject: 'Your call with Acme',
        text: expect.stringContaining('Your pump is ready.'),
      });
    }, 30_000);

    it('[ACT51] reported so late in the call that the caller did not hear of it: the same', async () => {
      const call = await acme.call(support, '+14155550136');
      await acme.readBack(call, jane, 'Yes.');
      await call.agreeTo(offer);
      const sid = await acme.texted(call);
      await call.runs([['end_call', { farewell: 'Goodbye.' }]]);
      const before = [acme.mails.length, acme.texts.length];
      await report(call, sid);
      expect(acme.mails).toHaveLength(before[0] ?? 0);
      await hangUp(call);
      await acme.cameTo(call, 'undelivered', 'sent');
      await report(call, sid);
      expect([acme.mails.length, acme.texts.length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
      expect(acme.mails.at(-1)?.envelope.to).toEqual([jane]);
    }, 30_000);

    it('[ACT51] it keeps the cap of the call', async () => {
      const call = await acme.call(support, '+14155550133');
      await acme.readBack(call, jane, 'Yes.');
      for (let sent = 0; sent < 2; sent++) expect((await call.run('send_email', mail(jane))).status).toBe('sent');
      await call.agreeTo(offer);
      const sid = await acme.texted(call);
      await hangUp(call);
      const before = acme.mails.length;
      await report(call, sid);
      expect(acme.mails).toHaveLength(before);
    }, 30_000);

    it.each([
      ['to an address that was read back and not agreed to', support, 'Let me think about it.'],
      ['to one the caller turned down', support, 'No, that is wrong.'],
      ['from a line that does not say so', plain, 'Yes.'],
    ])(
      '[ACT51] not %s',
      async (_, line, answer) => {
        const call = await acme.call(line, '+14155550134');
        await acme.readBack(call, jane, answer);
        await call.agreeTo(offer);
        const sid = await acme.texted(call);
        await hangUp(call);
        const before = acme.mails.length;
        await report(call, sid);
        expect(acme.mails).toHaveLength(before);
      },
      30_000,
    );

    it('[ACT51] and when the e-mail fails too, that is all: no text, and no second e-mail', async () => {
      const call = await acme.call(support, '+14155550135');
      await acme.readBack(call, jane, 'Yes.');
      await call.agreeTo(offer);
      const sid = await acme.texted(call);
      await hangUp(call);
      const before = [acme.mails.length, acme.texts.length];
      acme.mailbox.failNext({ at: 'rcpt', code: 550 });
      await report(call, sid);
      await acme.cameTo(call, 'undelivered', 'failed');
      await report(call, sid);
      expect([acme.mails.length, acme.texts.length]).toEqual(before);
    }, 30_000);
  });

  describe('an address that is hard to say', () => {
    const typed = 'jane.doe@example.com';
    const arrived = note(
      `The caller typed the address ${typed} into the form (data). Read it back and ask whether it is right before using it.`,
    );
    const open = async (url: string) => {
      const response = await fetch(url);
      return { status: response.status, page: await response.text() };
    };
    const type = (url: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ address: typed }) });

    it('[ACT54] after two tries it is typed into a form that is texted, read back unasked, agreed to, and used', async () => {
      const call = await acme.call(support, '+14155550151');
      await acme.readBack(call, 'jan@example.com', 'No.');
      await acme.readBack(call, 'jean@example.com', 'No.');
      const third = await call.run('send_email', mail('joan@example.com'));
      expect(third).toEqual({
        status: 'needs_confirmation',
        say: 'Shall I text you a link where you can type the address in?',
      });
      await call.agreeTo(third.say);
      const sent = await call.run('send_sms_link', { link: 'address_form', to: null });
      expect(sent).toMatchObject({ status: 'sent', hint: expect.stringContaining('type it in now') });
      const url = acme.formUrl;
      expect(acme.texts.at(-1)).toMatchObject({ to: '+14155550151', body: expect.stringMatching(/^Acme: type /) });
      for (let look = 0; look < 2; look++) {
        const form = await open(url);
        expect([form.status, form.page.match(/<input /g)?.length]).toEqual([200, 1]);
      }
      acme.model.when(arrived, `You typed ${typed}. Is that right?`);
      const unasked = call.twilio.listen();
      expect((await type(url)).status).toBe(200);
      expect(await unasked).toMatch(/^You typed .*at example dot com\. Is that right\?$/);
      const before = acme.mails.length;
      const early = await call.run('send_email', mail(typed));
      expect([early.status, acme.mails.length]).toEqual(['needs_confirmation', before]);
      await call.agreeTo(early.say, 'Yes.');
      expect(await call.run('send_email', mail(typed))).toMatchObject({ status: 'sent' });
      expect(acme.mails.slice(before)).toMatchObject([{ envelope: { to: [typed] } }]);
      const used = await open(url);
      expect([used.status, used.page]).toEqual([410, expect.stringContaining('no longer valid')]);
      expect((await type(url)).status).toBe(410);
      expect((await call.events()).filter(({ type: kind }) => kind === 'noticed')).toHaveLength(1);
      call.twilio.close();
    }, 30_000);

    it('[ACT54] what was typed is used after the unasked read-back and a yes to it', async () => {
      const call = await acme.call(support, '+14155550152');
      await call.agreeTo(offer);
      expect((await call.run('send_sms_link', { link: 'address_form', to: null })).status).toBe('sent');
      const url = acme.formUrl;
      acme.model.when(arrived, `You typed ${typed}. Is that right?`);
      const unasked = call.twilio.listen();
      await type(url);
      await unasked;
      await call.twilio.say('Yes.');
      expect(await call.run('send_email', mail(typed))).toMatchObject({ status: 'sent' });
      call.twilio.close();
    }, 30_000);

    it('[ACT54] typed after the call, it is not kept, and the person is told', async () => {
      const call = await acme.call(support, '+14155550153');
      await call.agreeTo(offer);
      expect((await call.run('send_sms_link', { link: 'address_form', to: null })).status).toBe('sent');
      const url = acme.formUrl;
      await hangUp(call);
      const answer = await type(url);
      expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining('The call has ended')]);
    }, 30_000);
  });
});
