import type { Seat } from '../../domain/callback.ts';
import { dialableTimes } from '../../domain/callback-dial-time.ts';
import { callingLineOf } from '../../domain/callback-line.ts';
import { chooseSlot } from '../../domain/callback-words.ts';
import {
  bySpread,
  daysAhead,
  hasSeat,
  isBookable,
  type PartOfDay,
  partOfDay,
  type Slot,
  type SlotPlan,
  seatSpan,
  slotsOn,
} from '../../domain/slots.ts';
import { speakTime } from '../../domain/spoken/slot-time.ts';
import type { FinishedRun, ToolContext } from '../tool.ts';
import type { SlotSearch } from './slot-search.ts';

/** A slot as the model gets it. */
export interface OfferedSlot {
  readonly id: string;
  /** In words ready to be said. */
  readonly label: string;
}

/** An offered slot is kept for the caller so long. */
export const holdMs = 120_000;
const offeredAtOnce = 3;
/** Parts of days looked at before the search for a spread of times ends. */
const enoughParts = 6;
const dayMs = 86_400_000;

/** The slots that can be booked now, day by day. */
export type FreeSlots = (day: string, part: PartOfDay | null) => readonly Slot[];

/** Reads once which seats are taken. Own holds count as free; times at which the customer would not be rung do not. */
export async function freeSlotsOf(search: SlotSearch): Promise<FreeSlots> {
  const { plan } = search;
  const { call, store, clock } = search.context;
  const now = clock.now();
  const span = { startsAt: now, endsAt: now + (plan.horizonDays + 2) * dayMs };
  const taken = await store.takenSeats({ siteId: call.siteId, lineId: call.lineId, ...span }, call.id, now);
  const mayRing = timesTheyMayBeRung(search);
  return (day, part) =>
    slotsOn(plan, day).filter(
      (slot) =>
        (part === null || partOfDay(slot) === part) &&
        isBookable(plan, slot, now, holdMs) &&
        hasSeat(plan, slot, taken) &&
        mayRing(slot.startsAt),
    );
}

/** Whether the customer would be called at a time (epoch ms) itself: no quiet hour there, and an agent here. */
export function timesTheyMayBeRung({ context, customer }: SlotSearch): (at: number) => boolean {
  const line = callingLineOf(context.inForce);
  return line === null ? () => false : dialableTimes(line, customer);
}

/** The next free ones, of different parts of different days. */
export function nextSlots(plan: SlotPlan, free: FreeSlots, part: PartOfDay | null, now: number): readonly Slot[] {
  const found: Slot[] = [];
  const parts = new Set<string>();
  for (const day of daysAhead(plan, now)) {
    for (const slot of free(day, part)) {
      found.push(slot);
      parts.add(`${day} ${partOfDay(slot)}`);
    }
    if (parts.size >= enoughParts) break;
  }
  return bySpread(found);
}

/** Free ones nearest to a time that was wanted. */
export function slotsNear(plan: SlotPlan, free: FreeSlots, wanted: Slot, now: number): readonly Slot[] {
  const found: Slot[] = [];
  for (const day of byDistance(daysAhead(plan, now), wanted.local.slice(0, 10))) {
    found.push(...free(day, null).filter(({ id }) => id !== wanted.id));
    if (found.length >= 2 * offeredAtOnce) break;
  }
  return found.toSorted((a, b) => distance(a, wanted) - distance(b, wanted));
}

/** The first free one of the day nearest to this one. */
export function nearestDay(plan: SlotPlan, free: FreeSlots, day: string, now: number): Slot | null {
  for (const other of byDistance(daysAhead(plan, now), day)) {
    const [first] = free(other, null);
    if (first !== undefined) return first;
  }
  return null;
}

/** Times that are kept for the caller, each for the model, and all of them in a sentence (empty without any). */
export interface Offer {
  readonly slots: readonly OfferedSlot[];
  readonly say: string;
}

/** Keeps the first three that can be kept, and gives them in order of time. */
export async function offer(search: SlotSearch, slots: readonly Slot[]): Promise<Offer> {
  const { context, plan, customer } = search;
  const held: Slot[] = [];
  for (const slot of slots) {
    if (held.length === offeredAtOnce) break;
    if (await hold(context, plan, slot)) held.push(slot);
  }
  const inOrder = held.toSorted((a, b) => a.startsAt - b.startsAt);
  const starts = inOrder.map(({ startsAt }) => startsAt);
  const clocks = { zone: plan.zone, callerZone: customer.callerZone, now: context.clock.now() };
  return {
    slots: inOrder.map((slot) => ({ id: slot.id, label: labelOf(search, slot) })),
    say: starts.length === 0 ? '' : chooseSlot(starts, clocks),
  };
}

export function hold({ store, call, clock }: ToolContext, plan: SlotPlan, slot: Slot): Promise<boolean> {
  const now = clock.now();
  return store.holdSeat(seatOf({ call }, plan, slot), call.id, now + holdMs, now);
}

export const seatOf = ({ call }: Pick<ToolContext, 'call'>, plan: SlotPlan, slot: Slot): Seat => ({
  siteId: call.siteId,
  lineId: call.lineId,
  ...seatSpan(plan, slot),
  capacity: plan.capacity,
});

export function labelOf({ context, plan, customer }: SlotSearch, { startsAt }: Pick<Slot, 'startsAt'>): string {
  const { callerZone } = customer;
  return speakTime({ at: startsAt, zone: plan.zone, callerZone, now: context.clock.now() });
}

const offering: readonly string[] = ['find_callback_slots', 'schedule_callback', 'change_callback'];

/** Whether a slot was offered in this call: anything else was made up. */
export function wasOffered(earlier: readonly FinishedRun[], id: string): boolean {
  return earlier.some(({ name, result }) => {
    if (!offering.includes(name) || !Array.isArray(result.slots)) return false;
    return result.slots.some((slot: unknown) => (slot as OfferedSlot | null)?.id === id);
  });
}

const distance = (a: Slot, b: Slot): number => Math.abs(a.startsAt - b.startsAt);

const byDistance = (days: readonly string[], from: string): readonly string[] =>
  days.toSorted((a, b) => daysBetween(a, from) - daysBetween(b, from));

const daysBetween = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b));
