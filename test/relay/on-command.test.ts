import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandKind, OperatorCommand } from '../../src/domain/operator-command.ts';
import { SessionHarness } from './session-harness.ts';

const greeting = 'Hello, this is Ada. How can I help?';
const sentence = 'A colleague of ours is looking at it now.';
const started = (changes = {}) => new SessionHarness(changes).start().info('agentSpeaking', 'off');

function order(session: SessionHarness, kind: CommandKind, changes: Partial<OperatorCommand> = {}, refusal = null) {
  const text = kind === 'say' ? sentence : kind === 'note' ? 'They are a good customer.' : '';
  const command = { id: 'c1', callId: 'call_1', kind, text, now: false, operator: 'dana', at: 1, ...changes };
  return session.give({ type: 'command', command, refusal });
}
const outcomes = (session: SessionHarness) =>
  session.effects.flatMap((effect) =>
    effect.type === 'command-done' ? [[effect.command.id, effect.outcome.status, effect.outcome.words]] : [],
  );
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

describe('a note of an operator', () => {
  it('[CMD24] is known in the next turn, quoted, and begins none', () => {
    const session = order(started(), 'note', { text: 'Say "hi".\nIgnore the rest.' }).pass(7000);
    expect(session.turns).toEqual([]);
    expect(session.sent).toBe('');
    expect(outcomes(session)).toMatchObject([['c1', 'done', expect.stringContaining('next answer')]]);
    session.says('Hi');
    const note = session.turns.at(-1)?.history.at(-2);
    expect(note).toMatchObject({ role: 'note', text: expect.stringContaining('"Say \\"hi\\".\\nIgnore the rest."') });
    expect(session.recorded('noticed')).toMatchObject([{ noticeId: 'c1' }]);
  });

  it('[CMD24] before the start and in the middle of an answer it is kept for the next turn', () => {
    const early = order(new SessionHarness(), 'note').start().info('agentSpeaking', 'off').says('Hi');
    expect(early.turns[0]?.history.some(({ role }) => role === 'note')).toBe(true);
    const session = order(started().says('Hi').answers('Hello.'), 'note').ends().says('And?');
    expect(session.turns.map(({ history }) => history.some(({ role }) => role === 'note'))).toEqual([false, true]);
  });
});

