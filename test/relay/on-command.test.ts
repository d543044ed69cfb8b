import { describe, expect, it } from 'vitest';
import { order, outcomes, sentence } from './order-parts.ts';
import { SessionHarness } from './session-harness.ts';

const greeting = 'Hello, this is Ada. How can I help?';
const started = (changes = {}) => new SessionHarness(changes).start().info('agentSpeaking', 'off');

const said = ['c1', 'done', 'Said.'];

describe('a sentence of an operator', () => {
  it('[CMD20] is said at once while nobody speaks, without asking the model', () => {
    const session = order(started().pass(2000), 'say');
    expect(session.sent).toBe(`${sentence}|`);
    expect(session.turns).toEqual([]);
    expect(outcomes(session)).toEqual([said]);
    expect(session.timers.has('silence')).toBe(false);
    session.info('agentSpeaking', 'off');
    expect(session.timers.has('silence')).toBe(true);
  });

  it('[CMD20] waits for the greeting, or for an answer and its playout', () => {
    const early = order(new SessionHarness().start(), 'say');
    expect(early.sent).toBe('');
    expect(early.info('agentSpeaking', 'off').sent).toBe(`${sentence}|`);
    const answering = order(started().says('Hi').answers('Hello.'), 'say').ends();
    expect(answering.sent).toBe('Hello.|');
    expect(outcomes(answering)).toEqual([]);
    answering.info('agentSpeaking', 'off');
    expect(answering.sent).toBe(`Hello.|${sentence}|`);
    expect(outcomes(answering)).toEqual([said]);
  });

  it('[CMD20] before the start it is said after the greeting', () => {
    const session = order(new SessionHarness(), 'say').start();
    expect(session.sent).toBe('');
    session.info('agentSpeaking', 'off');
    expect(session.sent).toBe(`${sentence}|`);
  });

  it.each([
    ['voice', (session: SessionHarness) => session.info('clientSpeaking', 'on')],
    ['words in part', (session: SessionHarness) => session.says('I would', false)],
    ['keys', (session: SessionHarness) => session.presses('4')],
  ])('[CMD20] is not said into the caller’s %s, but after the answer to them', (_by, speak) => {
    const session = order(speak(started()), 'say');
    expect(session.sent).toBe('');
    session.says('When do you open?').answers('At nine.').ends();
    expect(session.sent).toBe('At nine.|');
    session.info('agentSpeaking', 'off');
    expect(session.sent).toBe(`At nine.|${sentence}|`);
  });

  it('[CMD20] is said when the voice was only noise', () => {
    const session = order(started().info('clientSpeaking', 'on'), 'say').info('clientSpeaking', 'off');
    session.pass(1900);
    expect(session.sent).toBe('');
    expect(session.pass(200).sent).toBe(`${sentence}|`);
  });

  it('[CMD20] several are said in their order, each after the playout of the one before', () => {
    const session = started().says('Hi').answers('Hello.');
    const texts = { c1: 'One.', c2: 'Two.', c3: 'Three.' };
    for (const [id, text] of Object.entries(texts)) order(session, 'say', { id, text });
    session.ends().info('agentSpeaking', 'off');
    expect(session.sent).toBe('Hello.|One.|');
    session.info('agentSpeaking', 'off').info('agentSpeaking', 'off');
    expect(session.sent).toBe('Hello.|One.|Two.|Three.|');
    expect(outcomes(session).map(([id]) => id)).toEqual(['c1', 'c2', 'c3']);
  });

  it('[CMD20] comes before an urgent notice, which is told after it', () => {
    const session = order(started().says('Hi').answers('Hello.'), 'say');
    session.give({ type: 'notice', notice: { id: 'n', callId: 'call_1', text: 'It failed.', urgent: true, at: 1 } });
    session.ends().info('agentSpeaking', 'off');
    expect(session.sent).toBe(`Hello.|${sentence}|`);
    session.info('agentSpeaking', 'off');
    expect(session.turns.map(({ caller }) => caller)).toEqual(['Hi', null]);
  });

  it('[CMD21] now: the running answer is cut short, and what was said of it stays', () => {
    const session = order(started().says('Explain').answers('We come on '), 'say', { now: true });
    expect(session.aborted).toEqual([1]);
    expect(session.sent).toBe(`We come on |${sentence}|`);
    expect(session.recorded('bot-said').filter(({ turn }) => turn === 1)).toEqual([
      { type: 'bot-said', turn: 1, text: 'We come on ', heard: 'We come on ', interrupted: true },
    ]);
    session.give({ type: 'speech', turn: 1, piece: { display: 'Monday.', spoken: 'Monday.' } });
    expect(session.sent).toBe(`We come on |${sentence}|`);
    session.info('agentSpeaking', 'off').says('Thanks');
    expect(session.turns.at(-1)?.history.slice(1)).toEqual([
      { role: 'caller', text: 'Explain' },
      { role: 'bot', text: 'We come on ' },
      { role: 'bot', text: sentence },
      { role: 'caller', text: 'Thanks' },
    ]);
  });

  it('[CMD21] now: also before the first word, while the voice plays, and while the caller cuts in', () => {
    const unspoken = order(started().says('Explain'), 'say', { now: true });
    expect(unspoken.sent).toBe(`${sentence}|`);
    expect(unspoken.recorded('bot-said').filter(({ turn }) => turn === 1)).toEqual([]);
    const playing = order(started().says('Hi').answers('Hello.').ends(), 'say', { now: true });
    expect(playing.sent).toBe(`Hello.|${sentence}|`);
    const cut = order(started().says('Hi').answers('We come. ').answers('Wait.').ends().interrupts('We come.'), 'say', {
      now: true,
    });
    expect(cut.sent).toBe(`We come. Wait.|${sentence}|`);
    cut.pass(3000).says('What?');
    expect(cut.turns.at(-1)?.history.slice(2, -1)).toEqual([
      { role: 'bot', text: 'We come.', interrupted: true },
      { role: 'bot', text: sentence },
    ]);
  });

  it('[CMD21] now: what a caller who cannot cut in said meanwhile is recorded and known', () => {
    const session = started({ speechInterrupts: false }).says('Explain').answers('We come on ').says('And Sunday?');
    order(session, 'say', { now: true });
    expect(session.recorded('caller-said').map(({ text }) => text)).toEqual(['Explain', 'And Sunday?']);
    session.info('agentSpeaking', 'off').says('Hello?');
    expect(session.turns.at(-1)?.history).toContainEqual({ role: 'caller', text: 'And Sunday?' });
  });

  it('[CMD22] is recorded with who gave it, and is the bot’s own words to the model', () => {
    const session = order(started(), 'say');
    expect(session.recorded('bot-said').at(-1)).toEqual({
      type: 'bot-said',
      turn: 1,
      text: sentence,
      heard: sentence,
      interrupted: false,
      operator: 'dana',
    });
    session.info('agentSpeaking', 'off').says('Good');
    expect(session.turns.at(-1)).toMatchObject({ turn: 2 });
    expect(session.turns.at(-1)?.history).toEqual([
      { role: 'bot', text: greeting },
      { role: 'bot', text: sentence },
      { role: 'caller', text: 'Good' },
    ]);
    expect(session.heard).toContain(sentence);
  });

  it('[CMD22] the caller may cut into it: what was heard is kept, with who gave it', () => {
    const session = order(started(), 'say').interrupts('A colleague of ours');
    const cut = session.recorded('bot-said').at(-1);
    expect(cut).toMatchObject({ interrupted: true, operator: 'dana', text: sentence });
    expect(cut?.heard.trim()).toBe('A colleague of ours');
    session.says('What?');
    expect(session.turns.at(-1)?.history.at(-2)).toMatchObject({ role: 'bot', interrupted: true });
  });

  it('[CMD23] no address is read out, and a number is said digit by digit', () => {
    const session = order(started(), 'say', { text: 'See https://acme.example/pay or call +14155550123.' });
    expect(session.sent).not.toMatch(/https|acme|4155550123/);
    expect(session.sent).toMatch(/the link/);
    expect(session.recorded('bot-said').at(-1)?.text).toContain('https://acme.example/pay');
  });

  it('[CMD23] what cannot be said aloud is refused', () => {
    const session = order(started(), 'say', { text: '👍 **' });
    expect(session.sent).toBe('');
    expect(outcomes(session)).toEqual([['c1', 'refused', 'Nothing of that can be said aloud.']]);
  });
});
