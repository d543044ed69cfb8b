import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { CallEvent } from '../../../src/sandbox/carrier/call-event.ts';
import { CarrierClient } from '../../../src/sandbox/phone/carrier-client.ts';
import { parties, startPair } from './with-call.ts';

const json = { 'content-type': 'application/json' };
const never = () => new AbortController().signal;

test('[SBX70] a phone places a call, acts as its caller and follows it to its end', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('dtmfDetection="true" welcomeGreeting="Hello there."'));
  const phone = new CarrierClient(carrier.url);
  const sid = await phone.placeCall({ ...parties, speed: 50 });
  const events: CallEvent[] = [];
  const over = phone.followCall(sid, never(), (event) => events.push(event));
  await app.frame((frame) => frame.type === 'setup');
  await phone.act(sid, 'say', { text: 'Good morning' });
  await app.frame((frame) => frame.voicePrompt === 'Good morning');
  await phone.act(sid, 'press', { digits: '1#' });
  await app.frame((frame) => frame.digit === '#');
  await phone.act(sid, 'hangup');
  await over;
  expect(events.map((event) => event.type)).toEqual(
    expect.arrayContaining(['ringing', 'connected', 'session-started', 'caller-speech', 'caller-digits', 'ended']),
  );
  expect(events.map((event) => event.type)).not.toContain('frame');
  expect(events.at(-1)?.type).toBe('finished');
});

test('[SBX71] a wrong order is refused in words, a call that is not there with 404', async () => {
  const { carrier } = await startPair();
  const post = (path: string, body: string) => fetch(carrier.url + path, { method: 'POST', headers: json, body });
  expect((await post('/sandbox/calls', '{"to":"+14155550100"}')).status).toBe(400);
  expect((await post('/sandbox/calls', 'nonsense')).status).toBe(400);
  expect((await post(`/sandbox/calls/CA${'0'.repeat(32)}/hangup`, '')).status).toBe(404);
  const call = carrier.placeCall(parties);
  expect((await post(`/sandbox/calls/${call.sid}/press`, '{"digits":"abc"}')).status).toBe(400);
});

test('[SBX72] the control API is for this computer: another Host or Origin is refused', async () => {
  const { carrier } = await startPair();
  const foreign = await fetch(`${carrier.url}/sandbox/inbox`, { headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  const status = await new Promise((resolve) => {
    request(`${carrier.url}/sandbox/inbox`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
  const local = await fetch(`${carrier.url}/sandbox/inbox`, { headers: { origin: 'http://localhost:3000' } });
  expect(local.status).toBe(200);
});

test('[SBX73] an event stream goes on after the last event its reader has seen', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', '<Response><Say>One two three.</Say></Response>');
  const call = carrier.placeCall(parties);
  await call.next('finished');
  const headers = { 'last-event-id': String(call.events.length - 2) };
  const response = await fetch(`${carrier.url}/sandbox/calls/${call.sid}/events?frames=true`, { headers });
  expect((await response.text()).match(/^data: .*$/gm)).toEqual([`data: ${JSON.stringify(call.events.at(-1))}`]);
});
