import { isOpen } from './hours.ts';
import type { LineInForce } from './line-in-force.ts';
import { slotPlanOf } from './slots.ts';

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

/** Whether one of the agents a callback connects is within their hours; live transfer may be off. */
export function hasAgentNow({ site, line }: LineInForce, now: number): boolean {
  return (line.transfer?.targets ?? []).some((target) => {
    const hours = target.hours ?? line.hours;
    return hours === undefined || isOpen(hours, site.time_zone, now);
  });
}
