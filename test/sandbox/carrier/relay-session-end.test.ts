import twilio from 'twilio';
import { expect, test } from 'vitest';
import type { Frame } from './fake-app.ts';
import { authToken, parties, startPair } from './with-call.ts';

const isInfo = (name: string, value: string) => (frame: Frame) => frame.name === name && frame.value === value;
const isType = (type: string) => (frame: Frame) => frame.type === type;
const silence = isInfo('agentSpeaking', 'off');
const LONG = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen. ';

test('[SBX18] an invalid frame is error 64107 and ignored; ten in a row end the session with 1007 and 64105', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send('{', { type: 'clear' }, { type: 'text', token: null }, { type: 'text', token: 'a', final: true });
  app.sendBinary(Buffer.from('{}'));
  app.send({ type: 'text', token: 'Still here.', last: true });
  await app.frame(silence);
  expect(app.frames.events.filter(isType('error'))).toHaveLength(5);
  expect(String(app.frames.events.find(isType('error'))!.description)).toContain('64107');
  for (let frame = 0; frame < 10; frame++) app.send({ type: 'mark' });
  const { parameters } = await app.request('/action');
  expect(parameters).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64105', CallStatus: 'in-progress' });
  expect(app.closes.events[0]).toMatchObject({ code: 1007 });
  await call.next('finished');
});

test('[SBX19] end cuts queued speech, closes with 1000 and hands over the data; the action’s TwiML goes on', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  app.answers.set('/action', '<Response><Say>Transferring.</Say><Hangup/></Response>');
  const call = carrier.placeCall(parties);
  const setup = await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true }, { type: 'end', handoffData: '{"reason":"sales"}' });
  const { parameters } = await app.request('/action');
  expect(parameters).toMatchObject({
    SessionId: setup.sessionId,
    SessionStatus: 'ended',
    HandoffData: '{"reason":"sales"}',
    CallStatus: 'in-progress',
  });
  expect(parameters.SessionDuration).toMatch(/^\d+$/);
  expect(app.closes.events[0]).toEqual({ code: 1000, reason: 'Closing websocket session' });
  expect((await call.next('cut-by-end')).unspoken).toBe(LONG);
  await call.next('finished');
  expect(call.events.filter((event) => event.type === 'spoken').map((event) => event.text)).toEqual(['Transferring.']);
  expect(call.events.find((event) => event.type === 'ended')).toMatchObject({ by: 'server', status: 'completed' });
});

test('[SBX20] a hang-up closes with 1000, then the action and the number’s status callback; the answer is ignored', async () => {
  const app = await startPair();
  const { carrier } = await startPair({ voiceUrl: `${app.app.url}/voice`, statusCallbackUrl: `${app.app.url}/status` });
  app.app.answers.set('/voice', app.app.relay());
  app.app.answers.set('/action', '<Response><Say>Nobody hears this.</Say></Response>');
  const call = carrier.placeCall(parties);
  await app.app.frame(isType('setup'));
  call.hangup();
  const action = await app.app.request('/action');
  expect(action.parameters).toMatchObject({ SessionStatus: 'completed', CallStatus: 'completed' });
  expect(app.app.closes.events[0]).toEqual({ code: 1000, reason: 'Closing websocket session' });
  const status = await app.app.request('/status');
  expect(status.parameters).toMatchObject({
    CallSid: call.sid,
    CallStatus: 'completed',
    CallbackSource: 'call-progress-events',
  });
  expect(twilio.validateRequest(authToken, status.signature, status.url, status.parameters)).toBe(true);
  await call.next('finished');
  expect(call.events.some((event) => event.type === 'spoken')).toBe(false);
});

test('[SBX21] a lost socket is a failed session; the action’s TwiML opens a new one of the same call', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  app.answers.set('/action', app.relay());
  const call = carrier.placeCall(parties);
  const first = await app.frame(isType('setup'));
  app.drop();
  const { parameters } = await app.request('/action');
  expect(parameters).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: 'Websocket ended' });
  const second = await app.frame(isType('setup'), 1);
  expect(second).toMatchObject({ callSid: call.sid, callStatus: 'IN_PROGRESS' });
  expect(second.sessionId).not.toBe(first.sessionId);
});

test('[SBX22] a refused handshake is a failed session with 64102', async () => {
  const { app, carrier } = await startPair();
  app.refuseUpgrade = 403;
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall(parties);
  const { parameters } = await app.request('/action');
  expect(parameters).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64102' });
  await call.next('finished');
});

test('[SBX23] with applicationReconnect the socket is opened again and what happened meanwhile is replayed', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('applicationReconnect="true" dtmfDetection="true"'));
  const call = carrier.placeCall(parties);
  const first = await app.frame(isType('setup'));
  app.drop();
  await call.log.next((event) => event.type === 'error');
  call.press('5');
  const again = await app.frame(isType('setup'), 1);
  expect(again.sessionId).toBe(first.sessionId);
  expect(await app.frame(isType('dtmf'))).toMatchObject({ digit: '5' });
});

test('[SBX24] a provider that does not have the voice tears the session down with 64106', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('ttsProvider="Google" voice="Joanna-Neural"'));
  const call = carrier.placeCall(parties);
  expect(await app.frame(isType('error'))).toMatchObject({ description: expect.stringContaining('64106') });
  expect((await app.request('/action')).parameters).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64106' });
  await call.next('finished');
});
