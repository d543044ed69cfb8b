import type { OperatorCommand } from '../domain/operator-command.ts';
import { createSpeech } from '../turn/speech.ts';
import { commandDone } from './command-done.ts';
import { openCycle } from './cycle.ts';
import { cancelTimer, listen, sayPieces, settleCycle, withEffects } from './moves.ts';
import type { Cycle, Effect, SessionRules, Step, Talk } from './session-state.ts';

/*
 * Sentences an operator has the bot say: one after the other, once nobody speaks. Each is a turn of its own, in the
 * history as the bot's words and in the record with who gave it.
 */

/** Asked only while the bot itself is silent. */
export const isTimeToSay = ({ orders, callerSpeaking, digits }: Talk): boolean =>
  orders.length > 0 && !callerSpeaking && digits === '';

/** Says the first of those that wait. */
export function sayOrder(talk: Talk, cycle: Cycle | null, at: number, rules: SessionRules): Step {
  const [order, ...orders] = talk.orders;
  const settled = settleCycle({ ...talk, orders }, cycle, null);
  if (order === undefined) return { state: { phase: 'listening', talk, cycle, playing: false }, effects: [] };
  return withEffects(settled.effects, say(settled.talk, order, at, rules));
}

/** Says it now. What was said before is in the history already. */
export function say(talk: Talk, order: OperatorCommand, at: number, rules: SessionRules): Step {
  const turn = talk.turn + 1;
  const said = sayPieces({ ...openCycle(turn, null), operator: order.operator }, speechOf(order, talk.language), at);
  const effects: readonly Effect[] = [cancelTimer('silence'), ...said.effects, commandDone(order, 'done', 'Said.')];
  return withEffects(effects, listen({ ...talk, turn, silences: 0 }, said.cycle, at, rules));
}

/** As the model's own words go: no address is read out, numbers are said digit by digit. */
export function speechOf({ text }: Pick<OperatorCommand, 'text'>, language: string) {
  const speech = createSpeech({ language });
  return [...speech.push(text), ...speech.flush()];
}
