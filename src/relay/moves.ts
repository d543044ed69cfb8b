import { isHoldRequest } from '../domain/backchannel.ts';
import type { SpeechPiece } from '../domain/conversation.ts';
import type { CallEventBody } from '../domain/event.ts';
import { cutToHeard } from '../domain/heard.ts';
import { callEndedFirst } from '../domain/operator-command.ts';
import { callerNotes } from './caller-notes.ts';
import { refuseOrders } from './command-done.ts';
import { displayOf, openCycle, piecesOf, settle, withSpeech } from './cycle.ts';
import type { Cycle, Effect, Ending, SessionRules, SessionState, Step, Talk, TimerName } from './session-state.ts';

/** The moves the machine's rules are made of: each gives the new state and what has to happen. */

export const record = (event: CallEventBody): Effect => ({ type: 'record', event });
export const setTimer = (timer: TimerName, ms: number): Effect => ({ type: 'set-timer', timer, ms });
export const cancelTimer = (timer: TimerName): Effect => ({ type: 'cancel-timer', timer });
export const sendText = (token: string, last: boolean): Effect => ({
  type: 'send',
  frame: { type: 'text', token, last },
});

/** Nothing to do: an event that means nothing in this state changes nothing. */
export const stay = (state: SessionState): Step => ({ state, effects: [] });

export const withEffects = (before: readonly Effect[], step: Step): Step => ({
  state: step.state,
  effects: [...before, ...step.effects],
});

/** When the voice will have finished, should the carrier not say so. Ms from `at`. */
export function playoutMs(cycle: Cycle, at: number, rules: SessionRules): number {
  const left = Math.max(0, (cycle.sentAt ?? at) + cycle.speakingMs - at);
  return rules.speakerEvents ? left * 1.6 + 4000 : left * 1.15 + 700;
}

/** Ends the talk cycle towards the carrier: every one is closed with `last`, also after an abort. */
export function closeCycle(cycle: Cycle): { cycle: Cycle; effects: readonly Effect[] } {
  return cycle.open ? { cycle: { ...cycle, open: false }, effects: [sendText('', true)] } : { cycle, effects: [] };
}

/** The talk with the finished cycle in its history. `heard` null: all of it. The consent book learns what was heard. */
export function settleCycle(
  talk: Talk,
  cycle: Cycle | null,
  heard: string | null,
): { talk: Talk; effects: readonly Effect[] } {
  if (cycle === null) return { talk, effects: [] };
  const text = heard === null ? displayOf(cycle) : cutToHeard(piecesOf(cycle), heard).display;
  const effects: readonly Effect[] = text === '' ? [] : [{ type: 'heard', text, turn: cycle.turn }];
  return { talk: { ...talk, history: [...talk.history, ...settle(cycle, heard)] }, effects };
}

/** The caller's turn: the model is asked. */
export function beginTurn(
  talk: Talk,
  text: string,
  via: 'speech' | 'dtmf',
  rules: SessionRules,
  language?: string,
): Step {
  const turn = talk.turn + 1;
  const shown = via === 'dtmf' && rules.sensitiveDtmf ? 'Keys pressed: (masked)' : text;
  const holdMs = isHoldRequest(text, talk.language) ? rules.holdMs : null;
  return withEffects(
    [record({ type: 'caller-said', turn, text: shown, via, ...(language !== undefined && { language }) })],
    startTurn({ ...talk, turn, silences: 0, holdMs, digits: '' }, text, callerNotes(text, rules)),
  );
}

const asNote = (text: string) => ({ role: 'note', text }) as const;

/**
 * Asks the model, which then knows all notices too; `caller` null: to go on by itself. `notes`: what the server makes of
 * the caller's words.
 */
