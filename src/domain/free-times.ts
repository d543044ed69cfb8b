import { localAt } from './local-time.ts';
import { daysAhead, hasSeat, isBookable, type Slot, type SlotPlan, slotsOn } from './slots.ts';

type Taken = { readonly startsAt: number; readonly endsAt: number };

/**
 * Every time that can still be booked, in order. `taken`: seats that are booked or held. `mayRing`: whether the phone
 * that is to be called may ring at a time (epoch ms).
 */
export function freeTimes(
  plan: SlotPlan,
  now: number,
  taken: readonly Taken[],
  mayRing: (at: number) => boolean,
): readonly Slot[] {
  return daysAhead(plan, now).flatMap((day) => {
    const slots = slotsOn(plan, day).filter((slot) => isBookable(plan, slot, now));
    const [first, last] = [slots[0], slots.at(-1)];
    if (first === undefined || last === undefined) return [];
    const until = last.endsAt + plan.bufferMinutes * 60_000;
    const near = taken.filter((one) => one.startsAt < until && first.startsAt < one.endsAt);
    return slots.filter((slot) => hasSeat(plan, slot, near) && mayRing(slot.startsAt));
  });
}

/** The slots by the day they are on in a zone (ISO date), both in order. */
export function byDay(slots: readonly Slot[], zone: string): ReadonlyMap<string, readonly Slot[]> {
  return Map.groupBy(slots, ({ startsAt }) => localAt(startsAt, zone).slice(0, 10));
}
