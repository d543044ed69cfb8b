import { isBackchannel } from '../domain/backchannel.ts';
import { cutToHeard } from '../domain/heard.ts';
import { awaitCaller, callerSpeaks, callerStopped, resumeMs } from './await-caller.ts';
import { hasSpoken, hasTool, piecesOf, speakingMsOf } from './cycle.ts';
import {
  beginTurn,
  botSaid,
  cancelTimer,
  closeCycle,
  finish,
  listen,
  record,
  sendText,
  setTimer,
  settleCycle,
  startTurn,
  stay,
  withEffects,
} from './moves.ts';
import type { Effect, Ending, SessionRules, SessionState, Step } from './session-state.ts';

/** Keys pressed this close together are one entry. */
const digitsMs = 2000;

type Phase<P extends SessionState['phase']> = Extract<SessionState, { phase: P }>;
interface Prompt {
  readonly voicePrompt: string;
  readonly last: boolean;
  readonly lang?: string | undefined;
}

/** What the caller said, in part or whole. */
export function onPrompt(before: SessionState, prompt: Prompt, at: number, rules: SessionRules): Step {
  const text = prompt.voicePrompt.trim();
  if (!prompt.last) return callerSpeaks(before, 'words');
  if (text === '') return callerStopped(before, rules);
  const state = 'talk' in before ? { ...before, talk: { ...before.talk, callerSpeaking: false } } : before;
  switch (state.phase) {
    case 'listening':
      return nextTurn(state, text, 'speech', null, rules, prompt.lang);
    case 'interrupted':
      return isAcknowledgement(state, text)
        ? resume(state, at, rules)
        : nextTurn(state, text, 'speech', state.heard, rules, prompt.lang);
    case 'answering':
      return promptWhileAnswering(state, text, 'speech', rules, prompt.lang);
    case 'ending':
      return isFinal(state.ending)
        ? { state, effects: overhear(text, state.talk.turn) }
        : nextTurn(state, text, 'speech', null, rules, prompt.lang);
    default:
      return stay(state);
  }
}

/** Nothing the caller says keeps the call with the bot any more. */
const isFinal = ({ reason }: Ending): boolean => reason !== 'bot-ended' && reason !== 'silence';

/** Said into the goodbye: nobody answers it, but a wish is a wish. */
const overhear = (text: string, turn: number): readonly Effect[] => [
  record({ type: 'caller-said', turn, text, via: 'speech' }),
  { type: 'overheard', text, turn },
];

function nextTurn(
  state: Phase<'listening' | 'interrupted' | 'ending'>,
  text: string,
  via: 'speech' | 'dtmf',
  heard: string | null,
  rules: SessionRules,
  language?: string,
): Step {
  const settled = settleCycle(state.talk, state.cycle, heard);
  // Cut off before a word was heard, and nothing was done: what the caller says now belongs to the same turn.
  const unheard = state.phase === 'interrupted' && state.cycle.caller !== null && heard === '' && !hasTool(state.cycle);
  if (!unheard) return withEffects(settled.effects, beginTurn(settled.talk, text, via, rules, language));
  return beginTurn(state.talk, `${state.cycle.caller} ${text}`, via, rules, language);
}

/** While nothing was said or done the caller is still finishing the thought; else a new turn begins. */
function promptWhileAnswering(
  state: Phase<'answering'>,
  text: string,
  via: 'speech' | 'dtmf',
  rules: SessionRules,
  language?: string,
): Step {
  const abort: Effect = { type: 'abort-turn', turn: state.cycle.turn };
  if (!hasSpoken(state.cycle) && !hasTool(state.cycle)) {
    const merged = state.cycle.caller === null ? text : `${state.cycle.caller} ${text}`;
    return withEffects([abort], beginTurn(state.talk, merged, via, rules, language));
  }
  if (!rules.speechInterrupts) return { state: { ...state, queued: [...state.queued, text] }, effects: [] };
  const closed = closeCycle(state.cycle);
  const said = botSaid(state.cycle, true);
  // What was still being said may not have been heard yet: it goes into the history, but proves no read-back.
  const settled = settleCycle(state.talk, closed.cycle, null);
  return withEffects([abort, ...closed.effects, said], beginTurn(settled.talk, text, via, rules, language));
}

/** The caller cut in: the audio has stopped, and nothing more of this answer may be sent. */
export function onInterrupt(state: SessionState, heard: string): Step {
  if (state.phase === 'answering') {
    const closed = closeCycle(state.cycle);
    const effects: readonly Effect[] = [{ type: 'abort-turn', turn: state.cycle.turn }, ...closed.effects];
    return withEffects(effects, cutOff({ ...state, cycle: closed.cycle }, heard, false));
  }
  if (state.phase === 'listening' && state.cycle !== null) return cutOff({ ...state, cycle: state.cycle }, heard, true);
  if (state.phase === 'ending') return onEndingInterrupted(state, heard);
  return stay(state);
}

