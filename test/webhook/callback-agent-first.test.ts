import { afterEach, describe, expect, it } from 'vitest';
import { cancelCallback } from '../../src/domain/callback-changes.ts';
import { CALL, CallbackCalls, CUSTOMER, LEG } from './callback-calls.ts';
import { LINE, ORIGIN } from './webhook-bench.ts';

let calls: CallbackCalls;
afterEach(() => calls.close());

const urlOf = (step: string): string => `${ORIGIN}/twilio/callback/${step}?callback=callback_1&amp;attempt=1`;

describe('a callback that rings the agent first', () => {
  it('[CBR22] the agent hears who is to be called and why, and is asked for a key', async () => {
    calls = await new CallbackCalls().ring({ callerName: 'Jo Doe' });
    const { text, status } = await calls.step('answered');
    expect(status).toBe(200);
    expect(text).toContain('Call for Acme. Jo Doe, number ending in 0 1 2 1. Reason: The boiler is cold.');
    expect(text).toContain(`<Gather action="${urlOf('key')}" input="dtmf" numDigits="1"`);
    expect(text).toMatch(/<Hangup\/>\s*<\/Response>/);
    expect(calls.attempt.state).toBe('answered');
    expect(await calls.store.findCall(CALL)).toMatchObject({
      call: { direction: 'outbound', from: { kind: 'phone', number: LINE }, to: CUSTOMER, lineId: 'support' },
      siteVersion: 'v1',
      status: null,
    });
    expect(await calls.events()).toMatchObject([
      { type: 'call-started', from: LINE, to: CUSTOMER, callback: 'callback_1', attempt: 1 },
      { type: 'agent-dialed', dial: 1, target: 'desk', method: 'bridge' },
    ]);
  });

  it('[CBR22] after 1 the customer is dialled from the number of the line', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    const { text } = await calls.step('key', { Digits: '1' });
    expect(text).toContain('<Say language="en-US">Thank you. One moment, I am connecting you.</Say>');
    expect(text).toContain(
      `<Dial action="${urlOf('dial-ended')}&amp;target=desk" answerOnBridge="true" callerId="${LINE}" timeout="25" timeLimit="14400">`,
    );
    expect(text).toContain(`>${CUSTOMER}</Number>`);
    expect(text).not.toContain('record=');
    expect(text).not.toContain(' url=');
    expect(calls.attempt.state).toBe('accepted');
    expect(await calls.events('agent-answered')).toMatchObject([{ accepted: true, target: 'desk' }]);
  });

  it.each(['2', '', '#'])('[CBR23] anything but 1 is a no: %j', async (Digits) => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    const { text } = await calls.step('key', { Digits });
    expect(text).toMatch(/<Response>\s*<Hangup\/>\s*<\/Response>/);
    expect(calls.callback).toMatchObject({ state: 'dialing', nextAt: calls.clock.now() });
    expect(calls.outcome).toBe('agent_declined');
    expect(calls.nudges).toBe(1);
    expect(await calls.events('agent-dial-ended')).toMatchObject([{ outcome: 'declined' }]);
  });

  it.each([
    ['no-answer', 'agent_no_answer'],
    ['busy', 'agent_busy'],
    ['failed', 'agent_failed'],
  ])('[CBR23] %s: the next agent may be rung at once', async (CallStatus, outcome) => {
    calls = await new CallbackCalls().ring();
    expect((await calls.step('status', { CallStatus })).status).toBe(204);
    expect(calls.outcome).toBe(outcome);
    expect(calls.callback.nextAt).toBe(calls.clock.now());
    expect(calls.nudges).toBe(1);
    expect(await calls.events()).toEqual([]);
  });

  it('[CBR23] silence, as a machine keeps it, ends the call', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('status', { CallStatus: 'completed', CallDuration: '31' });
    expect(calls.outcome).toBe('agent_declined');
    expect(await calls.store.findCall(CALL)).toMatchObject({ status: 'completed' });
    expect(await calls.events('call-ended')).toMatchObject([{ durationSeconds: 31 }]);
    expect(calls.finished).toHaveLength(1);
  });

  it('[CBR24] the customer hears of the recording before the two are connected', async () => {
    calls = await new CallbackCalls({ transfer: { recording: 'announce', transcription: true } }).ring();
    await calls.step('answered');
    const { text } = await calls.step('key', { Digits: '1' });
    expect(text).toContain('record="record-from-answer-dual"');
    expect(text).toContain(`${ORIGIN}/twilio/transcription?inbound=agent`);
    expect(text).toContain(`<Number url="${urlOf('customer')}"`);
    const told = await calls.leg('customer');
    expect(told.text).toContain('This conversation may be recorded.');
    expect(told.text).not.toContain('<Hangup/>');
    expect(calls.callback.state).toBe('connected');
  });

  it.each([
    [{ Digits: '1' }, true],
    [{ SpeechResult: 'Yes, go ahead.' }, true],
    [{ Digits: '2' }, false],
    [{ SpeechResult: 'Rather not.' }, false],
    [{}, false],
  ])('[CBR24] the customer is asked; %j means recorded: %s', async (answer, agreed) => {
    calls = await new CallbackCalls({ transfer: { recording: 'ask', transcription: true } }).ring();
    await calls.step('answered');
    const { text } = await calls.step('key', { Digits: '1' });
    expect(text).not.toContain('record=');
    expect(text).not.toContain('Transcription');
    const question = await calls.leg('customer');
    expect(question.text).toContain('May this conversation be recorded?');
    expect(question.text).toContain('input="dtmf speech"');
    expect(question.text).toContain(`<Redirect>${urlOf('customer-key')}</Redirect>`);
    expect(calls.callback.state).toBe('dialing');
    const form: Record<string, string> = answer as never;
    expect((await calls.leg('customer-key', form)).text).toMatch(/<Response\s*\/>|<Response>\s*<\/Response>/);
    await calls.leg('customer-key', form);
    expect(calls.callback.state).toBe('connected');
    expect(await calls.events('recording-consent')).toMatchObject([{ agreed }]);
    expect(calls.begun).toEqual(
      agreed
        ? [
            `recording ${CALL} ${ORIGIN}/twilio/recording`,
            `transcription ${CALL} ${ORIGIN}/twilio/transcription?inbound=agent en-US`,
          ]
        : [],
    );
  });

  it('[CBR25] the two have talked: completed, and the call is written up once', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('key', { Digits: '1' });
    await calls.leg('status', { CallStatus: 'in-progress' });
    expect(calls.callback.state).toBe('connected');
    const { text } = await calls.dialEnded('completed', true, { DialCallDuration: '95' });
    expect(text).toContain('<Hangup/>');
    await calls.step('status', { CallStatus: 'completed', CallDuration: '120' });
    await calls.dialEnded('completed', true, { DialCallDuration: '95', CallStatus: 'completed' });
    expect(calls.callback).toMatchObject({ state: 'completed', nextAt: null });
    expect(calls.outcome).toBe('connected');
    expect(await calls.events('agent-dial-ended')).toMatchObject([{ outcome: 'connected', durationSeconds: 95 }]);
    expect(calls.finished).toHaveLength(1);
  });

  it('[CBR25] though the end of the call is reported before the end of the dialling', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('key', { Digits: '1' });
    await calls.step('status', { CallStatus: 'completed' });
    expect(calls.callback).toMatchObject({ state: 'dialing', nextAt: calls.clock.now() + 15_000 });
    await calls.dialEnded('completed', true, { CallStatus: 'completed' });
    expect(calls.callback).toMatchObject({ state: 'completed' });
  });

  it.each([
    ['no-answer', 'customer_no_answer'],
    ['busy', 'customer_busy'],
    ['failed', 'customer_failed'],
    ['completed', 'customer_no_answer'],
  ])('[CBR26] the customer is not there (%s): the agent hears so', async (status, outcome) => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('key', { Digits: '1' });
    const { text } = await calls.dialEnded(status, false);
    expect(text).toContain('The customer did not answer.');
    expect(text).toContain('<Hangup/>');
    expect(calls.outcome).toBe(outcome);
    expect(calls.callback).toMatchObject({ state: 'dialing', nextAt: calls.clock.now() });
    expect(calls.nudges).toBe(1);
    await calls.step('status', { CallStatus: 'completed' });
    expect(calls.outcome).toBe(outcome);
  });

  it('[CBR26] the agent who hangs up while it rings has not taken it', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('key', { Digits: '1' });
    const { text } = await calls.dialEnded('canceled', false, { CallStatus: 'completed' });
    expect(text).not.toContain('Say');
    expect(calls.outcome).toBe('agent_declined');
  });

  it('[CBR18] cancelled while it rang: whoever answers is not asked', async () => {
    calls = await new CallbackCalls().ring();
    await calls.store.saveCallback(cancelCallback(calls.callback, 'caller', calls.clock.now()));
    expect((await calls.step('answered')).text).toMatch(/<Response>\s*<Hangup\/>/);
    expect(calls.callback).toMatchObject({ state: 'cancelled', attempts: [{ state: 'ended' }] });
    expect(await calls.store.findCall(CALL)).toBeNull();
  });

  it('[CBR18] cancelled while the agent listened: the customer is not dialled', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.store.saveCallback(cancelCallback(calls.callback, 'caller', calls.clock.now()));
    expect((await calls.step('key', { Digits: '1' })).text).not.toContain('Dial');
    expect(calls.callback.state).toBe('cancelled');
  });

  it('[CBR29] a second call of the same attempt is hung up, and changes nothing', async () => {
    calls = await new CallbackCalls().ring();
    for (const step of ['answered', 'key', 'status'])
      await calls.step(step, { CallSid: 'CA999', Digits: '1', CallStatus: 'in-progress' });
    expect((await calls.step('answered', { CallSid: 'CA999' })).text).toMatch(/<Response>\s*<Hangup\/>/);
    expect(new Set(calls.ended)).toEqual(new Set(['CA999']));
    expect(calls.attempt).toMatchObject({ state: 'ringing', callSid: CALL });
    expect(await calls.events()).toEqual([]);
  });

  it('[CBR33] the first report binds the call of an attempt nobody confirmed', async () => {
    calls = await new CallbackCalls().ring({}, { state: 'placing', callSid: null });
    await calls.step('status', { CallStatus: 'initiated' });
    expect(calls.attempt).toMatchObject({ state: 'ringing', callSid: CALL });
    await calls.step('status', { CallSid: 'CA999', CallStatus: 'ringing' });
    expect(calls.ended).toEqual(['CA999']);
  });

  it('[CBR29] reports of a callback or attempt nobody knows, and nonsense, change nothing', async () => {
    calls = await new CallbackCalls().ring();
    const form = { CallSid: CALL, CallStatus: 'busy' };
    for (const query of ['callback=other&attempt=1', 'callback=callback_1&attempt=2', 'attempt=x', ''])
      for (const step of ['answered', 'status']) await calls.post(`/twilio/callback/${step}?${query}`, form);
    expect(calls.attempt.state).toBe('ringing');
    expect(calls.ended).toEqual([]);
  });

  it('[CBR29] every order of the reports about one call comes to the same', async () => {
    const reports: readonly Record<string, string>[] = [
      { CallStatus: 'completed' },
      { CallStatus: 'ringing' },
      { CallStatus: 'initiated' },
      { CallStatus: 'in-progress' },
      { CallStatus: 'completed' },
    ];
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    for (const report of reports) await calls.step('status', report);
    expect(calls.outcome).toBe('agent_declined');
    expect(calls.callback.state).toBe('dialing');
    expect(calls.finished).toHaveLength(1);
    expect((await calls.step('answered')).text).toMatch(/<Response>\s*<Hangup\/>/);
  });

  it('[CBR29] the leg of a customer says nothing about an attempt that is over', async () => {
    calls = await new CallbackCalls().ring();
    await calls.step('answered');
    await calls.step('status', { CallStatus: 'completed' });
    await calls.step('status', { CallSid: LEG, ParentCallSid: CALL, CallStatus: 'in-progress' });
    expect((await calls.leg('customer')).text).toMatch(/<Response>\s*<Hangup\/>/);
    expect(calls.callback.state).toBe('dialing');
  });
});
