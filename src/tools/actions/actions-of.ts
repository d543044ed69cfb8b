import type { Action } from '../../domain/action.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import type { WhyNot } from '../../domain/why-not.ts';
import { mediumObjection } from '../offered.ts';

/** The actions a line has: its site's and its own. */
export const actionsOf = ({ site, line }: LineInForce): readonly Action[] => [...site.actions, ...line.actions];

/** What keeps an action from a line: its medium is not switched on. Null: nothing. */
export function actionObjection(inForce: LineInForce, { type }: Action): WhyNot | null {
  if (type === 'send_sms') return mediumObjection(inForce, 'sms');
  return type === 'send_email' ? mediumObjection(inForce, 'email') : null;
}
