import { expect, test } from 'vitest';
import { parties, startPair } from './with-call.ts';

const spoken = (events: readonly { readonly type: string }[]) =>
  events.flatMap((event) => (event.type === 'spoken' && 'text' in event ? [event.text] : [])).join('');

test('[SBX50] a failing voice webhook falls back, telling the fallback why', async () => {
  const { app, carrier } = await startPair();
  const fallback = await startPair({ voiceUrl: `${app.url}/voice`, fallbackUrl: `${app.url}/fallback` });
  app.answers.set('/voice', (_request, response) => void response.writeHead(500).end());
  app.answers.set('/fallback', '<Response><Say>Please hold.</Say></Response>');
  const call = fallback.carrier.placeCall(parties);
  const { parameters } = await app.request('/fallback');
  expect(parameters).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${app.url}/voice`, CallSid: call.sid });
  await call.next('finished');
  expect(spoken(call.events)).toBe('Please hold.');

  const without = carrier.placeCall(parties);
  await without.next('finished');
  expect(spoken(without.events)).toContain('an application error has occurred');
  expect(without.events.find((event) => event.type === 'ended')).toMatchObject({ by: 'error' });
});

test('[SBX51] a document Twilio would only half understand fails the call and is named', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('dtmfdetection="true"'));
  const call = carrier.placeCall(parties);
  const error = await call.next('error');
  expect(error.message).toContain('dtmfDetection');
  await call.next('finished');
  expect(app.upgrades).toHaveLength(0);
});

test.each([
  ['application/json', '{}', 12300],
  ['text/xml', '', 12100],
])('[SBX52] an answer of type %s with body "%s" is error %d', async (type, body, code) => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body));
  const call = carrier.placeCall(parties);
  expect((await call.next('error')).code).toBe(code);
  await call.next('finished');
});

test('[SBX53] a server that does not answer in time is error 11200', async () => {
  const { app, carrier } = await startPair({ webhookTimeoutMs: 50 });
  app.answers.set('/voice', () => {});
  const call = carrier.placeCall(parties);
  expect((await call.next('error')).code).toBe(11200);
  await call.next('finished');
});

test('[SBX54] connection overrides retry with the same idempotency token and are not sent', async () => {
  const app = (await startPair()).app;
  const { carrier } = await startPair({ voiceUrl: `${app.url}/voice#rc=2&rp=5xx` });
  app.answers.set('/voice', (_request, response) => void response.writeHead(503).end());
  const call = carrier.placeCall(parties);
  await call.next('finished');
  const tries = app.requests.events.filter((request) => request.path === '/voice');
  expect(tries).toHaveLength(3);
  expect(new Set(tries.map((request) => request.idempotencyToken)).size).toBe(1);
  expect(tries[0]!.url).toBe(`${app.url}/voice`);
});

test('[SBX55] Say, Pause, Redirect and Hangup run in order; a 307 keeps the form', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', (_request, response) => void response.writeHead(307, { location: '/moved' }).end());
  app.answers.set(
    '/moved',
    '<Response><Say>One.</Say><Pause length="2"/><Redirect>/next?a=1&amp;b=2</Redirect><Say>No.</Say></Response>',
  );
  app.answers.set('/next', '<Response><Say>Two.</Say><Hangup/><Say>No.</Say></Response>');
  const call = carrier.placeCall(parties);
  await call.next('finished');
  expect((await app.request('/moved')).parameters.CallSid).toBe(call.sid);
  expect((await app.request('/next')).url).toBe(`${app.url}/next?a=1&b=2`);
  expect(spoken(call.events)).toBe('One.Two.');
});

test('[SBX56] Dial notes its targets and tells the action what became of it', async () => {
  const { app, carrier } = await startPair();
  const dial = '<Dial action="/dialled" timeout="20"><Number>+14155550111</Number><Sip>sip:a@b.example</Sip></Dial>';
  app.answers.set('/voice', `<Response>${dial}</Response>`);
  carrier.setDialOutcome({ status: 'no-answer', bridged: false, ringMs: 5000, talkMs: 0 });
  const call = carrier.placeCall(parties);
  expect((await app.request('/dialled')).parameters).toMatchObject({
    DialCallStatus: 'no-answer',
    DialBridged: 'false',
  });
  expect((await call.next('dialed')).targets).toEqual(['+14155550111', 'sip:a@b.example']);
  await call.next('finished');

  carrier.setDialOutcome({ status: 'completed', bridged: true, ringMs: 1000, talkMs: 5000 });
  const second = carrier.placeCall(parties);
  const answered = await app.request('/dialled', app.requests.events.length);
  expect(answered.parameters).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'true',
    DialCallDuration: '5',
  });
  await second.next('finished');
});
