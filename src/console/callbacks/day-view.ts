import type { Callback } from '../../domain/callback.ts';
import { zoneOfSlots } from '../../domain/callback-time.ts';
import { type Day, dateAt, dayOf } from '../../domain/day-of.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { daysAhead, isBookable, type Slot, type SlotPlan, seatSpan, slotsOn } from '../../domain/slots.ts';
import type { TakenSeat } from '../../ports/desk-store.ts';
import type { CallbackDay } from '../contract/callbacks.ts';
import type { Shown } from '../unmask.ts';
import { callbackSummary } from './callback-view.ts';
import type { DeskDependencies } from './desk-dependencies.ts';
import { planOf } from './free-slots.ts';

const mostADay = 1000;

/** One day of a line: its slots with what is taken of them, and every callback of the day. `date` null: today there. */
export async function dayView(
  ports: DeskDependencies,
  inForce: LineInForce,
  date: string | null,
  shown: Shown,
): Promise<CallbackDay> {
  const { store, clock } = ports;
  const now = clock.now();
  const zone = zoneOfSlots(inForce);
  const today = dateAt(now, zone);
  const day = dayOf(date ?? today, zone);
  const plan = planOf(inForce);
  const line = { siteId: inForce.site.id, lineId: inForce.line.id };
  const [seats, callbacks] = await Promise.all([
    store.seatsOfLine({ ...line, startsAt: day.from, endsAt: day.to }, now),
    store.findCallbacks({ ...line, from: day.from, before: day.to, order: 'soonest', limit: mostADay }),
  ]);
  const slots = plan === null ? [] : slotsOn(plan, day.date);
  const placed = placeAll(plan, slots, callbacks);
  return {
    ...line,
    zone,
    ...navigation(day),
    today,
    capacity: plan?.capacity ?? null,
    until: plan === null ? null : (daysAhead(plan, now).at(-1) ?? null),
    slots: slots.map((slot) => ({
      ...slotView(plan, slot, seats, now),
      callbacks: (placed.get(slot) ?? []).map((callback) => callbackSummary(ports, callback, shown)),
    })),
    others: (placed.get(null) ?? []).map((callback) => callbackSummary(ports, callback, shown)),
  };
}

const navigation = ({ date, previous, next }: Day) => ({ date, previous, next });

function slotView(plan: SlotPlan | null, slot: Slot, seats: readonly TakenSeat[], now: number) {
  const span = plan === null ? slot : seatSpan(plan, slot);
  const taken = seats.filter((seat) => seat.startsAt < span.endsAt && span.startsAt < seat.endsAt);
  const { id, startsAt, endsAt } = slot;
  const booked = taken.filter(({ callbackId }) => callbackId !== null).length;
  const closed = plan === null || !isBookable(plan, slot, now);
  return { id, startsAt, endsAt, booked, held: taken.length - booked, closed };
}

/** Each booked callback stands in the slot it begins in; null: in none, as what was asked for now. */
function placeAll(
  plan: SlotPlan | null,
  slots: readonly Slot[],
  callbacks: readonly Callback[],
): ReadonlyMap<Slot | null, readonly Callback[]> {
  return Map.groupBy(callbacks, ({ kind, startsAt }) => {
    if (kind === 'now' || plan === null) return null;
    return slots.find((slot) => startsAt >= slot.startsAt && startsAt < seatSpan(plan, slot).endsAt) ?? null;
  });
}
