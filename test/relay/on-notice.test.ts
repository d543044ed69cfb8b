import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionHarness } from './session-harness.ts';

const greeting = 'Hello, this is Ada. How can I help?';
const started = (changes = {}) => new SessionHarness(changes).start().info('agentSpeaking', 'off');
const note = (text: string) => ({ role: 'note', text });
const failed = { id: 'n1', callId: 'call_1', text: 'The text did not arrive.', urgent: true, at: 1 };
const tell = (session: SessionHarness, notice: Partial<typeof failed> = {}) =>
  session.give({ type: 'notice', notice: { ...failed, ...notice } });

describe('a notice', () => {
  it('[NTC1] is recorded at once, and stands in the next history behind what was said before it', () => {
    const session = started().says('Text me').answers('I have sent it.');
    tell(session, { urgent: false });
    expect(session.recorded('noticed')).toEqual([{ type: 'noticed', noticeId: 'n1', text: failed.text }]);
    session.ends().says('Did it arrive?');
    expect(session.turns.at(-1)?.history.slice(1)).toEqual([
      { role: 'caller', text: 'Text me' },
      { role: 'bot', text: 'I have sent it.' },
      note(failed.text),
      { role: 'caller', text: 'Did it arrive?' },
    ]);
  });

  it('[NTC1] reaches also the turn into which the caller’s words are merged', () => {
    const session = tell(started().says('I would like'), { urgent: false }).says('to book a visit');
    expect(session.turns.at(-1)?.history.slice(-2)).toEqual([
      note(failed.text),
      { role: 'caller', text: 'I would like to book a visit' },
    ]);
  });

  it('[NTC2] that is urgent begins a turn at once while nobody speaks', () => {
    const session = tell(started().pass(3000));
    expect(session.turns).toEqual([
      {
        type: 'start-turn',
        turn: 1,
        caller: null,
        language: 'en-US',
        history: [{ role: 'bot', text: greeting }, note(failed.text)],
      },
    ]);
    expect(session.timers.has('silence')).toBe(false);
    session.answers('It did not arrive.').ends();
    expect(session.sent).toBe('It did not arrive.|');
    session.info('agentSpeaking', 'off').says('Oh');
    expect(session.turns.at(-1)).toMatchObject({ turn: 2, caller: 'Oh' });
    expect(session.turns.at(-1)?.history.slice(1)).toEqual([
      note(failed.text),
      { role: 'bot', text: 'It did not arrive.' },
      { role: 'caller', text: 'Oh' },
    ]);
  });

  it('[NTC2] the caller may cut into it as into any answer', () => {
    const session = tell(started()).answers('It did not arrive. ').answers('Shall I try again?').ends();
    session.interrupts('It did').says('What?');
    expect(session.turns.at(-1)?.history.slice(-2)).toEqual([
      expect.objectContaining({ role: 'bot', interrupted: true }),
      { role: 'caller', text: 'What?' },
    ]);
  });

  it('[NTC2] also after a turn whose end of speech was never reported', () => {
    const session = started().info('clientSpeaking', 'on').says('Hi').answers('Hello.').ends();
    tell(session.info('agentSpeaking', 'off'));
    expect(session.turns.map(({ caller }) => caller)).toEqual(['Hi', null]);
  });

  it('[NTC3] that is not urgent begins no turn, however long nobody speaks', () => {
    const session = tell(started(), { urgent: false });
    session.pass(7000);
    expect(session.turns).toEqual([]);
    session.pass(2000);
    expect(session.recorded('silence')).toHaveLength(1);
  });
});

