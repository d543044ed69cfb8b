import type { SpeechPiece } from '../domain/conversation.ts';
import type { ToolEnding } from '../tools/tool.ts';
import { apology, apologyUnasked } from '../turn/words/apology.ts';
import { connecting } from '../turn/words/connecting.ts';
import { hasSpoken, withSpeech, withToolCall, withToolResult } from './cycle.ts';
import {
  beginEnding,
  beginTurn,
  closeCycle,
  listen,
  record,
  sayNow,
  sendText,
  settleCycle,
  speakingBegan,
  stay,
  withEffects,
} from './moves.ts';
import type { Cycle, Effect, Ending, SessionEvent, SessionRules, SessionState, Step } from './session-state.ts';

type Answering = Extract<SessionState, { phase: 'answering' }>;
type TurnEnded = Extract<SessionEvent, { type: 'turn-ended' }>;

/** Turns the model may fail in a row before the caller is put through without it. */
const failuresBeforeTransfer = 2;

const isCurrent = (state: SessionState, turn: number): state is Answering =>
  state.phase === 'answering' && state.cycle.turn === turn;

export function onSpeech(state: SessionState, turn: number, piece: SpeechPiece, at: number): Step {
  if (!isCurrent(state, turn)) return stay(state);
  const cycle = withSpeech(state.cycle, piece, at);
  if (piece.spoken === '') return stay({ ...state, cycle });
  const effects = [sendText(piece.spoken, false), ...speakingBegan(state.cycle)];
  return { state: { ...state, cycle: { ...cycle, open: true } }, effects };
}

/** A note on the caller's words stays with them in the history. */
export function onNoted(state: SessionState, turn: number, text: string): Step {
  if (!isCurrent(state, turn)) return stay(state);
  return stay({ ...state, cycle: { ...state.cycle, notes: [...state.cycle.notes, text] } });
}

export function onToolCalled(state: SessionState, event: Extract<SessionEvent, { type: 'tool-called' }>): Step {
  return isCurrent(state, event.turn) ? stay({ ...state, cycle: withToolCall(state.cycle, event) }) : stay(state);
}

/** The outcome of a tool. One that comes after the caller cut in is still known to the model, as a note. */
export function onToolReturned(state: SessionState, event: Extract<SessionEvent, { type: 'tool-returned' }>): Step {
  if (state.phase === 'awaiting-setup' || state.phase === 'ended') return stay(state);
  const inCycle = state.cycle?.items.some((item) => item.kind === 'tool' && item.id === event.id) === true;
  const noted = { ...state.talk, history: [...state.talk.history, lateResult(event)] };
  const next = (
    inCycle && state.cycle !== null
      ? { ...state, cycle: withToolResult(state.cycle, event.id, event.resultJson) }
      : { ...state, talk: noted }
  ) as SessionState;
  return event.language === undefined ? stay(next) : switchLanguage(next, event.language);
}

const lateResult = (event: { name: string; resultJson: string }) =>
  ({
    role: 'note',
    text: `The ${event.name} call that was cut off has finished since, with this result (data): ${event.resultJson}`,
  }) as const;

function switchLanguage(state: SessionState, language: string): Step {
  if (!('talk' in state)) return stay(state);
  return {
    state: { ...state, talk: { ...state.talk, language } },
    effects: [
      { type: 'send', frame: { type: 'language', ttsLanguage: language, transcriptionLanguage: language } },
      record({ type: 'language-switched', language }),
    ],
  };
}

export function onTurnEnded(state: SessionState, event: TurnEnded, rules: SessionRules): Step {
  if (!isCurrent(state, event.turn)) return stay(state);
  if (event.ending !== undefined) return onEnding(state, event.ending, event.at, rules);
  if (event.outcome === 'failed' || !hasSpoken(state.cycle)) return onFailed(state, event.at, rules);
  const talk = { ...state.talk, failures: 0 };
  const added = sayAfterAnswer({ ...state, talk }, event.at);
  const closed = closeCycle(added.cycle);
  return withEffects(
    [...added.effects, ...closed.effects],
    goOn({ ...state, talk: { ...talk, afterAnswer: [] }, cycle: closed.cycle }, event.at, rules),
  );
}

function sayAfterAnswer(state: Answering, at: number): { cycle: Cycle; effects: readonly Effect[] } {
  const text = state.talk.afterAnswer.join(' ');
  return text === '' ? { cycle: state.cycle, effects: [] } : sayNow(state.cycle, text, at);
}

/** What the caller said meanwhile is answered next; else we listen. */
function goOn(state: Answering, at: number, rules: SessionRules): Step {
  if (state.queued.length === 0) return listen(state.talk, state.cycle, at, rules);
  const settled = settleCycle(state.talk, state.cycle, null);
  const heard = listen(state.talk, state.cycle, at, rules).effects.slice(0, 1);
  return withEffects([...heard, ...settled.effects], beginTurn(settled.talk, state.queued.join(' '), 'speech', rules));
}

function onEnding(state: Answering, ending: ToolEnding, at: number, rules: SessionRules): Step {
  if (ending.kind === 'hand-off') {
    const words = hasSpoken(state.cycle) ? null : connecting(state.talk.language);
    return endWith(state, words, { reason: 'handed-off', handOff: ending.handOff }, at, rules);
  }
  return endWith(state, ending.farewell, { reason: 'bot-ended' }, at, rules);
}

function endWith(state: Answering, words: string | null, ending: Ending, at: number, rules: SessionRules): Step {
  const said = words === null ? closeCycle(state.cycle) : sayNow(state.cycle, words, at);
  return withEffects(said.effects, beginEnding(state.talk, said.cycle, ending, at, rules));
}

/**
 * No answer was to be had. The caller hears so, and is put through when that happens again and a person can be had:
 * never out of a turn the caller did not begin.
 */
function onFailed(state: Answering, at: number, rules: SessionRules): Step {
  const failures = state.talk.failures + 1;
  const talk = { ...state.talk, failures };
  const { caller } = state.cycle;
  if (failures >= failuresBeforeTransfer && rules.offers.transfer && caller !== null) {
    const handOff = {
      kind: 'transfer',
      reason: 'The assistant could not answer.',
      summary: caller.slice(0, 500),
    } as const;
    return endWith({ ...state, talk }, connecting(talk.language), { reason: 'handed-off', handOff }, at, rules);
  }
  const words = caller === null ? apologyUnasked(talk.language, rules.offers) : apology(talk.language, rules.offers);
  const said = sayNow(state.cycle, words, at);
  return withEffects(said.effects, goOn({ ...state, talk, cycle: said.cycle }, at, rules));
}
