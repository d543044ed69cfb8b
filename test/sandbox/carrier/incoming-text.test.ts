import twilio from 'twilio';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CarrierOptions } from '../../../src/sandbox/carrier/carrier-server.ts';
import { FakeApp } from './fake-app.ts';
import { accountSid, authToken, startPair } from './with-call.ts';

const service = `MG${'2'.repeat(32)}`;
const from = '+14155550123';
const to = '+14155550100';

/** An application that is told of texts at `/sms`. */
async function texting(options: Partial<CarrierOptions> = {}) {
  const app = await new FakeApp().start();
  onTestFinished(() => app.close());
  const { carrier } = await startPair({ smsUrl: () => `${app.url}/sms`, ...options });
  const post = (path: string, body: unknown) =>
    fetch(carrier.url + path, { method: 'POST', body: JSON.stringify(body) });
  const send = async (recipient: string) => {
    const body = new URLSearchParams({ To: recipient, From: to, Body: 'Hello' });
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
    const response = await fetch(carrier.url + path, { method: 'POST', headers: { authorization }, body });
    return ((await response.json()) as { code?: number }).code ?? response.status;
  };
  const answer = (body: string, type = 'text/xml', status = 200) =>
    app.answers.set('/sms', (_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  return { app, carrier, post, send, answer };
}

const inboxOf = (carrier: { inbox: { events: readonly { from: string; to: string; text: string }[] } }) =>
  carrier.inbox.events.map((item) => `${item.from} > ${item.to}: ${item.text}`);

test('[SBT1] a text is told to the numbers’ webhook, signed, with Twilio’s parameters', async () => {
  const { app, carrier } = await texting({ messagingServices: { [service]: [to] } });
  const sent = await carrier.sendText({ from, to, body: 'Grüße & more' });
  const [request] = app.requests.events;
  expect(request?.parameters).toMatchObject({
    MessageSid: sent.sid,
    SmsSid: sent.sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Body: 'Grüße & more',
    NumMedia: '0',
    NumSegments: '1',
    ApiVersion: '2010-04-01',
    MessagingServiceSid: service,
  });
  expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(request?.parameters).not.toHaveProperty('OptOutType');
  expect(twilio.validateRequest(authToken, request?.signature ?? '', `${app.url}/sms`, request?.parameters ?? {})).toBe(
    true,
  );
  await carrier.sendText({ from, to: '+14155550199', body: 'x'.repeat(161) });
  expect(app.requests.events[1]?.parameters).toMatchObject({ NumSegments: '2' });
  expect(app.requests.events[1]?.parameters).not.toHaveProperty('MessagingServiceSid');
});

describe('[SBT2] the carrier heeds its own words', () => {
  test.each(['STOP', 'stopall', ' Unsubscribe\n', 'CANCEL', 'END', 'Quit', 'REVOKE', 'OPTOUT'])('%s', async (body) => {
    const { carrier, send, app } = await texting();
    expect(await send(from)).toBe(201);
    expect((await carrier.sendText({ from, to, body })).keyword).toBe('STOP');
    expect(await send(from)).toBe(21610);
    expect(await send('+14155550124')).toBe(201);
    expect(app.requests.events).toHaveLength(1);
  });

  test.each(['START', 'unstop', 'Yes'])('%s', async (body) => {
    const { carrier, send } = await texting();
    await carrier.sendText({ from, to, body: 'STOP' });
    await carrier.sendText({ from: '+14155550124', to, body });
    expect(await send(from)).toBe(21610);
    expect((await carrier.sendText({ from, to, body })).keyword).toBe('START');
    expect(await send(from)).toBe(201);
  });

  test.each(['HELP', 'info', 'Please stop', 'stop it', 'yes please', 'STOP.'])('%s opts nobody out', async (body) => {
    const { carrier, send } = await texting();
    await carrier.sendText({ from, to, body });
    expect(await send(from)).toBe(201);
  });
});

test('[SBT2] its own answers arrive on the phone and are no resources of the account', async () => {
  const { carrier } = await texting();
  for (const body of ['STOP', 'START', 'HELP', 'Hello?']) await carrier.sendText({ from, to, body });
  expect(inboxOf(carrier)).toEqual([
    expect.stringMatching(/^\+14155550100 > \+14155550123: You have successfully been unsubscribed/),
    expect.stringContaining('re-subscribed'),
    expect.stringContaining('Reply STOP to unsubscribe'),
  ]);
  expect(carrier.messages).toEqual([]);
  expect(carrier.incomingTexts.map(({ replies }) => replies.length)).toEqual([1, 1, 1, 0]);
});

test('[SBT2] what a Messaging Service took a text for wins over its words, and is told', async () => {
  const { app, carrier } = await texting();
  await carrier.sendText({ from, to, body: 'ALTO', optOutType: 'STOP' });
  expect(carrier.optedOut).toContain(from);
  expect(app.requests.events[0]?.parameters.OptOutType).toBe('STOP');
  await carrier.sendText({ from, to, body: 'STOP', optOutType: 'START' });
  expect(carrier.optedOut).not.toContain(from);
});

test('[SBT3] the webhook’s answer is delivered to the sender, but to nobody who opted out', async () => {
  const { carrier, answer } = await texting();
  answer('<Response><Message>One &amp; two</Message><Message><Body>Three</Body></Message></Response>');
  const sent = await carrier.sendText({ from, to, body: 'Hello' });
  expect(sent.replies).toEqual(['One & two', 'Three']);
  expect(carrier.messages).toMatchObject([
    { from: to, to: from, body: 'One & two', direction: 'outbound-reply', status: 'delivered' },
    { body: 'Three' },
  ]);
  expect(inboxOf(carrier)).toEqual([`${to} > ${from}: One & two`, `${to} > ${from}: Three`]);
  const stopped = await carrier.sendText({ from, to, body: 'STOP' });
  expect(stopped.replies).toEqual([expect.stringContaining('unsubscribed')]);
  await carrier.sendText({ from, to, body: 'Hello again' });
  expect(carrier.messages).toHaveLength(2);
});

describe('[SBT3] what the webhook answered can be seen', () => {
  test.each([
    ['<Response/>', 'text/xml', 200, null, []],
    ['', 'text/xml', 204, null, []],
    ['Hello', 'text/plain', 200, null, ['Hello']],
    ['Not now.', 'text/plain', 503, 11200, []],
    ['{}', 'application/json', 200, 12300, []],
    ['<Response>', 'text/xml', 200, 12100, []],
    ['<Reply/>', 'text/xml', 200, 12102, []],
    ['<Response><Say>Hi</Say></Response>', 'text/xml', 200, 12200, []],
    ['<Response>Hi</Response>', 'text/xml', 200, 12200, []],
  ] as const)('%s %s %d', async (body, type, status, code, replies) => {
    const { carrier, answer } = await texting();
    answer(body, type, status);
    const sent = await carrier.sendText({ from, to, body: 'Hello' });
    expect(sent.answer).toMatchObject({ ok: true, status, body });
    expect(sent.error?.code ?? null).toBe(code);
    expect(sent.replies).toEqual(replies);
  });

  test('nobody there, or no webhook at all', async () => {
    const gone = await new FakeApp().start();
    await gone.close();
    const { carrier } = await texting({ smsUrl: `${gone.url}/sms` });
    expect((await carrier.sendText({ from, to, body: 'STOP' })).error?.code).toBe(11205);
    expect(carrier.optedOut).toContain(from);
    const silent = await startPair();
    const sent = await silent.carrier.sendText({ from, to, body: 'HELP' });
    expect(sent).toMatchObject({ answer: null, error: null, replies: [expect.stringContaining('STOP')] });
  });
});

test('[SBT4] over the control API a text is sent, and answered with what the webhook said', async () => {
  const { carrier, post, answer } = await texting();
  answer('<Response><Message>Hi</Message></Response>');
  const sent = await post('/sandbox/texts', { from, to, body: 'Hello' });
  expect(sent.status).toBe(201);
  const told = (await sent.json()) as Record<string, unknown>;
  expect(told).toMatchObject({ from, to, body: 'Hello', keyword: null, answer: { status: 200 }, replies: ['Hi'] });
  expect(told.sid).toBe(carrier.incomingTexts[0]?.sid);
  expect(await (await fetch(`${carrier.url}/sandbox/texts`)).json()).toMatchObject({ texts: [{ sid: told.sid }] });
  for (const wrong of [
    { from, to },
    { from: 'anonymous', to, body: 'x' },
    { from, to, body: '' },
  ])
    expect((await post('/sandbox/texts', wrong)).status).toBe(400);
  expect(carrier.incomingTexts).toHaveLength(1);
});

describe('[SBT5] a name can send outside North America only', () => {
  test.each([
    ['Brightwater', '+447700900123', 201],
    ['My Shop 24', '+491701234567', 201],
    ['Brightwater', '+14155550123', 21612],
    ['Brightwaters', '+447700900123', 21212],
    ['12345', '+447700900123', 21212],
    ['Über', '+447700900123', 21212],
    ['    ', '+447700900123', 21212],
  ] as const)('%s to %s: %d', async (sender, recipient, expected) => {
    const { carrier } = await startPair();
    expect(await sendAs(carrier.url, sender, recipient)).toBe(expected);
  });

  test('and the account’s senders still limit it', async () => {
    const { carrier } = await startPair({ senders: ['Brightwater', to] });
    expect(await sendAs(carrier.url, 'Brightwater', '+447700900123')).toBe(201);
    expect(await sendAs(carrier.url, 'Other', '+447700900123')).toBe(21606);
    expect(carrier.messages).toMatchObject([{ from: 'Brightwater' }]);
  });
});

async function sendAs(url: string, sender: string, recipient: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const body = new URLSearchParams({ To: recipient, From: sender, Body: 'Hello' });
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const response = await fetch(url + path, { method: 'POST', headers: { authorization }, body });
  return ((await response.json()) as { code?: number }).code ?? response.status;
}
