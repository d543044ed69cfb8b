import type { Notice } from '../domain/notice.ts';
import { record, settleCycle, startTurn, stay, withEffects } from './moves.ts';
import type { Cycle, SessionState, Step, Talk } from './session-state.ts';

/*
 * What happened outside the talk. A notice is recorded when it comes and stands in the history of the next turn. An
 * urgent one gets a turn of its own, once nobody speaks; when the caller's turn comes first, that one tells it.
 */

export function onNotice(state: SessionState, notice: Notice): Step {
  if (state.phase === 'ended') return stay(state);
  const noticed = record({ type: 'noticed', noticeId: notice.id, text: notice.text });
  if (state.phase === 'awaiting-setup')
    return { state: { ...state, untold: [...state.untold, notice] }, effects: [noticed] };
  const talk = { ...state.talk, untold: [...state.talk.untold, notice] };
  if (state.phase === 'listening' && !state.playing && isTimeToTell(talk))
    return withEffects([noticed], tellNotices(talk, state.cycle));
  return { state: { ...state, talk }, effects: [noticed] };
}

/** Something urgent is untold and the caller is in the middle of nothing. Asked only while the bot itself is silent. */
export function isTimeToTell({ untold, callerSpeaking, digits }: Talk): boolean {
  return untold.some((notice) => notice.urgent) && !callerSpeaking && digits === '';
}

/** A turn of the bot's own accord, with the notices as the latest the model knows. */
export function tellNotices(talk: Talk, cycle: Cycle | null): Step {
  const settled = settleCycle(talk, cycle, null);
  return withEffects(settled.effects, startTurn({ ...settled.talk, turn: talk.turn + 1 }, null));
}