function onEndingInterrupted(state: Phase<'ending'>, heard: string): Step {
  if (isFinal(state.ending)) {
    return withEffects([cancelTimer('playout')], finish(state.talk, state.cycle, state.ending));
  }
  return cutOff(state, heard, true);
}

function cutOff(
  state: Phase<'answering' | 'ending'> | (Phase<'listening'> & { cycle: Phase<'answering'>['cycle'] }),
  heard: string,
  complete: boolean,
): Step {
  const { talk, cycle } = state;
  const shown = cutToHeard(piecesOf(cycle), heard).display;
  return {
    state: { phase: 'interrupted', talk, cycle, heard, complete },
    effects: [
      cancelTimer('silence'),
      cancelTimer('playout'),
      botSaid(cycle, true, shown),
      setTimer('resume', resumeMs),
    ],
  };
}

/** Only "uh-huh", and not in answer to a question that was heard. */
function isAcknowledgement(state: Phase<'interrupted'>, text: string): boolean {
  const cut = cutToHeard(piecesOf(state.cycle), state.heard);
  if (cut.display.trimEnd().endsWith('?') || cut.display.trim() === '') return false;
  const rest = cut.remainder
    .map((piece) => piece.spoken)
    .join('')
    .trim();
  return rest !== '' && isBackchannel(text, state.talk.language);
}

/** Says the unheard rest; an answer that was still being made is gone on with. */
export function resume(state: Phase<'interrupted'>, at: number, rules: SessionRules): Step {
  const { talk, cycle } = state;
  const remainder = cutToHeard(piecesOf(cycle), state.heard).remainder;
  const rest = remainder.map((piece) => piece.spoken).join('');
  const began = record({ type: 'speaking-began', turn: cycle.turn });
  const say: readonly Effect[] = rest.trim() === '' ? [] : [sendText(rest, true), began];
  if (state.complete) {
    if (say.length === 0) return awaitCaller(talk, cycle, at, rules);
    return withEffects(say, listen(talk, { ...cycle, sentAt: at, speakingMs: speakingMsOf(rest) }, at, rules));
  }
  if (!hasSpoken(cycle) && !hasTool(cycle))
    return startTurn({ ...talk, turn: talk.turn + 1 }, cycle.caller, cycle.notes);
  const settled = settleCycle(talk, cycle, null);
  const note = {
    role: 'note',
    text: 'The caller only acknowledged and is listening. Go on from where you stopped; repeat nothing.',
  } as const;
  const going = { ...settled.talk, turn: talk.turn + 1, history: [...settled.talk.history, note] };
  return withEffects([...settled.effects, ...say], startTurn(going, null));
}

/** A key: collected until # or a pause, then one turn. */
export function onDtmf(state: SessionState, digit: string, rules: SessionRules): Step {
  if (state.phase === 'awaiting-setup' || state.phase === 'ending' || state.phase === 'ended') return stay(state);
  const digits = state.talk.digits;
  if (digit === '#' && digits !== '') return takeDigits(state, rules);
  const collecting = { ...state, talk: { ...state.talk, digits: (digits + digit).slice(0, 64) } };
  return { state: collecting, effects: [cancelTimer('silence'), cancelTimer('resume'), setTimer('digits', digitsMs)] };
}

/** The keys pressed so far become the caller's turn. */
export function takeDigits(state: SessionState, rules: SessionRules): Step {
  if (
    state.phase === 'awaiting-setup' ||
    state.phase === 'ending' ||
    state.phase === 'ended' ||
    state.talk.digits === ''
  )
    return stay(state);
  const text = `Keys pressed: ${state.talk.digits.split('').join(' ')}`;
  const taken = { ...state, talk: { ...state.talk, digits: '' } };
  const step =
    taken.phase === 'answering'
      ? promptWhileAnswering(taken, text, 'dtmf', rules)
      : nextTurn(taken, text, 'dtmf', taken.phase === 'interrupted' ? taken.heard : null, rules);
  return withEffects([cancelTimer('digits')], step);
}

/** The carrier's reports: who is speaking, and what was played. */
export function onInfo(state: SessionState, name: string, value: string, at: number, rules: SessionRules): Step {
  if (name === 'clientSpeaking') return value === 'on' ? callerSpeaks(state, 'voice') : callerStopped(state, rules);
  if (name === 'tokensPlayed' && 'cycle' in state && state.cycle !== null) {
    return stay({ ...state, cycle: { ...state.cycle, played: state.cycle.played + value } } as SessionState);
  }
  if (name !== 'agentSpeaking' || value !== 'off') return stay(state);
  if (state.phase === 'listening' && state.playing) return awaitCaller(state.talk, state.cycle, at, rules);
  if (state.phase === 'ending' && isPlausiblyHeard(state, at)) {
    return withEffects([cancelTimer('playout')], finish(state.talk, state.cycle, state.ending));
  }
  return stay(state);
}

/** The voice stopping too early belongs to what was said before the farewell. */
function isPlausiblyHeard(state: Phase<'ending'>, at: number): boolean {
  return at - (state.cycle.sentAt ?? at) >= state.cycle.speakingMs * 0.4;
}
