import { findSlots } from './calling-back.ts';
import type { Understood } from './intent.ts';
import { type CallingBack, hasTool, type Move, type Scene, type Setting, say } from './scene.ts';

const callBack = '(?:call ?back|call|appointment|booking)';
const moves = new RegExp(String.raw`\b(?:move|change|reschedule|postpone|shift)\b.*\b${callBack}\b`);
const cancels = new RegExp(String.raw`\bcancel\b.*\b${callBack}\b|\bdont call me back\b`);

/** A wish to move or cancel the call back there is; null: no such wish, or none that is known of. */
export function changeCallback(scene: Scene, setting: Setting, heard: Understood): Move | null {
  const id = scene.callback ?? setting.briefing.caller.callback;
  if (id === null || !hasTool(setting, 'change_callback')) return null;
  if (cancels.test(heard.plain)) return say(scene, asking('cancel', id), 'Shall I cancel your call back?');
  if (moves.test(heard.plain)) return findSlots({ ...scene, pending: null }, setting, heard, { changes: id });
  return heard.wish === 'callback' ? offersMove(scene, id, `You have a call back arranged already. ${offer}`) : null;
}

const offer = 'Shall I move it to another time?';

/** There is one already: a yes moves it. */
export const offersMove = (scene: Scene, id: string, words: string): Move =>
  say({ ...scene, callback: id }, asking('move', id), /\?\s*$/.test(words) ? words : `${words} ${offer}`);

const asking = (asksFor: 'move' | 'cancel', changes: string): CallingBack => ({
  kind: 'calling-back',
  asksFor,
  reason: 'The caller asked to be called back.',
  slots: [],
  slot: null,
  to: null,
  changes,
  day: null,
});
