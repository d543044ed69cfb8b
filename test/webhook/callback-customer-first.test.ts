import { afterEach, describe, expect, it } from 'vitest';
import { CALL, CallbackCalls, CUSTOMER, DESK, DISPATCH } from './callback-calls.ts';
import { LINE, ORIGIN } from './webhook-bench.ts';

let calls: CallbackCalls;
afterEach(() => calls.close());

const first = { first: 'customer' } as const;
const urlOf = (step: string): string => `${ORIGIN}/twilio/callback/${step}?callback=callback_1&amp;attempt=1`;
const ring = (options: ConstructorParameters<typeof CallbackCalls>[0] = {}, some = {}) =>
  new CallbackCalls(options).ring(some, first);

describe('a callback that rings the customer first', () => {
  it.each(['human', 'unknown', ''])(
    '[CBR28] a person (%j) hears who calls and is connected with an agent',
    async (by) => {
      calls = await ring();
      const { text } = await calls.step('answered', { AnsweredBy: by, To: CUSTOMER });
      expect(text).toContain('Hello, this is Acme with the call you asked for.');
      expect(text).toContain(`<Number url="${urlOf('agent-whisper')}"`);
      expect(text).toContain(`>${DESK}</Number>`);
      expect(text).toContain(`callerId="${LINE}" timeout="20"`);
      expect(await calls.store.findCall(CALL)).toMatchObject({ call: { direction: 'outbound', to: CUSTOMER } });
      expect(await calls.events()).toMatchObject([{ type: 'call-started' }, { type: 'agent-dialed', target: 'desk' }]);
      expect(calls.callback.state).toBe('dialing');
    },
  );

  it('[CBR28] asked again, the same agent is dialled, and noted once', async () => {
    calls = await ring();
    const one = await calls.step('answered', { AnsweredBy: 'human' });
    expect((await calls.step('answered', { AnsweredBy: 'human' })).text).toBe(one.text);
    expect(await calls.events('agent-dialed')).toHaveLength(1);
  });

  it.each(['machine_end_beep', 'machine_start', 'fax'])(
    '[CBR27] %s hears a message, and no agent is rung',
    async (by) => {
      calls = await ring();
      const { text } = await calls.step('answered', { AnsweredBy: by });
      expect(text).toContain('Hello, this is Acme with the call you asked for. We are sorry we missed you');
      expect(text).toContain('<Hangup/>');
      expect(text).not.toContain('Dial');
      expect(calls.outcome).toBe('machine');
      expect(calls.nudges).toBe(1);
      await calls.step('status', { CallStatus: 'completed' });
      expect(calls.outcome).toBe('machine');
      expect(calls.finished).toHaveLength(1);
    },
  );

  it("[CBR27] the message is the line's own, or in the customer's language", async () => {
    calls = await ring({ callbacks: { voicemail: 'Acme here. We call again.' } });
    const { text } = await calls.step('answered', { AnsweredBy: 'machine_end_beep' });
    expect(text).toContain('<Say language="en-US">Acme here. We call again.</Say>');
    await calls.close();
    calls = await ring({}, { language: 'de-DE' });
    const german = await calls.step('answered', { AnsweredBy: 'machine_end_beep' });
    expect(german.text).toContain('<Say language="de-DE">Guten Tag, hier ist Acme');
  });

  it('[CBR28] the agent is told who waits; after 1 the two are connected', async () => {
    calls = await ring();
    await calls.step('answered', { AnsweredBy: 'human' });
    const whisper = await calls.leg('agent-whisper');
    expect(whisper.text).toContain('Reason: The boiler is cold.');
    expect(whisper.text).toContain(`action="${urlOf('agent-key')}"`);
    const accepted = await calls.leg('agent-key', { Digits: '1' });
    expect(accepted.text).not.toContain('Hangup');
    expect(calls.callback.state).toBe('connected');
    await calls.dialEnded('completed', true, { DialCallDuration: '40' });
    expect(calls.callback.state).toBe('completed');
    expect(await calls.events('agent-answered')).toMatchObject([{ accepted: true }]);
    expect(await calls.events('agent-dial-ended')).toMatchObject([{ outcome: 'connected', durationSeconds: 40 }]);
  });

  it('[CBR28] when one does not take it the next agent is dialled, asked as often as you like', async () => {
    calls = await ring();
    await calls.step('answered', { AnsweredBy: 'human' });
    const declined = await calls.leg('agent-key', { Digits: '3' });
    expect(declined.text).toContain('<Hangup/>');
    const next = await calls.dialEnded('completed', false);
    expect(next.text).toContain(`>${DISPATCH}</Number>`);
    expect(next.text).toContain('timeout="30"');
    expect((await calls.dialEnded('completed', false)).text).toBe(next.text);
    expect(await calls.events('agent-dialed')).toMatchObject([{ target: 'desk' }, { target: 'dispatch' }]);
    expect(await calls.events('agent-dial-ended')).toMatchObject([{ target: 'desk', outcome: 'declined' }]);
    expect(calls.attempt).toMatchObject({ state: 'answered', targetId: 'dispatch' });
  });

  it('[CBR28] with nobody left the customer goes to the bot, which knows why', async () => {
    calls = await ring();
    await calls.step('answered', { AnsweredBy: 'human' });
    await calls.dialEnded('no-answer', false);
    const { text } = await calls.dialEnded('busy', false, {}, 'dispatch');
    expect(text).toContain('I am sorry, nobody answered.');
    expect(text).toContain('<ConversationRelay');
    expect((await calls.dialEnded('busy', false, {}, 'dispatch')).text).toContain('<ConversationRelay');
    expect(calls.outcome).toBe('agent_busy');
    expect(calls.callback).toMatchObject({ state: 'dialing', nextAt: calls.clock.now() });
    const call = await calls.store.findCall(CALL);
    expect(call?.status).toBeNull();
    const [notice] = await calls.store.takeNotices([call?.call.id ?? '']);
    expect(notice).toMatchObject({ urgent: true, text: expect.stringContaining('"The boiler is cold."') });
    expect(await calls.events('returned-to-bot')).toMatchObject([{ tried: ['desk', 'dispatch'] }]);
    await calls.step('status', { CallStatus: 'completed' });
    expect(calls.outcome).toBe('agent_busy');
    expect(calls.finished).toHaveLength(1);
  });

  it('[CBR28] while the server drains there is an apology in its place', async () => {
    calls = await ring({ transfer: { targets: [{ id: 'desk', number: DESK }] } });
    await calls.step('answered', { AnsweredBy: 'human' });
    calls.draining = true;
    const { text } = await calls.dialEnded('no-answer', false);
    expect(text).toContain('nobody can be reached right now');
    expect(text).not.toContain('ConversationRelay');
  });

  it('[CBR26] the customer who hangs up before anybody is there has not been reached', async () => {
    calls = await ring();
    await calls.step('answered', { AnsweredBy: 'human' });
    await calls.dialEnded('canceled', false, { CallStatus: 'completed' });
    await calls.step('status', { CallStatus: 'completed' });
    expect(calls.outcome).toBe('customer_no_answer');
    expect(calls.finished).toHaveLength(1);
  });

  it.each([
    ['no-answer', 'customer_no_answer'],
    ['busy', 'customer_busy'],
    ['failed', 'customer_failed'],
  ])('[CBR26] %s: nobody else is rung', async (CallStatus, outcome) => {
    calls = await ring();
    await calls.step('status', { CallStatus });
    expect(calls.outcome).toBe(outcome);
    expect(calls.nudges).toBe(1);
  });

  it('[CBR24] hears of the recording, or is asked, before it rings at the agent', async () => {
    calls = await ring({ transfer: { recording: 'announce', transcription: true } });
    const told = await calls.step('answered', { AnsweredBy: 'human' });
    expect(told.text).toContain('I am connecting you. This conversation may be recorded.');
    expect(told.text).toContain('record="record-from-answer-dual"');
    expect(told.text).toContain(`${ORIGIN}/twilio/transcription?inbound=caller`);
    await calls.close();
    const targets = [
      { id: 'desk', number: DESK },
      { id: 'dispatch', number: DISPATCH },
    ];
    calls = await ring({ transfer: { targets, recording: 'ask', transcription: true } });
    const asked = await calls.step('answered', { AnsweredBy: 'human' });
    expect(asked.text).toContain('Hello, this is Acme');
    expect(asked.text).toContain('May this conversation be recorded?');
    expect(asked.text).not.toContain('Dial');
    const agreed = await calls.step('customer-key', { Digits: '1' });
    expect(agreed.text).toContain('record=');
    expect(agreed.text).toContain('<Transcription');
    const next = await calls.dialEnded('no-answer', false);
    expect(next.text).toContain(`>${DISPATCH}</Number>`);
    expect(next.text).toContain('record=');
    expect(next.text).not.toContain('<Transcription');
  });

  it('[CBR24] no means neither, with every agent', async () => {
    const targets = [
      { id: 'desk', number: DESK },
      { id: 'dispatch', number: DISPATCH },
    ];
    calls = await ring({ transfer: { targets, recording: 'ask', transcription: true } });
    await calls.step('answered', { AnsweredBy: 'human' });
    const refused = await calls.step('customer-key', { Digits: '2' });
    const next = await calls.dialEnded('no-answer', false);
    for (const { text } of [refused, next]) {
      expect(text).toContain('<Dial');
      expect(text).not.toContain('record=');
      expect(text).not.toContain('<Transcription');
    }
  });
});
