import type { Callback } from '../../domain/callback.ts';
import { dialableTimes } from '../../domain/callback-dial-time.ts';
import { callingLineOf } from '../../domain/callback-line.ts';
import { offersBooking } from '../../domain/callback-offers.ts';
import { byDay, freeTimes } from '../../domain/free-times.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { currentLine } from '../../domain/line-in-force.ts';
import { type SlotPlan, slotPlanOf } from '../../domain/slots.ts';
import type { CallbackSlots } from '../contract/callbacks.ts';
import type { DeskDependencies } from './desk-dependencies.ts';

/** The plan of a line that takes bookings; null: it takes none. */
export const planOf = (inForce: LineInForce | null): SlotPlan | null =>
  inForce !== null && offersBooking(inForce) ? slotPlanOf(inForce) : null;

/** Whether this customer's phone would be rung at a time (epoch ms) by the line as it is now. */
export function timesItMayRing(inForce: LineInForce | null, callback: Callback): (at: number) => boolean {
  const line = inForce === null ? null : callingLineOf(inForce);
  return line === null ? () => false : dialableTimes(line, callback);
}

/** The times a callback may be moved to, as its own caller would be offered them. */
export async function freeSlots(
  { store, siteBook, clock }: Pick<DeskDependencies, 'store' | 'siteBook' | 'clock'>,
  callback: Callback,
): Promise<CallbackSlots> {
  const inForce = currentLine(siteBook, callback);
  const plan = planOf(inForce);
  if (plan === null) return { zone: callback.wall?.zone ?? 'UTC', days: [] };
  const now = clock.now();
  const { siteId, lineId, callId } = callback;
  const endsAt = now + (plan.horizonDays + 2) * 86_400_000;
  const taken = await store.takenSeats({ siteId, lineId, startsAt: now, endsAt }, callId, now);
  const free = freeTimes(plan, now, taken, timesItMayRing(inForce, callback));
  const days = [...byDay(free, plan.zone)].map(([date, slots]) => ({
    date,
    slots: slots.map(({ id, startsAt }) => ({ id, startsAt })),
  }));
  return { zone: plan.zone, days };
}