describe('an urgent notice', () => {
  it('[NTC4] while the voice plays is told right after the playout, before silence is counted', () => {
    const session = tell(new SessionHarness().start());
    expect(session.turns).toEqual([]);
    session.info('agentSpeaking', 'off');
    expect(session.turns).toHaveLength(1);
    session.pass(60_000);
    expect(session.recorded('silence')).toEqual([]);
    const estimated = tell(new SessionHarness({ speakerEvents: false }).start()).pass(4000);
    expect(estimated.turns).toHaveLength(1);
  });

  it('[NTC4] while a turn runs waits for its end and its playout', () => {
    const session = tell(started().says('Hi').answers('Hello.'));
    expect(session.turns).toHaveLength(1);
    session.ends();
    expect(session.turns).toHaveLength(1);
    session.info('agentSpeaking', 'off');
    expect(session.turns.map(({ turn, caller }) => [turn, caller])).toEqual([
      [1, 'Hi'],
      [2, null],
    ]);
    expect(session.turns.at(-1)?.history.slice(-2)).toEqual([{ role: 'bot', text: 'Hello.' }, note(failed.text)]);
  });

  it('[NTC4] several of them are one turn', () => {
    const session = tell(tell(started().says('Hi').answers('Hello.')), { id: 'n2', text: 'An address was typed.' });
    session.ends().info('agentSpeaking', 'off');
    expect(session.turns).toHaveLength(2);
    expect(session.turns.at(-1)?.history.slice(-2)).toEqual([note(failed.text), note('An address was typed.')]);
  });

  it.each([
    ['voice', (session: SessionHarness) => session.info('clientSpeaking', 'on')],
    ['words in part', (session: SessionHarness) => session.says('I would', false)],
    ['a key', (session: SessionHarness) => session.presses('4')],
  ])('[NTC5] is not told into the caller’s %s; the caller’s turn tells it', (_by, speak) => {
    const session = tell(speak(started()));
    session.pass(1500);
    expect(session.turns).toEqual([]);
    session.says('I would like a visit');
    session.answers('Of course.').ends().info('agentSpeaking', 'off').pass(7000);
    expect(session.turns).toHaveLength(1);
    expect(session.turns[0]?.history.slice(-2)).toEqual([
      note(failed.text),
      { role: 'caller', text: 'I would like a visit' },
    ]);
  });

  it('[NTC5] waits for the words of a voice that has just stopped', () => {
    const session = started().info('clientSpeaking', 'on').pass(800).info('clientSpeaking', 'off').pass(300);
    tell(session).pass(300).says('A visit please');
    expect(session.turns.map(({ caller }) => caller)).toEqual(['A visit please']);
  });

  it('[NTC5] keys become a turn that has it in its history', () => {
    const session = tell(started().presses('42')).pass(2100);
    expect(session.turns.map(({ caller }) => caller)).toEqual(['Keys pressed: 4 2']);
    expect(session.turns[0]?.history).toContainEqual(note(failed.text));
  });

  it('[NTC6] is told when the voice was only noise', () => {
    const session = tell(started().info('clientSpeaking', 'on')).info('clientSpeaking', 'off');
    session.pass(1900);
    expect(session.turns).toEqual([]);
    session.pass(200);
    expect(session.turns.map(({ caller }) => caller)).toEqual([null]);
  });

  it('[NTC6] is told when words in part were never followed by the whole, or by nothing', () => {
    const lost = tell(started().says('I', false)).pass(10_100);
    expect(lost.turns.map(({ caller }) => caller)).toEqual([null]);
    const empty = tell(started().says('I', false)).says(' ').pass(2100);
    expect(empty.turns.map(({ caller }) => caller)).toEqual([null]);
  });

  it('[NTC7] before the start is kept until the greeting was played', () => {
    const session = tell(new SessionHarness());
    expect(session.recorded('noticed')).toHaveLength(1);
    session.start();
    expect(session.turns).toEqual([]);
    session.info('agentSpeaking', 'off');
    expect(session.turns[0]?.history).toEqual([{ role: 'bot', text: greeting }, note(failed.text)]);
    expect(session.recorded('noticed')).toHaveLength(1);
  });

  it('[NTC7] is not spoken into the goodbye, but known when the caller goes on', () => {
    const goodbye = { kind: 'end-call', farewell: 'Goodbye, and thank you for calling us today.' } as const;
    const leaving = () =>
      tell(started().says('Bye').give({ type: 'turn-ended', turn: 1, outcome: 'completed', ending: goodbye }));
    const gone = leaving().pass(60_000);
    expect(gone.recorded('noticed')).toHaveLength(1);
    expect(gone.turns).toHaveLength(1);
    expect(gone.state.phase).toBe('ended');
    const back = leaving().interrupts('Goodbye').says('Wait, did it arrive?');
    expect(back.turns.at(-1)?.history.slice(-2)).toEqual([
      note(failed.text),
      { role: 'caller', text: 'Wait, did it arrive?' },
    ]);
    expect(tell(gone).recorded('noticed')).toHaveLength(1);
  });

  it('[NTC8] while the caller has cut in is told after the unheard rest, or in the caller’s turn', () => {
    const cut = () =>
      tell(started().says('Explain').answers('We come. ').answers('Wait.').ends().interrupts('We come.'));
    const resumed = cut().pass(2100);
    expect(resumed.turns).toHaveLength(1);
    resumed.info('agentSpeaking', 'off');
    expect(resumed.turns.map(({ caller }) => caller)).toEqual(['Explain', null]);
    const asked = cut().says('And on Sunday?').answers('No.').ends().info('agentSpeaking', 'off').pass(5000);
    expect(asked.turns.map(({ caller }) => caller)).toEqual(['Explain', 'And on Sunday?']);
    expect(asked.turns.at(-1)?.history).toContainEqual(note(failed.text));
  });

  it('[NTC9] a model that fails over it asks for nothing to be said again and puts nobody through', () => {
    const nothing = tell(started({ offers: { transfer: false, callback: false } })).ends('failed');
    expect(nothing.sent).toMatch(/sorry.+\|$/);
    expect(nothing.sent).not.toMatch(/again/);
    const session = tell(started()).ends('failed').info('agentSpeaking', 'off');
    tell(session, { id: 'n2' }).ends('failed').pass(7000);
    expect(session.state.phase).toBe('listening');
    expect(session.frames.some((frame) => frame.type === 'end')).toBe(false);
    session.says('What?').ends('failed').pass(30_000);
    expect(session.frames.at(-1)).toMatchObject({ type: 'end' });
  });
});

