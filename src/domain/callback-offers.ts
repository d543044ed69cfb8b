import type { LineInForce } from './line-in-force.ts';
import { slotPlanOf } from './slots.ts';
import { openTargets } from './transfer-targets.ts';

/** Callbacks a line offers at all, by its configuration and its site's features. */

const hasAgents = ({ line }: Pick<LineInForce, 'line'>): boolean =>
  line.callbacks !== undefined && line.transfer !== undefined;

export const offersCallbackNow = (inForce: LineInForce): boolean =>
  inForce.line.escalation.callback_now && inForce.site.features.click_to_call && hasAgents(inForce);

export const offersBooking = (inForce: Pick<LineInForce, 'site' | 'line'>): boolean =>
  inForce.line.escalation.scheduled_callback &&
  inForce.site.features.callback_scheduling &&
  hasAgents(inForce) &&
  slotPlanOf(inForce) !== null;

export const offersCallbacks = (inForce: LineInForce): boolean => offersCallbackNow(inForce) || offersBooking(inForce);

/** Whether one of the people a callback connects is there; live transfer may be off. */
export const hasAgentNow = (inForce: LineInForce, now: number): boolean => openTargets(inForce, now).length > 0;
