import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageDetail, MessageList } from '../../src/console/contract/messages.ts';
import { errorWords } from '../../src/console/messages/error-words.ts';
import { address, destination, email, number, request, sms } from '../jobs/outbox-bench.ts';
import { MessageDesk } from './message-desk.ts';

let bench: MessageDesk;
beforeEach(async () => {
  bench = await new MessageDesk().open();
});
afterEach(() => bench.desk.close());

const idsIn = (body: { messages: readonly { id: string }[] }) => body.messages.map(({ id }) => id);
const detail = async (id: string, query = '') => {
  const { body } = await bench.desk.get(`messages/${id}${query}`);
  expect(MessageDetail.parse(body)).toEqual(body);
  return body as MessageDetail;
};

describe('the list of messages', () => {
  it('[DMS3] has texts, e-mails and requests, the newest first, masked, with what became of each in words', async () => {
    await bench.call('completed');
    const text = await bench.over({ content: { ...sms, body: `Call +1 415 555 0199\nor ${address}` } }, '30003');
    await bench.clock.advance(1);
    const mail = await bench.over({ content: { ...email, cc: ['ann@example.com'] } }, '550', 'failed');
    await bench.clock.advance(1);
    const asked = await bench.reserve({ content: request, tool: 'create_order' });
    const { status, body } = await bench.desk.get('messages', 'viewer');
    expect(status).toBe(200);
    expect(MessageList.parse(body)).toEqual(body);
    expect(body.messages).toMatchObject([
      {
        id: asked,
        medium: 'http',
        to: 'api.example.com',
        words: 'POST https://api.example.com/orders',
        tool: 'create_order',
      },
      { id: mail.id, medium: 'email', to: 'j… at example dot com', others: 1, words: 'Your visit', status: 'failed' },
      { id: text.id, medium: 'sms', to: 'the number ending 23', statusWords: 'Not delivered' },
    ]);
    expect(body.messages[2].error).toEqual({
      code: '30003',
      what: expect.stringContaining('could not be reached'),
      todo: expect.stringContaining('again later'),
    });
    expect(body.messages[1].error.what).toContain('mailbox does not exist');
    expect(JSON.stringify(body)).not.toMatch(/0199|jane@|4155550/);
  });

  it('[DMS3] is found by everything it is listed with, and goes on page by page', async () => {
    await bench.call('completed');
    const one = await bench.reserve();
    await bench.clock.advance(1);
    const two = await bench.over({ content: email });
    const found = async (query: string) => idsIn((await bench.desk.get(`messages?${query}`)).body);
    expect(await found('')).toEqual([two.id, one]);
    expect(await found('medium=sms')).toEqual([one]);
    expect(await found('status=failed,undelivered')).toEqual([two.id]);
    expect(await found('site=testers&line=desk')).toEqual([two.id, one]);
    expect(await found('line=other')).toEqual([]);
    expect(await found('call=CA1')).toEqual([two.id, one]);
    expect(await found('call=call_2')).toEqual([]);
    expect(await found(`from=${bench.clock.now()}`)).toEqual([two.id]);
    expect(await found(`until=${bench.clock.now()}`)).toEqual([one]);
    expect(await found(`to=${encodeURIComponent('(415) 555-0123')}`)).toEqual([one]);
    expect(await found('to=Jane@Example.com')).toEqual([two.id]);
    expect(await found('to=0123')).toEqual([one]);
    expect(await found('to=24')).toEqual([]);
    const { body } = await bench.desk.get('messages?limit=1');
    expect(await found(`limit=1&cursor=${body.next}`)).toEqual([one]);
    for (const query of ['medium=fax', 'status=lost', 'cursor=x', 'to=x', 'from=now'])
      expect((await bench.desk.get(`messages?${query}`)).status).toBe(400);
  });

  it('[DMS3] is not searched by more of a number than a viewer may see', async () => {
    expect((await bench.desk.get('messages?to=0123', 'viewer')).status).toBe(403);
    expect((await bench.desk.get('messages?to=23', 'viewer')).status).toBe(200);
    expect((await bench.desk.get('messages?unmasked=1', 'viewer')).status).toBe(403);
  });
});

