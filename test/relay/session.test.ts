import { describe, expect, it } from 'vitest';
import { SessionHarness } from './session-harness.ts';

const started = (changes = {}) => new SessionHarness(changes).start().info('agentSpeaking', 'off');

describe('the session machine', () => {
  it('[SES1] without a setup the socket is closed', () => {
    const session = new SessionHarness();
    session.give({ type: 'timer', timer: 'setup' });
    expect(session.effects).toEqual([{ type: 'close', code: 1008, reason: 'no setup' }]);
    expect(session.says('hello').effects).toHaveLength(1);
  });

  it('[SES2] a final prompt starts a turn with the greeting as heard in the history', () => {
    const session = started().says('Are you open on Sunday?');
    expect(session.turns.at(-1)?.history).toEqual([
      { role: 'bot', text: 'Hello, this is Ada. How can I help?' },
      { role: 'caller', text: 'Are you open on Sunday?' },
    ]);
  });

  it('[SES3] what the model says goes out at once and its cycle is closed with last', () => {
    const session = started().says('Hi').answers('We are ').answers('open.').ends();
    expect(session.sent).toBe('We are open.|');
    expect(session.frames.at(-1)).toEqual({ type: 'text', token: '', last: true });
  });

  it('[SES4] an interrupt aborts the turn, closes the cycle and lets no further text out', () => {
    const session = started().says('Tell me everything').answers('First this. ').answers('Then that.');
    session.interrupts('First this.');
    expect(session.aborted).toEqual([1]);
    expect(session.sent).toBe('First this. Then that.|');
    session.give({ type: 'speech', turn: 1, piece: { display: ' More.', spoken: ' More.' } });
    expect(session.sent).toBe('First this. Then that.|');
  });

  it('[SES5] the next model request holds only what was heard, with tool calls and results whole', () => {
    const session = started().says('Text me');
    session.give({ type: 'tool-called', turn: 1, id: 'c1', name: 'send_sms', argumentsJson: '{}' });
    session.give({ type: 'tool-returned', turn: 1, id: 'c1', name: 'send_sms', resultJson: '{"status":"sent"}' });
    session
      .answers('I have sent it. ')
      .answers('Is there anything else?')
      .ends()
      .interrupts('I have sent it.')
      .says('No wait');
    expect(session.turns.at(-1)?.history.slice(1)).toEqual([
      { role: 'caller', text: 'Text me' },
      { role: 'tool-call', id: 'c1', name: 'send_sms', argumentsJson: '{}' },
      { role: 'tool-result', id: 'c1', resultJson: '{"status":"sent"}' },
      { role: 'bot', text: expect.stringMatching(/^I have sent it\.\s?$/), interrupted: true },
      { role: 'caller', text: 'No wait' },
    ]);
    expect(session.heard.at(-1)?.trim()).toBe('I have sent it.');
  });

  it('[SES6] a prompt while nothing was said or done is merged into the turn', () => {
    const session = started().says('I would like').says('to book a visit');
    expect(session.aborted).toEqual([1]);
    expect(session.turns.at(-1)?.history.at(-1)).toEqual({ role: 'caller', text: 'I would like to book a visit' });
    expect(session.turns.at(-1)?.history.filter((item) => item.role === 'caller')).toHaveLength(1);
  });

  it('[SES7] a prompt after words went out begins the next turn and drops the rest of the old one', () => {
    const session = started().says('One').answers('About one. ').says('Two').answers('About two.').ends();
    session.give({ type: 'speech', turn: 1, piece: { display: 'stale', spoken: 'stale' } });
    expect(session.heard).not.toContain('About one. ');
    expect(session.sent).toBe('About one. |About two.|');
    expect(session.turns.map((turn) => turn.turn)).toEqual([1, 2]);
  });

  it('[SES8] a backchannel-only interruption resumes from the unheard remainder', () => {
    const session = started().says('Explain').answers('We come on Monday. ').answers('Bring nothing with you.').ends();
    session.interrupts('We come on Monday.').says('uh-huh');
    expect(session.sent.replaceAll(' ', '')).toBe('WecomeonMonday.Bringnothingwithyou.|Bringnothingwithyou.|');
    expect(session.turns).toHaveLength(1);
  });

  it('[SES9] an acknowledging word after a heard question is an answer, not a backchannel', () => {
    const session = started().says('Text me').answers('Shall I text you? ').answers('It takes a minute.').ends();
    session.interrupts('Shall I text you?').says('yeah');
    expect(session.turns).toHaveLength(2);
  });

  it('[SES10] an interruption without words resumes after two seconds', () => {
    const session = started()
      .says('Explain')
      .answers('We come on Monday. ')
      .answers('Bring nothing.')
      .ends()
      .interrupts('We come');
    session.pass(2100);
    expect(session.sent.split('|')).toHaveLength(3);
    expect(session.state.phase).toBe('listening');
  });

  it('[SES11] an interrupt before the first word aborts, and the turn begins again when no words follow', () => {
    const session = started().says('Hello there').interrupts('');
    expect(session.aborted).toEqual([1]);
    session.pass(2100);
    expect(session.turns.at(-1)?.history.at(-1)).toEqual({ role: 'caller', text: 'Hello there' });
    expect(session.state.phase).toBe('answering');
  });

  it('[SES12] keys are collected until # or two seconds, and are one turn', () => {
    const byHash = started().presses('415#');
    expect(byHash.turns.at(-1)?.caller).toBe('Keys pressed: 4 1 5');
    const byPause = started().presses('42').pass(1000).presses('7').pass(2100);
    expect(byPause.turns.map((turn) => turn.caller)).toEqual(['Keys pressed: 4 2 7']);
  });

  it('[SES13] on a sensitive line the keys are masked in the record', () => {
    const session = started({ sensitiveDtmf: true }).presses('1234#');
    expect(JSON.stringify(session.recorded('caller-said'))).not.toContain('1 2 3 4');
    expect(session.turns.at(-1)?.caller).toBe('Keys pressed: 1 2 3 4');
  });

  it('[SES14] silence: a question after 8 s, another offer after 8 s more, then goodbye and end', () => {
    const session = started();
    session.pass(7900);
    expect(session.sent).toBe('');
    session.pass(200);
    const first = session.sent;
    expect(first).toMatch(/\|$/);
    session.info('agentSpeaking', 'on').info('agentSpeaking', 'off').pass(8100);
    const second = session.sent.slice(first.length);
    expect(second).not.toBe(first);
    expect(second).not.toBe('');
    session.info('agentSpeaking', 'off').pass(8100);
    expect(session.state.phase).toBe('ending');
    session.pass(30_000);
    expect(session.frames.at(-1)).toEqual({ type: 'end' });
    expect(session.recorded('session-ended')[0]?.reason).toBe('silence');
  });

  it('[SES15] no silence is counted while a turn runs', () => {
    const session = started().says('Look it up');
    session.pass(60_000);
    expect(session.recorded('silence')).toEqual([]);
  });

  it('[SES16] after "hold on" the caller has 60 s', () => {
    const session = started().says('Hold on a second').answers('Take your time.').ends().info('agentSpeaking', 'off');
    session.pass(59_000);
    expect(session.recorded('silence')).toEqual([]);
    session.pass(2000);
    expect(session.recorded('silence')).toHaveLength(1);
  });

  it('[SES17] without speaker events the voice is estimated to have finished', () => {
    const session = new SessionHarness({ speakerEvents: false }).start();
    session.pass(4000 + 8000);
    expect(session.recorded('silence')).toHaveLength(1);
  });

  it('[SES18] the farewell is played out before end is sent', () => {
    const session = started().says('Bye');
    session.give({
      type: 'turn-ended',
      turn: 1,
      outcome: 'completed',
      ending: { kind: 'end-call', farewell: 'Goodbye, and thank you for calling us today.' },
    });
    expect(session.sent).toBe('Goodbye, and thank you for calling us today.|');
    session.info('agentSpeaking', 'off');
    expect(session.frames.some((frame) => frame.type === 'end')).toBe(false);
    session.pass(2900).info('agentSpeaking', 'off');
    expect(session.frames.at(-1)).toEqual({ type: 'end' });
  });

  it('[SES19] a hand-off ends with its data and is recorded', () => {
    const session = started().says('A person please');
    const handOff = { kind: 'transfer', reason: 'wants a person', summary: 'Boiler is cold.' } as const;
    session
      .give({ type: 'turn-ended', turn: 1, outcome: 'completed', ending: { kind: 'hand-off', handOff } })
      .pass(20_000);
    const end = session.frames.at(-1);
    expect(end?.type === 'end' && JSON.parse(end.handoffData ?? '')).toEqual(handOff);
    expect(session.sent).not.toBe('');
    expect(session.recorded('handed-off')).toHaveLength(1);
  });

  it('[SES20] a caller who speaks into the goodbye is answered', () => {
    const session = started().says('Bye');
    session.give({
      type: 'turn-ended',
      turn: 1,
      outcome: 'completed',
      ending: { kind: 'end-call', farewell: 'Goodbye.' },
    });
    session.interrupts('Good').says('Wait, one more thing');
    expect(session.turns.at(-1)?.caller).toBe('Wait, one more thing');
    session.pass(1000);
    expect(session.frames.some((frame) => frame.type === 'end')).toBe(false);
  });

  it('[SES21] a failed turn is an apology; a second one puts the caller through where a person can be had', () => {
    const session = started().says('Hello').ends('failed');
    expect(session.sent).toMatch(/.+\|$/);
    session.info('agentSpeaking', 'off').says('Hello?').ends('failed').pass(30_000);
    const end = session.frames.at(-1);
    expect(end?.type === 'end' && end.handoffData).toContain('transfer');
  });

  it('[SES22] an answer without words is a failure the caller hears of', () => {
    expect(started().says('Hello').ends().sent).toMatch(/.+\|$/);
  });

  it('[SES23] time: a warning before the limit, then goodbye and end', () => {
    const session = started().says('Hi').answers('Hello.').ends().info('agentSpeaking', 'off');
    for (let talk = 0; talk < 127; talk++)
      session.pass(7000).says('and').answers('Yes.').ends().info('agentSpeaking', 'off');
    session.pass(11_000).says('and').pass(30_000);
    expect(session.frames.at(-1)).toEqual({ type: 'end' });
    expect(session.recorded('session-ended')[0]?.reason).toBe('time-limit');
  });

  it('[SES24] the result of a tool that was cut off reaches the model as a note', () => {
    const session = started().says('Text me');
    session.give({ type: 'tool-called', turn: 1, id: 'c1', name: 'send_sms', argumentsJson: '{}' });
    session.says('Actually wait');
    const history = session.turns.at(-1)?.history ?? [];
    expect(history.filter((item) => item.role === 'tool-result')).toHaveLength(1);
    session.give({ type: 'tool-returned', turn: 1, id: 'c1', name: 'send_sms', resultJson: '{"status":"sent"}' });
    session.answers('Yes?').ends().says('Never mind');
    expect(JSON.stringify(session.turns.at(-1)?.history)).toContain('has finished since');
  });

  it('[SES25] a lost connection is picked up with an apology instead of the greeting', () => {
    const session = new SessionHarness().start('', true);
    expect(session.sent).toMatch(/.+\|$/);
    expect(session.recorded('session-started')[0]).toMatchObject({ reconnect: true, greeting: '' });
  });

  it('[SES26] when the socket closes the running turn is aborted and the end recorded once', () => {
    const session = started().says('Hi').answers('Well');
    session.give({ type: 'closed', reason: 'caller-hung-up' });
    session.give({ type: 'closed', reason: 'socket-lost' });
    expect(session.aborted).toEqual([1]);
    expect(session.recorded('session-ended')).toHaveLength(1);
  });
});