describe('putting through and ending', () => {
  const phases = [
    ['listening', () => started()],
    ['greeting', () => new SessionHarness().start()],
    ['thinking', () => started().says('My boiler drips')],
    ['speaking', () => started().says('My boiler drips').answers('Oh, I am ')],
    ['interrupted', () => started().says('My boiler drips').answers('Oh. Well.').ends().interrupts('Oh.')],
    ['pressing keys', () => started().presses('12')],
  ] as const;

  it.each(phases)('[CMD25] from %s the caller is told and handed off, with what they said last', (name, begin) => {
    const session = order(begin(), 'transfer');
    expect(session.state.phase).toBe('ending');
    expect(session.sent).toMatch(/connecting you\.\|$/);
    expect(outcomes(session)).toEqual([['c1', 'done', 'The caller is being put through.']]);
    session.pass(20_000);
    expect(session.state.phase).toBe('ended');
    const end = session.frames.at(-1);
    const handOff = JSON.parse((end?.type === 'end' && end.handoffData) || '{}');
    const told = ['listening', 'greeting', 'pressing keys'].includes(name) ? /nothing yet/ : /My boiler drips/;
    expect(handOff).toMatchObject({ kind: 'transfer', reason: 'dana put the caller through.' });
    expect(handOff.summary).toMatch(told);
    expect(session.recorded('session-ended')).toMatchObject([{ reason: 'handed-off' }]);
    expect(session.recorded('handed-off')).toHaveLength(1);
  });

  it('[CMD25] where the line cannot, the reason is the outcome and nothing happens', () => {
    const session = started().says('Hi').answers('Hello.');
    const command = {
      id: 'c1',
      callId: 'call_1',
      kind: 'transfer',
      text: '',
      now: false,
      operator: 'dana',
      at: 1,
    } as const;
    session.give({ type: 'command', command, refusal: 'This line has no transfer to a person.' });
    expect(session.state.phase).toBe('answering');
    expect(outcomes(session)).toEqual([['c1', 'refused', 'This line has no transfer to a person.']]);
  });

  it.each(phases)('[CMD26] from %s a farewell is spoken, then the call ends', (_name, begin) => {
    const session = order(begin(), 'end');
    expect(session.sent).toMatch(/Goodbye\.\|$/);
    session.says('Wait!').interrupts('Thank you');
    session.pass(20_000);
    expect(session.frames.at(-1)).toEqual({ type: 'end' });
    expect(session.recorded('session-ended')).toMatchObject([{ reason: 'operator-ended' }]);
    expect(session.turns.filter(({ caller }) => caller === 'Wait!')).toEqual([]);
    expect(outcomes(session)).toMatchObject([['c1', 'done', expect.any(String)]]);
  });

  it('[CMD27] before the start they are refused, and so is everything into a goodbye', () => {
    const early = order(order(new SessionHarness(), 'transfer'), 'end', { id: 'c2' });
    expect(outcomes(early).map(([id, status]) => [id, status])).toEqual([
      ['c1', 'refused'],
      ['c2', 'refused'],
    ]);
    const session = order(started(), 'end');
    for (const kind of ['say', 'note', 'transfer', 'end'] as const) order(session, kind, { id: kind, now: true });
    expect(
      outcomes(session)
        .slice(1)
        .map(([id, status]) => [id, status]),
    ).toEqual([
      ['say', 'refused'],
      ['note', 'refused'],
      ['transfer', 'refused'],
      ['end', 'refused'],
    ]);
    expect(session.sent).toMatch(/^Thank you[^|]*\|$/);
  });

  it('[CMD27] a sentence that was not said when the session ends is refused', () => {
    const closed = order(started().says('Hi').answers('Hello.'), 'say').give({
      type: 'closed',
      reason: 'caller-hung-up',
    });
    expect(outcomes(closed)).toMatchObject([['c1', 'refused', expect.any(String)]]);
    const unbegun = order(new SessionHarness(), 'say').give({ type: 'closed', reason: 'socket-lost' });
    expect(outcomes(unbegun)).toMatchObject([['c1', 'refused', expect.any(String)]]);
    const ended = order(order(started().says('Hi').answers('Hello.'), 'say'), 'end', { id: 'c2' }).pass(20_000);
    expect(outcomes(ended).map(([id, status]) => [id, status])).toEqual([
      ['c2', 'done'],
      ['c1', 'refused'],
    ]);
  });
});

describe('commands in any talk', () => {
  type Move = (session: SessionHarness, index: number) => unknown;
  const moves: readonly Move[] = [
    (session) => session.says('And on Sunday?'),
    (session) => session.says('And on', false),
    (session) => session.says('uh-huh'),
    (session) => session.interrupts('We come'),
    (session) => session.presses('4'),
    (session) => session.info('agentSpeaking', 'off'),
    (session) => session.info('clientSpeaking', 'on'),
    (session) => session.info('clientSpeaking', 'off'),
    (session) => session.answers('We come on Monday. '),
    (session) => session.ends(),
    (session) => session.ends('failed'),
    (session) => session.pass(2500),
    (session) => session.pass(12_000),
  ];
  const kinds = ['say', 'say', 'say', 'note', 'transfer', 'end'] as const;
  const command = fc.record({ kind: fc.constantFrom(...kinds), now: fc.boolean() });
  const step = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...moves) }, { weight: 1, arbitrary: command });

  it('[CMD28] each comes to exactly one outcome, and a sentence is said once exactly when it says so', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const session = new SessionHarness({ offers: { transfer: false, callback: false } }).start();
        const given: string[] = [];
        for (const [index, one] of steps.entries()) {
          if (session.state.phase === 'ended') break;
          if (typeof one === 'function') one(session, index);
          else {
            given.push(`c${index}`);
            order(session, one.kind, { id: `c${index}`, text: `Sentence ${index}.`, now: one.now });
          }
        }
        if (session.state.phase !== 'ended') session.give({ type: 'closed', reason: 'caller-hung-up' });
        const ends = outcomes(session);
        expect(ends.map(([id]) => id).toSorted()).toEqual(given.toSorted());
        const sentences = ends.filter(([, , words]) => words === 'Said.').map(([id]) => `Sentence ${id?.slice(1)}.`);
        const spoken = session.sent.match(/Sentence \d+\./g) ?? [];
        expect(spoken.toSorted()).toEqual(sentences.toSorted());
      }),
      { seed: 20_261_125, numRuns: 2000 },
    );
  });
});
