import { cancelTimer, record, setTimer, stay, withEffects } from './moves.ts';
import { isTimeToTell, tellNotices } from './on-notice.ts';
import { isTimeToSay, sayOrder } from './orders.ts';
import type { Cycle, SessionRules, SessionState, Step, Talk } from './session-state.ts';

/*
 * Whose word it is while the bot has nothing to say: the caller speaks, the caller has stopped, nobody speaks.
 */

/** How long after an interruption without words the unheard rest is said after all. */
export const resumeMs = 2000;
/** What the caller said comes as words a moment after the voice has stopped: so long nobody speaks up. */
const quietMs = 2000;
/** Words in part are followed by more, or by the whole; where neither comes, the caller has stopped. */
const partialMs = 10_000;

/** The voice has finished: what an operator wants said is said, what is urgent is told, else the caller's silence is counted from here. */
export function awaitCaller(talk: Talk, cycle: Cycle | null, at: number, rules: SessionRules): Step {
  const ended = cycle === null ? [] : [record({ type: 'speaking-ended', turn: cycle.turn })];
  return withEffects(ended, speakOrWait(talk, cycle, at, rules));
}

function speakOrWait(talk: Talk, cycle: Cycle | null, at: number, rules: SessionRules): Step {
  if (isTimeToSay(talk)) return sayOrder(talk, cycle, at, rules);
  if (isTimeToTell(talk)) return tellNotices(talk, cycle);
  return {
    state: { phase: 'listening', talk, cycle, playing: false },
    effects: [
      cancelTimer('playout'),
      ...(talk.digits === '' ? [setTimer('silence', talk.holdMs ?? rules.silenceMs)] : []),
    ],
  };
}

/** The caller is in the middle of saying something: nobody is silent. */
export function callerSpeaks(state: SessionState, by: 'voice' | 'words'): Step {
  if (!('talk' in state)) return stay(state);
  const speaking = { ...state, talk: { ...state.talk, callerSpeaking: true } };
  const quiet = by === 'words' ? setTimer('quiet', partialMs) : cancelTimer('quiet');
  if (state.phase === 'listening') return { state: speaking, effects: [cancelTimer('silence'), quiet] };
  if (state.phase === 'interrupted') return { state: speaking, effects: [cancelTimer('resume'), quiet] };
  return { state: speaking, effects: [quiet] };
}

/** Without a prompt behind it this was noise: the waits begin anew. */
export function callerStopped(state: SessionState, rules: SessionRules): Step {
  const quiet = setTimer('quiet', quietMs);
  if (state.phase === 'listening' && !state.playing && state.talk.digits === '') {
    return { state, effects: [setTimer('silence', state.talk.holdMs ?? rules.silenceMs), quiet] };
  }
  if (state.phase === 'interrupted') return { state, effects: [setTimer('resume', resumeMs), quiet] };
  return 'talk' in state ? { state, effects: [quiet] } : stay(state);
}

/** No words came of it: the caller has said nothing after all. */
export function onQuiet(state: SessionState, at: number, rules: SessionRules): Step {
  if (!('talk' in state)) return stay(state);
  const talk = { ...state.talk, callerSpeaking: false };
  if (state.phase !== 'listening' || state.playing) return stay({ ...state, talk });
  if (isTimeToSay(talk)) return sayOrder(talk, state.cycle, at, rules);
  return isTimeToTell(talk) ? tellNotices(talk, state.cycle) : stay({ ...state, talk });
}
