import { hasSpoken, openCycle } from './cycle.ts';
import { beginEnding, botSaid, cancelTimer, closeCycle, record, sayNow, settleCycle, withEffects } from './moves.ts';
import type { Effect, Ending, SessionRules, SessionState, Step, Talk } from './session-state.ts';

export type Talking = Extract<SessionState, { phase: 'listening' | 'answering' | 'interrupted' }>;

/** Ends what the bot is saying or doing: what was said until now, and to whom, is in the history. */
export function cutShort(state: Talking): { talk: Talk; effects: readonly Effect[] } {
  if (state.phase === 'listening') return settleCycle(state.talk, state.cycle, null);
  if (state.phase === 'interrupted') {
    const settled = settleCycle(state.talk, state.cycle, state.heard);
    return { talk: settled.talk, effects: [cancelTimer('resume'), ...settled.effects] };
  }
  const { talk, cycle, queued } = state;
  const closed = closeCycle(cycle);
  const settled = settleCycle(talk, closed.cycle, null);
  return {
    talk: withUnanswered(settled.talk, queued),
    effects: [
      { type: 'abort-turn', turn: cycle.turn },
      ...closed.effects,
      ...(hasSpoken(cycle) ? [botSaid(cycle, true)] : []),
      ...settled.effects,
      ...queued.map((words) => record({ type: 'caller-said', turn: cycle.turn, text: words, via: 'speech' })),
    ],
  };
}

/** What the caller said meanwhile: the answer to it is not asked for any more. */
function withUnanswered(talk: Talk, queued: readonly string[]): Talk {
  const unanswered = queued.map((text) => ({ role: 'caller', text }) as const);
  return { ...talk, history: [...talk.history, ...unanswered] };
}

/** The last words, whatever was going on. */
export function endWithWords(state: Talking, words: string, ending: Ending, at: number, rules: SessionRules): Step {
  const cut = cutShort(state);
  const said = sayNow(openCycle(cut.talk.turn, null), words, at);
  return withEffects(
    [...cut.effects, cancelTimer('digits'), ...said.effects],
    beginEnding(cut.talk, said.cycle, ending, at, rules),
  );
}
