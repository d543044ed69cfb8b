import { unreachable } from '../domain/errors.ts';
import { goodbye } from '../turn/words/goodbye.ts';
import { silencePrompt } from '../turn/words/silence-prompt.ts';
import { timeWarning } from '../turn/words/time-warning.ts';
import { awaitCaller, onQuiet } from './await-caller.ts';
import { endWithWords } from './cut-short.ts';
import { finish, record, speakUp, stay, withEffects } from './moves.ts';
import { resume, takeDigits } from './on-frame.ts';
import type { SessionRules, SessionState, Step, TimerName } from './session-state.ts';

/** How often a silent caller is asked before the bot says goodbye. */
const silencePrompts = 2;

export function onTimer(state: SessionState, timer: TimerName, at: number, rules: SessionRules): Step {
  switch (timer) {
    case 'setup':
      return state.phase === 'awaiting-setup'
        ? { state: { phase: 'ended' }, effects: [{ type: 'close', code: 1008, reason: 'no setup' }] }
        : stay(state);
    case 'silence':
      return onSilence(state, at, rules);
    case 'playout':
      return onPlayedOut(state, at, rules);
    case 'digits':
      return takeDigits(state, rules);
    case 'resume':
      return state.phase === 'interrupted' && state.talk.digits === '' ? resume(state, at, rules) : stay(state);
    case 'quiet':
      return onQuiet(state, at, rules);
    case 'warning':
      return onWarning(state, at, rules);
    case 'limit':
      return onLimit(state, at, rules);
    default:
      return unreachable(timer);
  }
}

function onSilence(state: SessionState, at: number, rules: SessionRules): Step {
  if (state.phase !== 'listening' || state.playing) return stay(state);
  const silences = state.talk.silences + 1;
  const talk = { ...state.talk, silences, holdMs: null };
  const said = record({ type: 'silence', count: silences });
  if (silences > silencePrompts) {
    return withEffects(
      [said],
      endWithWords({ ...state, talk }, goodbye(talk.language), { reason: 'silence' }, at, rules),
    );
  }
  return withEffects(
    [said],
    speakUp(talk, state.cycle, silencePrompt(talk.language, silences, rules.offers), at, rules),
  );
}

function onPlayedOut(state: SessionState, at: number, rules: SessionRules): Step {
  if (state.phase === 'listening' && state.playing) return awaitCaller(state.talk, state.cycle, at, rules);
  if (state.phase === 'ending') return finish(state.talk, state.cycle, state.ending);
  return stay(state);
}

/** The time is nearly up: said at once, or behind the running answer. */
function onWarning(state: SessionState, at: number, rules: SessionRules): Step {
  if (state.phase === 'listening') return speakUp(state.talk, state.cycle, timeWarning(state.talk.language), at, rules);
  if (state.phase !== 'answering' && state.phase !== 'interrupted') return stay(state);
  return stay({
    ...state,
    talk: { ...state.talk, afterAnswer: [...state.talk.afterAnswer, timeWarning(state.talk.language)] },
  });
}

function onLimit(state: SessionState, at: number, rules: SessionRules): Step {
  if (state.phase === 'awaiting-setup' || state.phase === 'ending' || state.phase === 'ended') return stay(state);
  return endWithWords(state, goodbye(state.talk.language), { reason: 'time-limit' }, at, rules);
}