describe('notices in any talk', () => {
  type Move = (session: SessionHarness) => unknown;
  const moves: readonly Move[] = [
    (session) => session.says('And on Sunday?'),
    (session) => session.says('And on', false),
    (session) => session.says('', true),
    (session) => session.says('uh-huh'),
    (session) => session.interrupts('We come'),
    (session) => session.interrupts(''),
    (session) => session.presses('4'),
    (session) => session.presses('#'),
    (session) => session.info('agentSpeaking', 'off'),
    (session) => session.info('clientSpeaking', 'on'),
    (session) => session.info('clientSpeaking', 'off'),
    (session) => session.answers('We come on Monday. '),
    (session) => session.ends(),
    (session) => session.ends('failed'),
    (session) => session.pass(700),
    (session) => session.pass(2500),
  ];
  const move = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...moves) }, { weight: 1, arbitrary: fc.boolean() });

  it('[NTC10] each is told once and in order, and nothing urgent stays untold', () => {
    const rules = { silenceMs: 1e9, maximumMs: 2e9, offers: { transfer: false, callback: false } };
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (talk) => {
        const session = new SessionHarness(rules).start();
        const given: string[] = [];
        for (const step of talk) {
          if (typeof step === 'function') step(session);
          else tell(session, { id: `n${given.length}`, text: `Notice ${given.push('') - 1}.`, urgent: step });
        }
        session.info('clientSpeaking', 'off').ends().pass(60_000).answers('So it is.').ends().pass(60_000);
        const { state } = session;
        const untold = 'talk' in state ? state.talk.untold : [];
        expect(untold.filter((notice) => notice.urgent)).toEqual([]);
        session.says('Anything else?');
        const notes = session.turns
          .at(-1)
          ?.history.filter((item) => item.role === 'note' && item.text.startsWith('Notice'));
        expect(notes).toEqual(given.map((_, index) => note(`Notice ${index}.`)));
      }),
      { seed: 20_261_124, numRuns: 2000 },
    );
  });
});