export function startTurn(given: Talk, caller: string | null, notes: readonly string[] = []): Step {
  const untold = given.untold.map(({ text }) => asNote(text));
  const talk: Talk = { ...given, history: [...given.history, ...untold], untold: [] };
  const said = caller === null ? [] : [{ role: 'caller', text: caller } as const, ...notes.map(asNote)];
  const history = [...talk.history, ...said];
  return {
    state: { phase: 'answering', talk, cycle: { ...openCycle(talk.turn, caller), notes }, queued: [] },
    effects: [
      cancelTimer('silence'),
      cancelTimer('playout'),
      cancelTimer('resume'),
      { type: 'start-turn', turn: talk.turn, caller, history, language: talk.language },
      ...(caller === null ? [record({ type: 'turn-began', turn: talk.turn })] : []),
    ],
  };
}

/** Says something of the server's own, whole, and closes the cycle. */
export function sayNow(cycle: Cycle, text: string, at: number): { cycle: Cycle; effects: readonly Effect[] } {
  const lead = cycle.items.at(-1)?.kind === 'speech' ? ' ' : '';
  return sayPieces(cycle, [{ display: `${lead}${text}`, spoken: `${lead}${text}` }], at);
}

export function sayPieces(
  cycle: Cycle,
  pieces: readonly SpeechPiece[],
  at: number,
): { cycle: Cycle; effects: readonly Effect[] } {
  const said = pieces.reduce((before, piece) => withSpeech(before, piece, at), cycle);
  const spoken = pieces.map((piece) => piece.spoken).join('');
  return { cycle: { ...said, open: false }, effects: [sendText(spoken, true), ...speakingBegan(cycle)] };
}

/** Recorded behind the first words of a cycle. `cycle`: as it was before them. */
export const speakingBegan = ({ sentAt, turn }: Cycle): readonly Effect[] =>
  sentAt === null ? [record({ type: 'speaking-began', turn })] : [];

/** What was said of a cycle, as heard in full until something else is known. */
export const botSaid = (cycle: Cycle, interrupted = false, heard = displayOf(cycle)): Effect => {
  const { turn, operator } = cycle;
  const by = operator === undefined ? {} : { operator };
  return record({ type: 'bot-said', turn, text: displayOf(cycle), heard, interrupted, ...by });
};

/** All is sent: wait for the voice to finish, then for the caller. */
export function listen(talk: Talk, cycle: Cycle, at: number, rules: SessionRules): Step {
  return {
    state: { phase: 'listening', talk, cycle, playing: true },
    effects: [botSaid(cycle), setTimer('playout', playoutMs(cycle, at, rules))],
  };
}

/** Speaks of the bot's own accord, in a cycle of its own. */
export function speakUp(talk: Talk, previous: Cycle | null, text: string, at: number, rules: SessionRules): Step {
  const settled = settleCycle(talk, previous, null);
  const said = sayNow(openCycle(talk.turn, null), text, at);
  return withEffects(
    [cancelTimer('silence'), ...settled.effects, ...said.effects],
    listen(settled.talk, said.cycle, at, rules),
  );
}

/** Lets the last words be heard, then ends. */
export function beginEnding(talk: Talk, cycle: Cycle, ending: Ending, at: number, rules: SessionRules): Step {
  return {
    state: { phase: 'ending', talk, cycle, ending },
    effects: [
      cancelTimer('silence'),
      cancelTimer('resume'),
      botSaid(cycle),
      setTimer('playout', playoutMs(cycle, at, rules)),
    ],
  };
}

/** Ends the session towards the carrier, which asks the `<Connect action>` what comes next. */
export function finish(talk: Talk, cycle: Cycle, ending: Ending): Step {
  const settled = settleCycle(talk, cycle, null);
  const handOff = ending.reason === 'handed-off' ? ending.handOff : null;
  const handed: readonly Effect[] =
    handOff === null
      ? []
      : [
          record({
            type: 'handed-off',
            reason: handOff.reason,
            summary: handOff.summary,
            ...(handOff.department !== undefined && { department: handOff.department }),
          }),
        ];
  return {
    state: { phase: 'ended' },
    effects: [
      ...settled.effects,
      ...refuseOrders(talk, callEndedFirst),
      ...handed,
      { type: 'send', frame: { type: 'end', ...(handOff !== null && { handoffData: JSON.stringify(handOff) }) } },
      record({ type: 'session-ended', sessionId: talk.sessionId, reason: ending.reason }),
    ],
  };
}
