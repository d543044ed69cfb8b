import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import type { PersonInput } from '../../../src/sandbox/carrier/people.ts';
import { actsOf, agent, parametersOf, startDialling } from './people-support.ts';
import { authToken, parties } from './with-call.ts';

const number = (attributes = '') => `<Number url="/whisper" ${attributes}>${agent}</Number>`;
const dial = (nouns: string, attributes = '') =>
  `<Dial action="/dialled" callerId="+14155550100" timeout="20" ${attributes}>${nouns}</Dial>`;

test('[PPL1] who accepts rings, hears the whisper, presses 1 and is connected; the log tells it all', async () => {
  const { app, carrier, call } = await startDialling(dial(number()));
  carrier.setPerson(agent, { does: 'accepts', ringMs: 3000, says: ['Support, Kim.'], talkMs: 5000 });
  const caller = call();
  await caller.next('bridged');
  await caller.say('I need help.');
  await caller.next('finished');
  expect(actsOf(caller)).toEqual([
    'rings',
    'picks-up',
    'hears: Call from Ann. Press 1.',
    'presses: 1',
    'says: Support, Kim.',
    'ends: completed',
  ]);
  const leg = carrier.calls.find(({ record }) => record.to === agent);
  expect(leg?.events).toContainEqual(expect.objectContaining({ type: 'person', does: 'says', text: 'I need help.' }));
  expect(parametersOf(app, '/dialled')).toEqual([
    expect.objectContaining({
      CallSid: caller.sid,
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: leg?.sid,
    }),
  ]);
  expect(Number(parametersOf(app, '/dialled')[0]?.DialCallDuration)).toBeGreaterThanOrEqual(5);
});

test('[PPL2] a leg’s own document is asked for by that leg: its SID, its parent’s, from and to, outbound-dial', async () => {
  const { app, call } = await startDialling(dial(number()));
  const caller = call();
  const asked = await app.request('/whisper');
  expect(asked.parameters).toMatchObject({
    ParentCallSid: caller.sid,
    From: '+14155550100',
    To: agent,
    Direction: 'outbound-dial',
    CallStatus: 'in-progress',
  });
  expect(asked.parameters.CallSid).not.toBe(caller.sid);
  expect(twilio.validateRequest(authToken, asked.signature, asked.url, asked.parameters)).toBe(true);
  const key = await app.request('/key');
  expect(key.parameters).toMatchObject({ CallSid: asked.parameters.CallSid, Digits: '1' });
});

