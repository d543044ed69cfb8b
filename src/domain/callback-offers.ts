import type { LineInForce } from './line-in-force.ts';
import { slotPlanOf } from './slots.ts';
import { nobodyThere } from './transfer-targets.ts';
import { featureOff, notConfigured, switchedOff, type WhyNot } from './why-not.ts';

/** Callbacks a line offers at all, by its configuration and its site's features. */

type Place = Pick<LineInForce, 'site' | 'line'>;

function agentsObjection({ line }: Place): WhyNot | null {
  if (line.callbacks === undefined) return notConfigured('callbacks');
  return line.transfer === undefined ? notConfigured('transfer') : null;
}

/** What keeps a line from calling back at once, whatever the hour; null: nothing. */
export function callbackNowObjection(inForce: Place): WhyNot | null {
  if (!inForce.line.escalation.callback_now) return switchedOff('escalation.callback_now');
  return inForce.site.features.click_to_call ? agentsObjection(inForce) : featureOff('click_to_call');
}

/** What keeps a line from booking callbacks; null: nothing. */
export function bookingObjection(inForce: Place): WhyNot | null {
  if (!inForce.line.escalation.scheduled_callback) return switchedOff('escalation.scheduled_callback');
  if (!inForce.site.features.callback_scheduling) return featureOff('callback_scheduling');
  return agentsObjection(inForce) ?? (slotPlanOf(inForce) === null ? notConfigured('callbacks.slots') : null);
}

export const offersCallbackNow = (inForce: LineInForce): boolean => callbackNowObjection(inForce) === null;

export const offersBooking = (inForce: Place): boolean => bookingObjection(inForce) === null;

export const offersCallbacks = (inForce: LineInForce): boolean => offersCallbackNow(inForce) || offersBooking(inForce);

/** Whether one of the people a callback connects is there; live transfer may be off. */
export const hasAgentNow = (inForce: LineInForce, now: number): boolean => nobodyThere(inForce, now) === null;