describe('one message', () => {
  it('[DMS4] a text with its parts, its statuses, and the tool call that asked for it', async () => {
    const called = {
      type: 'tool-called',
      turn: 3,
      toolCallId: 'tool_1',
      name: 'send_sms',
      argumentsJson: '{}',
      at: 0,
    } as const;
    await bench.call('completed', called);
    const id = await bench.reserve({ toolCallId: 'tool_1', content: { ...sms, body: 'ж'.repeat(71) } });
    await bench.deliver(id);
    const at = bench.clock.now();
    await bench.store.recordMessageStatus('SM1', 'undelivered', {
      vendorStatus: 'undelivered',
      errorCode: '30005',
      at,
    });
    const shown = await detail(id);
    expect(shown.content).toMatchObject({ medium: 'sms', from: '+14155550101', segments: 2, encoding: 'UCS-2' });
    expect(shown.history.map(({ status, vendorStatus, error }) => [status, vendorStatus, error?.code ?? null])).toEqual(
      [
        ['reserved', null, null],
        ['sending', null, null],
        ['sent', null, null],
        ['undelivered', 'undelivered', '30005'],
      ],
    );
    expect(shown).toMatchObject({
      vendorId: 'SM1',
      call: { callSid: 'CA1' },
      origin: { words: 'The bot, by send_sms in turn 3', toolCallId: 'tool_1', turn: 3, messageId: null },
    });
  });

  it('[DMS4] an e-mail with both its versions, its attachments, and everybody who gets it', async () => {
    await bench.call('completed');
    const attachments = [
      { kind: 'file', path: 'price/list.pdf' },
      { kind: 'text', filename: 'visit.ics', contentType: 'text/calendar', text: 'BEGIN' },
    ] as const;
    const content = { ...email, html: `<p>Write to ${address}</p>`, bcc: ['b@example.com'], attachments };
    const id = await bench.reserve({ content });
    const shown = await detail(id);
    expect(shown.content).toEqual({
      medium: 'email',
      from: 'Testers <desk@example.com>',
      replyTo: null,
      to: ['j… at example dot com'],
      cc: [],
      bcc: ['b… at example dot com'],
      subject: 'Your visit',
      text: 'See you at noon.',
      html: '<p>Write to j… at example dot com</p>',
      attachments: [
        { name: 'list.pdf', type: null },
        { name: 'visit.ics', type: 'text/calendar' },
      ],
    });
    expect((await detail(id, '?unmasked=1')).content).toMatchObject({ to: [address], html: content.html });
    expect(bench.store.audit).toMatchObject([{ action: 'unmask', subject: `message ${id}` }]);
  });

  it('[DMS4] a request with what was asked and answered, without its headers', async () => {
    await bench.call('completed');
    const headers = { authorization: 'Bearer ${TOKEN}' };
    const id = await bench.reserve({ content: { ...request, headers, body: '{"phone":"+14155550123"}' } });
    const claimed = await bench.store.claimMessage(id, bench.clock.now(), 1000);
    const result = { status: 503, answer: { state: 'down' } };
    const report = { status: 'sent', vendorId: null, result } as const;
    await bench.store.reportDelivery(id, claimed?.attempts ?? 0, report, bench.clock.now());
    const shown = await detail(id);
    expect(shown.statusWords).toBe('Answered: 503');
    expect(shown.content).toMatchObject({ method: 'POST', url: request.url, answer: { status: 503 } });
    expect(JSON.stringify(shown)).not.toMatch(/Bearer|4155550123/);
  });

  it('[DMS5] shows nobody the key to a callback or a form who has not asked for it', async () => {
    await bench.call('completed');
    const link = 'https://voice.example.com/callback/cb_1.1764100000.q1w2e3';
    const form = 'https://voice.example.com/form/abc-DEF_123';
    const content = { ...email, text: `Change: ${link} or ${form}`, html: `<a href="${link}">Change</a>` };
    const id = await bench.reserve({ content });
    const masked = JSON.stringify((await bench.desk.get(`messages/${id}`, 'viewer')).body);
    expect(masked).not.toMatch(/q1w2e3|1764100000|abc-DEF/);
    expect(masked).toContain('https://voice.example.com/callback/…');
    expect(JSON.stringify(await detail(id, '?unmasked=1'))).toContain('q1w2e3');
  });

  it('[DMS4] is not there when nobody knows it', async () => {
    const none = { status: 404, body: { error: 'There is no such message.' } };
    expect(await bench.desk.get('messages/none')).toMatchObject(none);
    expect(await bench.again('none')).toMatchObject(none);
  });

  it('[DMS4] says where a message comes from that no tool call asked for', async () => {
    await bench.call('completed', destination('sms', number));
    const failed = await bench.over({ toolCallId: 'tool_1' }, '30003');
    const other = await bench.reserve({ toolCallId: 'tool_1~other', content: email });
    const news = await bench.reserve({ toolCallId: 'callback:cb_1:moved:2', tool: 'callback', audience: 'callback' });
    const notes = await bench.reserve({
      toolCallId: 'wrap-up:mail',
      tool: 'wrap_up',
      audience: 'notes',
      content: email,
    });
    expect((await detail(other)).origin).toMatchObject({
      words: expect.stringContaining('failed'),
      messageId: failed.id,
    });
    expect((await detail(news)).origin).toMatchObject({
      words: expect.stringContaining('new time'),
      callbackId: 'cb_1',
    });
    expect((await detail(notes)).origin.words).toBe('The notes of the call');
  });
});

describe('what went wrong, in words', () => {
  const twilio = ['21610', '30003', '30005', '30006', '30007', '30034', '21408', '21211', '21614', '30004', '30008'];
  it.each([
    ...twilio.map((code) => ['sms', code] as const),
    ...['opted_out', 'overdue', 'quiet_hours', 'outcome_unknown', 'vendor_unreachable'].map(
      (code) => ['sms', code] as const,
    ),
    ...['421', '450', '499', '550', '552', '554', '599', 'not_configured', 'attachment_missing'].map(
      (code) => ['email', code] as const,
    ),
    ...['http_503', 'http_429', 'not_made', 'host_not_allowed'].map((code) => ['http', code] as const),
  ])('[DMS6] of %s %s it says what happened and what to do', (medium, code) => {
    const [what, todo] = errorWords(medium, code);
    for (const words of [what, todo]) expect(words).toMatch(/^[A-Z].{4,}\.$/s);
    expect(what).not.toContain(code);
  });

  it('[DMS6] an error nobody has words for is named by its code', () => {
    expect(errorWords('sms', '39999')).toEqual([
      "Twilio's error 39999.",
      'twilio.com/docs/api/errors/39999 tells more.',
    ]);
    expect(errorWords('sms', 'constructor')[0]).toContain('constructor');
  });
});
