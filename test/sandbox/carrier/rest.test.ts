import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import type { CarrierServer } from '../../../src/sandbox/carrier/carrier-server.ts';
import { accountSid, authToken, startPair } from './with-call.ts';

const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const account = `/2010-04-01/Accounts/${accountSid}`;
const text = { To: '+14155550123', From: '+14155550100', Body: 'Hello' };

async function post(carrier: CarrierServer, path: string, form: Record<string, string>, headers = { authorization }) {
  const response = await fetch(carrier.url + account + path, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function get(carrier: CarrierServer, path: string) {
  const response = await fetch(carrier.url + account + path, { headers: { authorization } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('[SBX60] a text is accepted as queued and reported sent and delivered by signed callbacks', async () => {
  const { app, carrier } = await startPair();
  const StatusCallback = `${app.url}/status?id=1`;
  const { status, body } = await post(carrier, '/Messages.json', { ...text, StatusCallback });
  expect(status).toBe(201);
  expect(body).toMatchObject({ status: 'queued', to: text.To, from: text.From, body: 'Hello', error_code: null });
  const last = await app.requests.next((request) => request.parameters.MessageStatus === 'delivered');
  expect(app.requests.events.map((request) => request.parameters.MessageStatus)).toEqual([
    'queued',
    'sent',
    'delivered',
  ]);
  expect(last.parameters).toMatchObject({ MessageSid: body.sid, To: text.To, From: text.From, AccountSid: accountSid });
  expect(twilio.validateRequest(authToken, last.signature, last.url, last.parameters)).toBe(true);
  expect((await get(carrier, `/Messages/${body.sid}.json`)).body).toMatchObject({ status: 'delivered' });
});

describe('[SBX61] Twilio’s validation, with its codes and error bodies', () => {
  test.each([
    [{ ...text, To: '' }, 400, 21604],
    [{ ...text, From: '' }, 400, 21603],
    [{ ...text, Body: '' }, 400, 21602],
    [{ ...text, Body: 'a'.repeat(1601) }, 400, 21617],
    [{ ...text, To: '4155550123' }, 400, 21211],
    [{ ...text, To: '+1415555' }, 400, 21211],
    [{ ...text, To: text.From }, 400, 21266],
    [{ ...text, From: 'Attendant!' }, 400, 21212],
    [{ ...text, To: '+15005550001' }, 400, 21211],
    [{ ...text, To: '+15005550004' }, 400, 21610],
    [{ ...text, To: '+15005550009' }, 400, 21614],
    [{ ...text, From: '+15005550007' }, 400, 21606],
  ])('%#', async (form, status, code) => {
    const { carrier } = await startPair();
    const answer = await post(carrier, '/Messages.json', form);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, status, more_info: `https://www.twilio.com/docs/errors/${code}` });
    expect(String(answer.body.message)).not.toBe('');
    expect(carrier.messages).toHaveLength(0);
  });
});

test('[SBX62] wrong credentials are 20003, an unknown resource or account is 20404', async () => {
  const { carrier } = await startPair();
  const wrong = { authorization: `Basic ${Buffer.from(`${accountSid}:x`).toString('base64')}` };
  expect(await post(carrier, '/Messages.json', text, wrong)).toMatchObject({ status: 401, body: { code: 20003 } });
  expect(await get(carrier, '/Nothing.json')).toMatchObject({ status: 404, body: { code: 20404, status: 404 } });
  expect(await get(carrier, `/Messages/SM${'0'.repeat(32)}.json`)).toMatchObject({
    status: 404,
    body: { code: 20404 },
  });
});

test('[SBX63] faults on demand: 429, 500, a closed connection, and a text accepted without an answer', async () => {
  const { carrier } = await startPair();
  carrier.failNext({ code: 20429 });
  carrier.failNext({ code: 20500, status: 503 });
  expect(await post(carrier, '/Messages.json', text)).toMatchObject({ status: 429, body: { code: 20429 } });
  expect(await post(carrier, '/Messages.json', text)).toMatchObject({ status: 503 });
  carrier.failNext({ kind: 'close' });
  await expect(post(carrier, '/Messages.json', text)).rejects.toThrow();
  expect(carrier.messages).toHaveLength(0);
  carrier.failNext({ kind: 'close-after-accepting' });
  await expect(post(carrier, '/Messages.json', text)).rejects.toThrow();
  expect(carrier.messages).toHaveLength(1);
  const found = await get(carrier, `/Messages.json?To=${encodeURIComponent(text.To)}&PageSize=20`);
  expect(found.body.messages).toMatchObject([{ body: 'Hello', to: text.To }]);
});

test('[SBX64] texts can be looked up by recipient, sender and day', async () => {
  const { carrier } = await startPair();
  await post(carrier, '/Messages.json', text);
  await post(carrier, '/Messages.json', { ...text, To: '+14155550199', Body: 'Other' });
  const query = async (parameters: Record<string, string>) =>
    ((await get(carrier, `/Messages.json?${new URLSearchParams(parameters)}`)).body.messages as { body: string }[]).map(
      (message) => message.body,
    );
  expect(await query({})).toEqual(['Other', 'Hello']);
  expect(await query({ To: text.To })).toEqual(['Hello']);
  expect(await query({ From: '+14155550000' })).toEqual([]);
  const created = carrier.messages[0]!.createdAt;
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(await query({ To: text.To, 'DateSent>': iso(created - 1000) })).toEqual(['Hello']);
  expect(await query({ To: text.To, 'DateSent>': iso(created + 86_400_000) })).toEqual([]);
  expect(await query({ DateSent: iso(created).slice(0, 10) })).toHaveLength(2);
  expect(await query({ 'DateSent<': iso(created - 86_400_000) })).toEqual([]);
});

test('[SBX65] undelivered texts carry their code; callbacks can come doubled or in the wrong order', async () => {
  const { app, carrier } = await startPair();
  carrier.deliverNext({ status: 'undelivered', errorCode: 30_003, callbacks: 'doubled' });
  await post(carrier, '/Messages.json', { ...text, StatusCallback: `${app.url}/first` });
  const failed = await app.requests.next((request) => request.parameters.MessageStatus === 'undelivered');
  expect(failed.parameters.ErrorCode).toBe('30003');
  carrier.deliverNext({ status: 'delivered', callbacks: 'reversed' });
  await post(carrier, '/Messages.json', { ...text, StatusCallback: `${app.url}/second` });
  await app.requests.next((request) => request.path === '/second' && request.parameters.MessageStatus === 'queued');
  const states = (path: string) =>
    app.requests.events.filter((one) => one.path === path).map((one) => one.parameters.MessageStatus);
  expect(states('/first')).toEqual(['queued', 'queued', 'sent', 'sent', 'undelivered', 'undelivered']);
  expect(states('/second')).toEqual(['delivered', 'sent', 'queued']);
});

test('[SBX66] numbers that opted out are 21610', async () => {
  const { carrier } = await startPair();
  carrier.optedOut.add(text.To);
  expect(await post(carrier, '/Messages.json', text)).toMatchObject({ status: 400, body: { code: 21610 } });
});

test('[SBX67] a call created by REST rings, is answered, runs its document and reports its progress', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/callback', '<Response><Say>Hello there.</Say></Response>');
  const form = { To: '+14155550123', From: '+14155550100', Url: `${app.url}/callback?id=7` };
  const events = { StatusCallback: `${app.url}/status`, StatusCallbackEvent: 'initiated ringing answered completed' };
  const { status, body } = await post(carrier, '/Calls.json', { ...form, ...events });
  expect(status).toBe(201);
  expect(body).toMatchObject({ status: 'queued', direction: 'outbound-api', to: form.To });
  const asked = await app.request('/callback');
  expect(asked.parameters).toMatchObject({ CallSid: body.sid, Direction: 'outbound-api' });
  await app.requests.next((request) => request.parameters.CallStatus === 'completed');
  const progress = app.requests.events.filter((request) => request.path === '/status');
  expect(progress.map((request) => request.parameters.CallStatus)).toEqual([
    'initiated',
    'ringing',
    'in-progress',
    'completed',
  ]);
  expect(progress.map((request) => request.parameters.SequenceNumber)).toEqual(['0', '1', '2', '3']);
  expect((await get(carrier, `/Calls/${body.sid}.json`)).body).toMatchObject({ status: 'completed' });
});

test('[SBX68] a live call is ended or given a new document by REST; one that is over is 21220', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall({ from: '+14155550123', to: '+14155550100' });
  await app.frame((frame) => frame.type === 'setup');
  const Twiml = '<Response><Say>Moved.</Say><Pause length="600"/></Response>';
  expect((await post(carrier, `/Calls/${call.sid}.json`, { Twiml })).status).toBe(200);
  await call.log.next((event) => event.type === 'spoken' && event.text === 'Moved.');
  expect(app.closes.events[0]).toMatchObject({ code: 1000 });
  expect(app.requests.events.some((request) => request.path === '/action')).toBe(false);
  expect((await post(carrier, `/Calls/${call.sid}.json`, { Status: 'completed' })).body.status).toBe('completed');
  await call.next('finished');
  expect((await post(carrier, `/Calls/${call.sid}.json`, { Status: 'completed' })).body.code).toBe(21220);
  expect((await post(carrier, '/Calls.json', { To: '+15005550001', From: '+14155550100', Twiml })).body.code).toBe(
    21217,
  );
});

test('[SBX69] a called party who is busy or does not answer ends the call without a document', async () => {
  const { app, carrier } = await startPair();
  carrier.setPickUp('busy');
  const form = {
    To: '+14155550123',
    From: '+14155550100',
    Url: `${app.url}/callback`,
    StatusCallback: `${app.url}/status`,
  };
  await post(carrier, '/Calls.json', form);
  expect((await app.request('/status')).parameters.CallStatus).toBe('busy');
  expect(app.requests.events.some((request) => request.path === '/callback')).toBe(false);
});