test('[PPL3] a dialled leg reports its progress in order, as far as it is subscribed to', async () => {
  const reports = 'statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"';
  const { app, carrier, call } = await startDialling(dial(number(reports)));
  carrier.setPerson(agent, { does: 'accepts', talkMs: 2000 });
  const caller = call();
  await app.requests.next(({ path, parameters }) => path === '/leg' && parameters.CallStatus === 'completed');
  const told = parametersOf(app, '/leg');
  expect(told.map(({ CallStatus }) => CallStatus)).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  expect(told.map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3']);
  for (const one of told)
    expect(one).toMatchObject({
      ParentCallSid: caller.sid,
      CallbackSource: 'call-progress-events',
      Timestamp: expect.stringMatching(/ \+0000$/),
    });
  expect(told.at(-1)).toMatchObject({ CallDuration: expect.stringMatching(/^[1-9]/), SipResponseCode: '200' });
});

describe('[PPL4] who does not stay with it is told to the action, and never connected', () => {
  const cases: [PersonInput, object, string[]][] = [
    [{ does: 'no-answer' }, { DialCallStatus: 'no-answer' }, ['rings', 'ends: no-answer']],
    [{ does: 'busy' }, { DialCallStatus: 'busy' }, ['rings', 'ends: busy']],
    [{ does: 'failed' }, { DialCallStatus: 'failed' }, ['ends: failed']],
    [{ does: 'declines' }, { DialCallStatus: 'completed' }, ['presses: 2', 'ends: completed']],
    [{ does: 'declines', by: 'hanging-up' }, { DialCallStatus: 'completed' }, ['picks-up', 'ends: completed']],
    [{ does: 'listens' }, { DialCallStatus: 'completed' }, ['hears: Call from Ann. Press 1.', 'ends: completed']],
    [{ does: 'machine' }, { DialCallStatus: 'completed' }, ['ends: completed']],
    [{ does: 'accepts', ringMs: 60_000 }, { DialCallStatus: 'no-answer' }, ['rings', 'ends: no-answer']],
  ];
  test.each(cases)('[PPL4] %o', async (person, result, acts) => {
    const { app, carrier, call } = await startDialling(dial(number()));
    carrier.setPerson(agent, person);
    const caller = call();
    expect((await app.request('/dialled')).parameters).toMatchObject({ ...result, DialBridged: 'false' });
    expect(actsOf(caller)).toEqual(expect.arrayContaining(acts));
    expect(caller.events.some(({ type }) => type === 'bridged')).toBe(false);
    expect(carrier.calls.filter(({ record }) => record.status === 'in-progress')).toEqual([caller]);
    caller.hangup();
  });
});

test('[PPL5] who hangs up while it rings cancels the leg; the action comes with a call that is over', async () => {
  const reports = 'statusCallback="/leg"';
  const { app, carrier, call } = await startDialling(dial(number(reports)));
  carrier.setPerson(agent, { does: 'no-answer' });
  const caller = call();
  await caller.next('person');
  caller.hangup();
  const action = await app.request('/dialled');
  expect(action.parameters).toMatchObject({
    CallStatus: 'completed',
    DialCallStatus: 'canceled',
    DialBridged: 'false',
  });
  expect((await app.request('/leg')).parameters).toMatchObject({ CallStatus: 'canceled' });
});

test('[PPL5] who hangs up during the whisper hangs up on the agent too', async () => {
  const { app, carrier, call } = await startDialling(dial(number()));
  carrier.setPerson(agent, { does: 'listens' });
  const caller = call();
  const { parameters } = await app.request('/whisper');
  caller.hangup();
  const leg = carrier.calls.find(({ sid }) => sid === parameters.CallSid);
  await leg?.next('finished');
  expect(leg?.record.status).toBe('completed');
  expect((await app.request('/dialled')).parameters).toMatchObject({ CallStatus: 'completed', DialBridged: 'false' });
  expect(parametersOf(app, '/key')).toEqual([]);
});

test('[PPL6] all ring at once and the first to answer is taken; the others are canceled', async () => {
  const other = '+14155550112';
  const { app, carrier, call } = await startDialling(dial(`<Number>${agent}</Number><Number>${other}</Number>`));
  carrier.setPerson(agent, { does: 'accepts', ringMs: 8000 });
  carrier.setPerson(other, { does: 'accepts', ringMs: 3000, talkMs: 1000 });
  call();
  const { DialCallSid } = (await app.request('/dialled')).parameters;
  const legs = carrier.calls.filter(({ record }) => record.parentSid !== null);
  expect(legs.map(({ record }) => [record.to, record.status])).toEqual([
    [agent, 'canceled'],
    [other, 'completed'],
  ]);
  expect(DialCallSid).toBe(legs[1]?.sid);
});

test('[PPL6] sequential: one after the other, until somebody answers', async () => {
  const nouns = ['1', '2', '3'].map((digit) => `<Number>+1415555011${digit}</Number>`).join('');
  const { app, carrier, call } = await startDialling(dial(nouns, 'sequential="true"'));
  carrier.setPerson('+14155550111', { does: 'no-answer' });
  carrier.setPerson('+14155550112', { does: 'accepts', talkMs: 1000 });
  call();
  await app.request('/dialled');
  const legs = carrier.begunLegs.events.filter(({ direction }) => direction === 'outbound-dial');
  expect(legs.map(({ to }) => to)).toEqual(['+14155550111', '+14155550112']);
});

test('[PPL7] with answerOnBridge an unanswered caller is answered only when connected', async () => {
  const { app, carrier, call } = await startDialling(dial(number(), 'answerOnBridge="true"'));
  carrier.setPerson(agent, { does: 'accepts', talkMs: 1000 });
  const caller = call();
  const connected = await caller.next('connected');
  expect(actsOf(caller)).toContain('presses: 1');
  await app.request('/dialled');
  expect(caller.events.indexOf(connected)).toBeGreaterThan(
    caller.events.findIndex((event) => event.type === 'person' && event.does === 'presses'),
  );
});

test('[PPL8] of a SIP end the answer to the INVITE is told', async () => {
  const { app, carrier, call } = await startDialling(dial('<Sip>sip:kim@pbx.example.com;transport=tls?X-Call=1</Sip>'));
  carrier.setPerson('sip:kim@pbx.example.com', { does: 'failed', sipCode: 480 });
  call();
  const { parameters } = await app.request('/dialled');
  expect(parameters).toMatchObject({ DialCallStatus: 'failed', DialSipResponseCode: '480' });
  expect(parameters.DialSipCallId).toMatch(/@/);
});

test('[PPL9] a time limit ends the conversation, and so does a star where the TwiML says so', async () => {
  const limited = await startDialling(dial(number(), 'timeLimit="3"'));
  limited.carrier.setPerson(agent, { does: 'accepts', talkMs: null });
  limited.call();
  expect((await limited.app.request('/dialled')).parameters).toMatchObject({ DialBridged: 'true' });
  const starred = await startDialling(dial(number(), 'hangupOnStar="true"'));
  starred.carrier.setPerson(agent, { does: 'accepts', talkMs: null });
  const caller = starred.call();
  await caller.next('bridged');
  caller.press('1*');
  expect((await starred.app.request('/dialled')).parameters).toMatchObject({ CallStatus: 'in-progress' });
});

test('[PPL10] a document that is heard before being connected cannot lead elsewhere', async () => {
  const { app, call } = await startDialling(dial(number()));
  app.answers.set('/whisper', `<Response><Dial>${agent}</Dial></Response>`);
  const caller = call();
  expect((await app.request('/dialled')).parameters).toMatchObject({ DialBridged: 'false' });
  expect(actsOf(caller)).toContain('hears: We are sorry, an application error has occurred. Goodbye.');
});

test('[PPL11] nobody who is unknown lets it ring: they answer after two seconds, press 1 and talk', async () => {
  const { app, call } = await startDialling(dial(number()));
  const caller = call();
  const rang = await caller.next('person');
  const answered = await caller.log.next((event) => event.type === 'person' && event.does === 'picks-up');
  expect(answered.at - rang.at).toBeGreaterThanOrEqual(1990);
  expect(answered.at - rang.at).toBeLessThan(15_000);
  await caller.log.next((event) => event.type === 'person' && event.does === 'says');
  caller.hangup();
  expect((await app.request('/dialled')).parameters).toMatchObject({ CallStatus: 'completed', DialBridged: 'true' });
});

test('[PPL12] on a dialled leg a machine is detected beside the call and told to amdStatusCallback', async () => {
  const detection = 'machineDetection="DetectMessageEnd" amdStatusCallback="/amd"';
  const { app, carrier, call } = await startDialling(dial(`<Number ${detection}>${agent}</Number>`));
  carrier.setPerson(agent, { does: 'machine' });
  const caller = call();
  const { parameters } = await app.request('/amd');
  expect(parameters).toMatchObject({ AnsweredBy: 'machine_end_beep', CallSid: carrier.calls[1]?.sid });
  expect(Number(parameters.MachineDetectionDuration)).toBeGreaterThan(1000);
  expect(caller.events.some(({ type }) => type === 'bridged')).toBe(true);
  caller.hangup();
});

test('[PPL13] people are also set through the control API, which refuses what it does not know', async () => {
  const { carrier, call } = await startDialling(dial(number()));
  const set = (behaviour: unknown) =>
    fetch(`${carrier.url}/sandbox/people`, {
      method: 'POST',
      body: JSON.stringify({ people: [{ address: agent, behaviour }] }),
    });
  expect((await set({ does: 'busy' })).status).toBe(200);
  expect((await set({ does: 'sleeps' })).status).toBe(400);
  const caller = call(parties.from);
  expect(await caller.next('dialed')).toMatchObject({ outcome: 'busy' });
  const foreign = await fetch(`${carrier.url}/sandbox/people`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: '{"people":[]}',
  });
  expect(foreign.status).toBe(403);
});
