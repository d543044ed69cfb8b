import type { HandOff } from '../domain/hand-off.ts';
import type { OperatorCommand } from '../domain/operator-command.ts';
import { operatorNote } from '../domain/operator-note.ts';
import { connecting } from '../turn/words/connecting.ts';
import { goodbye } from '../turn/words/goodbye.ts';
import { commandDone } from './command-done.ts';
import { cutShort, endWithWords, type Talking } from './cut-short.ts';
import { stay, withEffects } from './moves.ts';
import { onNotice } from './on-notice.ts';
import { isTimeToSay, say, sayOrder, speechOf } from './orders.ts';
import type { SessionEvent, SessionRules, SessionState, Step, Talk } from './session-state.ts';

type CommandEvent = Extract<SessionEvent, { type: 'command' }>;

const refuse = (state: SessionState, command: OperatorCommand, words: string): Step => ({
  state,
  effects: [commandDone(command, 'refused', words)],
});

/** What an operator has this call do. Each command comes to one outcome: at once, or when its sentence is said. */
export function onCommand(state: SessionState, event: CommandEvent, rules: SessionRules): Step {
  const { command, refusal, at } = event;
  if (state.phase === 'ended') return stay(state);
  if (refusal !== null) return refuse(state, command, refusal);
  if (state.phase === 'ending') {
    const leaving = state.ending.reason === 'handed-off' ? 'being put through' : 'being said goodbye to';
    return refuse(state, command, `The caller is already ${leaving}.`);
  }
  if (command.kind === 'note') return onNote(state, command);
  if (command.kind === 'say') return onSay(state, command, at, rules);
  if (state.phase === 'awaiting-setup')
    return refuse(state, command, 'The call is only just being connected. Try again in a moment.');
  return command.kind === 'transfer' ? transfer(state, command, at, rules) : end(state, command, at, rules);
}

function onNote(state: SessionState, command: OperatorCommand): Step {
  const told = commandDone(command, 'done', 'The bot knows it and acts on it in its next answer.');
  return withEffects([told], onNotice(state, operatorNote(command)));
}

function onSay(
  state: Exclude<SessionState, { phase: 'ending' | 'ended' }>,
  command: OperatorCommand,
  at: number,
  rules: SessionRules,
): Step {
  const language = state.phase === 'awaiting-setup' ? '' : state.talk.language;
  if (speechOf(command, language).every(({ spoken }) => spoken.trim() === ''))
    return refuse(state, command, 'Nothing of that can be said aloud.');
  if (state.phase === 'awaiting-setup') return stay({ ...state, orders: [...state.orders, command] });
  if (command.now) {
    const cut = cutShort(state);
    return withEffects(cut.effects, say(cut.talk, command, at, rules));
  }
  const talk = { ...state.talk, orders: [...state.talk.orders, command] };
  if (state.phase === 'listening' && !state.playing && isTimeToSay(talk)) return sayOrder(talk, state.cycle, at, rules);
  return stay({ ...state, talk });
}

function transfer(state: Talking, command: OperatorCommand, at: number, rules: SessionRules): Step {
  const handOff: HandOff = {
    kind: 'transfer',
    reason: `${command.operator} put the caller through.`.slice(0, 500),
    summary: lastWords(state),
  };
  const told = commandDone(command, 'done', 'The caller is being put through.');
  const words = connecting(state.talk.language);
  return withEffects([told], endWithWords(state, words, { reason: 'handed-off', handOff }, at, rules));
}

function end(state: Talking, command: OperatorCommand, at: number, rules: SessionRules): Step {
  const told = commandDone(command, 'done', 'The caller is being said goodbye to.');
  const words = goodbye(state.talk.language);
  return withEffects([told], endWithWords(state, words, { reason: 'operator-ended' }, at, rules));
}

/** For whoever takes the call: what the caller said last. */
function lastWords(state: Talking): string {
  const now = state.cycle?.caller ?? null;
  const last = now ?? lastOfCaller(state.talk);
  return last === null ? 'The caller has said nothing yet.' : `The caller said last: ${last.slice(0, 500)}`;
}

const lastOfCaller = ({ history }: Talk): string | null =>
  history.findLast((item) => item.role === 'caller')?.text ?? null;
