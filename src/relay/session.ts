import { unreachable } from '../domain/errors.ts';
import { resumeApology } from '../turn/words/resume-apology.ts';
import { awaitCaller } from './await-caller.ts';
import { refuseOrders } from './command-done.ts';
import { openCycle, withSpeech } from './cycle.ts';
import { cancelTimer, listen, record, sayNow, setTimer, settleCycle, stay, withEffects } from './moves.ts';
import { onCommand } from './on-command.ts';
import { onDtmf, onInfo, onInterrupt, onPrompt } from './on-frame.ts';
import { onNotice } from './on-notice.ts';
import { onTimer } from './on-timer.ts';
import { onNoted, onSpeech, onToolCalled, onToolReturned, onTurnEnded } from './on-turn.ts';
import type { SessionEvent, SessionRules, SessionStart, SessionState, Step, Talk } from './session-state.ts';

/*
 * THE SESSION, one ConversationRelay socket, as a pure machine: event in, new state and effects out. It does no I/O and
 * knows no clock; `at` comes with each event, timers are asked for by name and come back as events.
 *
 *   awaiting-setup ─start─▶ listening ◀──────────────┐
 *                              │ prompt, keys         │ answer sent and closed
 *                              ▼                      │
 *                          answering ─────────────────┤
 *                              │ interrupt            │ a real prompt begins the next turn;
 *                              ▼                      │ only "uh-huh", or nothing: the unheard rest is said
 *                          interrupted ───────────────┘
 *      any but ended: farewell, hand-off, silence, time ─▶ ending ─played out─▶ ended
 *
 * awaiting-setup  The socket is open, nobody has spoken. Leaves by `start` (setup, or a prompt that overtook it).
 * listening       All we have to say is sent and its cycle closed. `playing`: the voice is still speaking it. When it
 *                 has finished, the silence timer runs: twice a question, then goodbye.
 * answering       One turn runs: the model streams, tools work. What the caller says meanwhile is merged into the turn
 *                 while nothing was said or done, else begins the next one. No silence timer runs.
 * interrupted     The caller cut in: the audio is gone, the turn aborted, its cycle closed. What was heard is kept; what
 *                 the caller says next decides whether the rest is dropped or said after all.
 * ending          The last words are playing; `end` follows when they have been heard.
 * ended           Nothing leaves here.
 *
 * A cycle (what the bot said and did in answer to one turn) enters the history when the next turn begins, cut to what
 * was heard. Turns are numbered; what a past turn still delivers is dropped, except the outcome of a tool, which becomes
 * a note. Every cycle is closed with `last: true`.
 *
 * A notice (something happened outside the talk) is recorded at once and is a note in the history of the next turn. When
 * it is urgent and nobody speaks (listening, nothing playing, no keys collected, the caller not in the middle of saying
 * something), a turn of the bot's own accord begins: listening → answering. Until then it waits for the end of the
 * playout or of the caller's speech; a turn of the caller that comes first tells it instead. While ending it is only
 * recorded.
 *
 * A command (of somebody who follows the call) comes to one outcome. A sentence waits like an urgent notice and is then
 * said in a turn of its own without asking the model; `now` cuts a running answer short for it. A note is a notice that
 * is not urgent. Putting through and ending cut short whatever runs: → ending. While ending every command is refused.
 */
export function step(state: SessionState, event: SessionEvent, rules: SessionRules): Step {
  if (state.phase === 'ended') return stay(state);
  switch (event.type) {
    case 'start':
      return state.phase === 'awaiting-setup' ? onStart(state, event.start, event.at, rules) : stay(state);
    case 'frame':
      return onFrame(state, event, rules);
    case 'speech':
      return onSpeech(state, event.turn, event.piece, event.at);
    case 'noted':
      return onNoted(state, event.turn, event.text);
    case 'tool-called':
      return onToolCalled(state, event);
    case 'tool-returned':
      return onToolReturned(state, event);
    case 'turn-ended':
      return onTurnEnded(state, event, rules);
    case 'timer':
      return onTimer(state, event.timer, event.at, rules);
    case 'notice':
      return onNotice(state, event.notice);
    case 'command':
      return onCommand(state, event, rules);
    case 'closed':
      return onClosed(state, event.reason);
    default:
      return unreachable(event);
  }
}

export const initialState: SessionState = { phase: 'awaiting-setup', untold: [], orders: [] };

function onStart(early: Pick<Talk, 'untold' | 'orders'>, start: SessionStart, at: number, rules: SessionRules): Step {
  const talk: Talk = {
    startedAt: at - start.elapsedMs,
    sessionId: start.sessionId,
    turn: start.turn,
    history: start.history,
    language: start.language,
    silences: 0,
    holdMs: null,
    digits: '',
    failures: 0,
    afterAnswer: [],
    untold: early.untold,
    orders: early.orders,
    callerSpeaking: false,
  };
  const begun = [
    cancelTimer('setup'),
    record({ type: 'session-started', sessionId: start.sessionId, reconnect: start.resumed, greeting: start.greeting }),
    setTimer('limit', Math.max(1000, rules.maximumMs - start.elapsedMs)),
    setTimer('warning', Math.max(500, rules.maximumMs - rules.warningMs - start.elapsedMs)),
  ];
  if (start.returned === true) return withEffects(begun, awaitCaller(talk, null, at, rules));
  if (start.greeting === '') {
    const said = sayNow(openCycle(talk.turn, null), resumeApology(talk.language), at);
    return withEffects([...begun, ...said.effects], listen(talk, said.cycle, at, rules));
  }
  const greeting = withSpeech(openCycle(talk.turn, null), { display: start.greeting, spoken: start.greeting }, at);
  return withEffects(begun, listen(talk, greeting, at, rules));
}

function onFrame(state: SessionState, event: Extract<SessionEvent, { type: 'frame' }>, rules: SessionRules): Step {
  const { frame, at } = event;
  switch (frame.type) {
    case 'prompt':
      return onPrompt(state, frame, at, rules);
    case 'interrupt':
      return onInterrupt(state, frame.utteranceUntilInterrupt);
    case 'dtmf':
      return onDtmf(state, frame.digit, rules);
    case 'info':
      return onInfo(state, frame.name, frame.value, at, rules);
    case 'error':
      return { state, effects: [record({ type: 'relay-error', description: frame.description.slice(0, 500) })] };
    default:
      return unreachable(frame);
  }
}

const unsaidAtEnd = 'The connection with the caller ended before it could be said.';

/** The socket is gone. What was not reported as played was not heard. */
function onClosed(state: SessionState, reason: Extract<SessionEvent, { type: 'closed' }>['reason']): Step {
  if (state.phase === 'ended') return stay(state);
  if (state.phase === 'awaiting-setup') return { state: { phase: 'ended' }, effects: refuseOrders(state, unsaidAtEnd) };
  const { talk } = state;
  const abort = state.phase === 'answering' ? [{ type: 'abort-turn', turn: talk.turn } as const] : [];
  const unsaid =
    state.phase === 'answering' && state.cycle.sentAt !== null
      ? [
          record({
            type: 'bot-said',
            turn: talk.turn,
            text: state.cycle.played,
            heard: state.cycle.played,
            interrupted: true,
          }),
        ]
      : [];
  const settled = settleCycle(talk, state.phase === 'interrupted' ? null : state.cycle, null);
  return {
    state: { phase: 'ended' },
    effects: [
      ...abort,
      ...unsaid,
      ...settled.effects,
      ...refuseOrders(talk, unsaidAtEnd),
      record({ type: 'session-ended', sessionId: talk.sessionId, reason }),
    ],
  };
}
