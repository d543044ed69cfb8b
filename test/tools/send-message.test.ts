import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { bench, known, own } from './call-bench.ts';

const other = '+12125550147';
const sms = { to: 'caller', message: 'Hello there' };
const email = { to: 'contact', subject: 'Hello', body: 'As you asked.\n\nGood luck & <b>bye</b>' };
const sent = (store: MemoryStore): OutboxMessage[] => [...store.messages.values()];

describe('the skills', () => {
  it('[SKL10] each sends what it says to whom it says', async () => {
    const made = bench();
    made.agree();
    expect((await made.run('send_sms', sms)).result).toEqual({
      status: 'sent',
      say: "I've just texted the message to the number ending 23.",
    });
    expect((await made.run('send_sms_link', { link: 'booking', to: null })).result.say).toContain(
      'the link to the booking page',
    );
    expect((await made.run('send_email', email)).result.say).toContain('j… at example dot org');
    expect(
      (await made.run('send_email_link', { link: 'https://help.acme.example/a?b=1&c', to: 'contact' })).result.status,
    ).toBe('sent');
    const [text, link, mail, mailLink] = sent(made.store).map(({ content }) => content);
    expect(text).toEqual({ medium: 'sms', to: own, from: '+14155550102', body: 'Hello there' });
    expect(link).toMatchObject({ body: 'Acme: here is the booking page.\nhttps://acme.example/book' });
    expect(mail).toMatchObject({
      medium: 'email',
      preset: 'default',
      to: known,
      from: { name: 'Acme', address: 'hello@acme.example' },
      replyTo: 'office@acme.example',
      subject: 'Hello',
    });
    expect(mail).toMatchObject({
      text: 'As you asked.\n\nGood luck & <b>bye</b>\n\nAcme\n',
      html: expect.stringContaining('Good luck &amp; &lt;b&gt;bye&lt;/b&gt;'),
    });
    expect(mailLink).toMatchObject({
      html: expect.stringContaining('<a href="https://help.acme.example/a?b=1&amp;c">help.acme.example</a>'),
    });
  });

  it('[SKL11] nothing is reserved before the caller agreed; the read-back is in `say`', async () => {
    const made = bench();
    expect((await made.run('send_sms', sms)).result).toEqual({
      status: 'needs_confirmation',
      say: expect.stringMatching(/calling from, ending in 0 1 2 3\?$/),
    });
    expect((await made.run('send_sms', { ...sms, to: other })).result).toMatchObject({
      status: 'needs_confirmation',
      say: expect.stringContaining('2 1 2, 5 5 5, 0 1 4 7'),
    });
    expect((await made.run('send_email', email)).result).toMatchObject({
      status: 'needs_confirmation',
      say: expect.stringContaining('j… at example dot org'),
    });
    expect((await made.run('send_email', { ...email, to: 'bob@example.com' })).result).toMatchObject({
      say: expect.stringContaining('b, o, b at example dot com'),
    });
    expect(made.store.messages.size).toBe(0);
  });

  it.each([
    ['send_sms', sms],
    ['send_sms', { ...sms, to: other }],
    ['send_email', email],
    ['send_email', { ...email, to: 'bob.b42@example.com' }],
  ])('[SKL11] what %s says to confirm is a read-back: %j', async (name, values) => {
    const made = bench();
    const { result } = await made.run(name, values, { turn: 1 });
    made.context.consent.botSaid(result.say, 1);
    made.context.consent.callerSaid('Yes, please.', 2);
    expect((await made.run(name, values, { turn: 2 })).result.status).toBe('sent');
    made.context.consent.callerSaid('And one more, please.', 3);
    expect((await made.run(name, values, { turn: 3 })).result.status).toBe('sent');
  });

  it.each([
    ['send_sms', { ...sms, to: '12' }, 'bad_number'],
    ['send_sms', { ...sms, to: 'contact' }, 'bad_number'],
    ['send_sms', { ...sms, to: '+19005551234' }, 'number_not_allowed'],
    ['send_sms', { ...sms, to: '+4915112345678' }, 'number_not_allowed'],
    ['send_sms', { ...sms, message: '' }, 'bad_arguments'],
    ['send_sms', { ...sms, message: 'see evil.com' }, 'link_not_allowed'],
    ['send_sms', { ...sms, message: 'x'.repeat(307) }, 'text_too_long'],
    ['send_email', { ...email, to: 'a@x.com\r\nBcc: evil@x.com' }, 'bad_address'],
    ['send_email', { ...email, to: 'a@x.com, b@x.com' }, 'bad_address'],
    ['send_email', { ...email, subject: 'evil.com' }, 'link_not_allowed'],
    ['send_email', { ...email, body: 'go to https://evil.com' }, 'link_not_allowed'],
    ['send_email', { ...email, body: 'x'.repeat(6000) }, 'text_too_long'],
    ['send_sms_link', { link: 'nope', to: null }, 'link_not_allowed'],
    ['send_email_link', { link: 'https://evil.com', to: null }, 'link_not_allowed'],
  ])('[SKL12] %s %j is refused with %s, in words without a code or URL', async (name, values, code) => {
    const made = bench();
    made.agree();
    const { result } = await made.run(name, values);
    expect(result).toMatchObject({ status: 'refused', code });
    expect(result.say).not.toMatch(/https?:|_|\(/);
    expect(made.store.messages.size).toBe(0);
  });

  it('[SKL12] a withheld caller has no own number, an unknown one no address on file', async () => {
    const made = bench({ from: { kind: 'withheld' }, email: null });
    expect((await made.run('send_sms', sms)).result).toMatchObject({
      code: 'bad_number',
      say: expect.stringContaining('Which number'),
    });
    expect((await made.run('send_sms_link', { link: 'booking' })).result.code).toBe('bad_number');
    expect((await made.run('send_email', email)).result).toMatchObject({
      code: 'bad_address',
      say: expect.stringContaining('Which address'),
    });
  });

  it('[SKL13] the fourth text and the third e-mail of a call are refused, saying what else there is', async () => {
    const made = bench();
    made.agree();
    for (let index = 0; index < 3; index++) expect((await made.run('send_sms', sms)).result.status).toBe('sent');
    expect((await made.run('send_sms', sms)).result).toMatchObject({
      status: 'refused',
      code: 'cap_conversation',
      say: expect.stringMatching(/I could e-mail it or connect you/),
    });
    for (let index = 0; index < 2; index++) expect((await made.run('send_email', email)).result.status).toBe('sent');
    expect((await made.run('send_email_link', { link: 'booking' })).result).toMatchObject({ code: 'cap_conversation' });
  });

  it("[SKL13] the plan's hourly cap counts over all calls of the site", async () => {
    const store = new MemoryStore();
    for (let index = 0; index < 25; index++) {
      const made = bench({ store, callId: `call_${index}` });
      made.agree();
      expect((await made.run('send_sms', sms)).result.status).toBe('sent');
      expect((await made.run('send_sms', sms)).result.status).toBe('sent');
    }
    const last = bench({ store, callId: 'last' });
    last.agree();
    expect((await last.run('send_sms', sms)).result).toMatchObject({ status: 'refused', code: 'cap_site_hour' });
    expect((await last.run('send_email', email)).result.status).toBe('sent');
  });

  it('[SKL14] each end of a delivery is told as what it is', async () => {
    const outcomes = [
      [{ status: 'retry', errorCode: '20429', at: 0 }, { status: 'queued' }],
      [{ status: 'unknown', at: 0 }, { status: 'queued' }],
      [
        { status: 'failed', errorCode: '21211', errorMessage: 'x', optOut: false },
        { status: 'failed', code: 'vendor_refused' },
      ],
      [
        { status: 'failed', errorCode: 'vendor_unreachable', errorMessage: 'x', optOut: false },
        { status: 'failed', code: 'vendor_unreachable' },
      ],
      [
        { status: 'failed', errorCode: '21610', errorMessage: 'x', optOut: true },
        { status: 'refused', code: 'opted_out' },
      ],
    ] as const;
    for (const [report, expected] of outcomes) {
      const made = bench({ delivery: () => report });
      made.agree();
      expect((await made.run('send_sms', sms)).result).toMatchObject(expected);
    }
  });

  it('[SKL14] an opted-out number is refused before anything is sent', async () => {
    const made = bench();
    made.agree();
    await made.store.setOptOut('acme', 'sms', own, true);
    expect((await made.run('send_sms', sms)).result).toMatchObject({ status: 'refused', code: 'opted_out' });
  });

  it('[SKL14] a store that is away, or a delivery nobody could make, is told', async () => {
    const made = bench();
    made.agree();
    made.store.away = true;
    expect((await made.run('send_sms', sms)).result).toMatchObject({ status: 'failed', code: 'store_unavailable' });
  });

  it('[SKL15] a write that has begun goes on when the caller cuts in; one that has not does not begin', async () => {
    const cut = new AbortController();
    const made = bench({
      delivery: () => {
        cut.abort();
        return { status: 'sent', vendorId: 'SM1' };
      },
    });
    made.agree();
    expect((await made.run('send_sms', sms, { signal: cut.signal })).result.status).toBe('sent');
    expect((await made.run('send_sms', sms, { signal: cut.signal })).result).toMatchObject({
      status: 'failed',
      code: 'interrupted',
    });
    expect(made.store.messages.size).toBe(1);
  });

  it('[SKL16] whatever the model calls in whatever order: 3 texts, 2 e-mails, confirmed destinations and listed hosts only', async () => {
    const to = fc.constantFrom(
      'caller',
      own,
      other,
      '(212) 555-0147',
      'contact',
      known,
      'bob@example.com',
      'bob@example.com\r\nBcc: x@evil.com',
      '+19005551234',
      'a@x.com,b@x.com',
    );
    const text = fc.constantFrom(
      'Hi',
      'see evil.com',
      'https://evil.com/a',
      'https://help.acme.example/a',
      'a\r\nBcc: x@evil.org\r\n\r\nhi',
      'www.evil.net',
    );
    const link = fc.constantFrom(
      'booking',
      'https://help.acme.example/x',
      'https://evil.com',
      'https://help.acme.example@evil.com',
    );
    const talk = fc.constantFrom(
      'bot: Shall I text you?|caller: yes',
      'bot: I have 212-555-0147, right?|caller: yes',
      'bot: It is j… at example dot org?|caller: yes',
      'bot: I have 212-555-0147, right?|caller: no',
      'caller: 212 555 0147',
      'caller: yes',
      'bot: Sent.',
    );
    const call = fc.oneof(
      fc.record({ name: fc.constant('send_sms'), values: fc.record({ to, message: text }) }),
      fc.record({ name: fc.constant('send_email'), values: fc.record({ to, subject: text, body: text }) }),
      fc.record({
        name: fc.constantFrom('send_sms_link', 'send_email_link'),
        values: fc.record({ to: fc.option(to), link }),
      }),
      fc.record({ name: fc.constant('say'), values: talk }),
      fc.record({ name: fc.constant('say'), values: talk }),
    );
    let messages = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 60 }), async (calls) => {
        const made = bench();
        let turn = 0;
        for (const { name, values } of calls) {
          if (typeof values !== 'string') await made.run(name, values, { turn });
          else
            for (const line of values.split('|')) {
              if (line.startsWith('bot: ')) made.context.consent.botSaid(line.slice(5), turn);
              else made.context.consent.callerSaid(line.slice(8), ++turn);
            }
        }
        const contents = sent(made.store).map(({ content }) => content);
        messages += contents.length;
        expect(contents.filter(({ medium }) => medium === 'sms').length).toBeLessThanOrEqual(3);
        expect(contents.filter(({ medium }) => medium === 'email').length).toBeLessThanOrEqual(2);
        const said = calls.flatMap(({ values }) => (typeof values === 'string' ? values.split('|') : []));
        for (const content of contents) {
          expect(JSON.stringify(content)).not.toMatch(/evil/);
          expect([own, other, known]).toContain(content.to);
          expect(said).toContain('caller: yes');
          if (content.to === other) expect(said).toContain('bot: I have 212-555-0147, right?');
          if (content.medium === 'email') expect(`${content.subject}${content.to}`).not.toMatch(/[\r\n]/);
        }
      }),
      { seed: 20261124, numRuns: 150 },
    );
    expect(messages).toBeGreaterThan(50);
  });
});
