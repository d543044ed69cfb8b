import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { order, outcomes } from './order-parts.ts';
import { SessionHarness } from './session-harness.ts';

const started = (changes = {}) => new SessionHarness(changes).start().info('agentSpeaking', 'off');

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
