import type { Action } from '../../domain/action.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { offersMedium } from '../offered.ts';

/** The actions a line offers: its site's and its own, those of a medium only where that is switched on. */
export function actionsOf(inForce: LineInForce): readonly Action[] {
  const { site, line } = inForce;
  return [...site.actions, ...line.actions].filter((action) => {
    if (action.type === 'send_sms') return offersMedium(inForce, 'sms');
    return action.type !== 'send_email' || offersMedium(inForce, 'email');
  });
}
