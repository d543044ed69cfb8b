import { Temporal } from 'temporal-polyfill';
import { isOpen } from './hours.ts';
import type { LineInForce } from './line-in-force.ts';
import { instantsOfLocal, isDate, localAt } from './local-time.ts';
import type { OpeningHours } from './opening-hours.ts';

/** When a line can be booked for a call back. All times of day are on the wall clock of `zone`. */
export interface SlotPlan {
  readonly hours: OpeningHours;
  readonly zone: string;
  readonly durationMinutes: number;
  readonly bufferMinutes: number;
  /** Agents per slot. */
  readonly capacity: number;
  readonly noticeMinutes: number;
  readonly horizonDays: number;
}

/** A time that can be booked. The id says which, and is checked against the plan when it comes back. */
export interface Slot {
  readonly id: string;
  /** Epoch ms. */
  readonly startsAt: number;
  /** Of the conversation, without the buffer. */
  readonly endsAt: number;
  /** On the wall clock of the plan's zone: "2026-12-01T10:30". */
  readonly local: string;
}

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

const minute = 60_000;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The line's own; null where it has no times to book. */
export function slotPlanOf({ site, line }: Pick<LineInForce, 'site' | 'line'>): SlotPlan | null {
  const slots = line.callbacks?.slots;
  const hours = slots?.hours ?? line.hours;
  if (slots === undefined || hours === undefined) return null;
  return {
    hours,
    zone: hours.time_zone ?? site.time_zone,
    durationMinutes: slots.duration_minutes,
    bufferMinutes: slots.buffer_minutes,
    capacity: slots.capacity,
    noticeMinutes: slots.minimum_notice_minutes,
    horizonDays: slots.horizon_days,
  };
}

/**
 * All times of a day (ISO date in the plan's zone), in order, whether or not they can still be booked: a grid on the
 * wall clock, from the start of each span in steps of duration and buffer, each conversation within the span. A time
 * the clock leaves out is none; one it shows twice is two.
 */
export function slotsOn(plan: SlotPlan, day: string): readonly Slot[] {
  if (!isDate(day) || plan.hours.closed_dates.includes(day)) return [];
  const weekday = weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1];
  const spans = weekday === undefined ? [] : plan.hours[weekday];
  const starts = spans.flatMap((span) => gridOf(plan, span));
  const instants = instantsOfDay(plan.zone, day);
  const slots = starts.flatMap((start) => instants(start).map((at) => slotOf(plan, at, start, day)));
  return slots.filter((slot) => isWithin(plan, slot)).toSorted((a, b) => a.startsAt - b.startsAt);
}

/** `startsAt`: epoch ms, a whole minute. */
export const slotIdOf = (startsAt: number): string => `slot_${(startsAt / minute).toString(36)}`;

/** The slot an id names, where it is one of the plan's; what a model made up is none. */
export function slotOfId(plan: SlotPlan, id: string): Slot | null {
  const digits = /^slot_([0-9a-z]{1,7})$/.exec(id)?.[1];
  if (digits === undefined) return null;
  const day = localAt(Number.parseInt(digits, 36) * minute, plan.zone).slice(0, 10);
  return slotsOn(plan, day).find((slot) => slot.id === id) ?? null;
}

/** Late enough from now and not too far ahead. `extraMs`: how much later than the notice at least. */
export function isBookable(plan: SlotPlan, slot: Slot, now: number, extraMs = 0): boolean {
  return slot.startsAt >= now + plan.noticeMinutes * minute + extraMs && slot.local.slice(0, 10) <= lastDay(plan, now);
}

/** The days that can be booked, from today on, as ISO dates. */
export function daysAhead(plan: SlotPlan, now: number): readonly string[] {
  const today = Temporal.PlainDate.from(localAt(now, plan.zone).slice(0, 10));
  return Array.from({ length: plan.horizonDays + 1 }, (_, days) => today.add({ days }).toString());
}

export function partOfDay({ local }: Pick<Slot, 'local'>): PartOfDay {
  const hour = Number(local.slice(11, 13));
  return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
}

/** What a booking of it takes, buffer included. */
export const seatSpan = (plan: SlotPlan, { startsAt, endsAt }: Slot): { startsAt: number; endsAt: number } => ({
  startsAt,
  endsAt: endsAt + plan.bufferMinutes * minute,
});

/** Whether an agent is left for it. `taken`: seats that are booked or held. */
export function hasSeat(plan: SlotPlan, slot: Slot, taken: readonly { startsAt: number; endsAt: number }[]): boolean {
  const span = seatSpan(plan, slot);
  const overlapping = taken.filter((one) => one.startsAt < span.endsAt && span.startsAt < one.endsAt);
  return overlapping.length < plan.capacity;
}

/** Times in the order they are offered: different parts of different days first, then different hours, then the rest. */
export function bySpread(slots: readonly Slot[]): readonly Slot[] {
  const parts = firstOfEach(slots, (slot) => `${slot.local.slice(0, 10)} ${partOfDay(slot)}`);
  const hours = firstOfEach(slots, ({ local }) => local.slice(0, 13));
  return [...new Set([...parts, ...hours, ...slots])];
}

function firstOfEach(slots: readonly Slot[], keyOf: (slot: Slot) => string): readonly Slot[] {
  const seen = new Set<string>();
  return slots.filter((slot) => {
    const key = keyOf(slot);
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether a slot fits into any span at all. */
export const hasRoom = (plan: SlotPlan): boolean =>
  weekdays.some((day) => plan.hours[day].some((span) => gridOf(plan, span).length > 0));

const lastDay = ({ zone, horizonDays }: SlotPlan, now: number): string =>
  Temporal.PlainDate.from(localAt(now, zone).slice(0, 10)).add({ days: horizonDays }).toString();

/** Minutes since midnight at which a slot of the span may start. */
function gridOf({ durationMinutes, bufferMinutes }: SlotPlan, span: string): readonly number[] {
  const [from, to] = [minutesOf(span.slice(0, 5)), minutesOf(span.slice(6))];
  const room = to - from - durationMinutes;
  const count = room < 0 ? 0 : Math.floor(room / (durationMinutes + bufferMinutes)) + 1;
  return Array.from({ length: count }, (_, index) => from + index * (durationMinutes + bufferMinutes));
}

const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

/** Epoch ms by minutes since midnight. Only a day on which the clocks change has to be looked up time by time. */
function instantsOfDay(zone: string, day: string): (minutes: number) => readonly number[] {
  const midnight = Temporal.PlainDate.from(day).toPlainDateTime();
  const first = midnight.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const next = midnight.add({ days: 1 }).toZonedDateTime(zone, { disambiguation: 'later' });
  if (first.offset === next.offset) return (minutes) => [first.epochMilliseconds + minutes * minute];
  return (minutes) => instantsOfLocal(localOf(day, minutes), zone);
}

const localOf = (day: string, minutes: number): string =>
  `${day}T${[Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0')).join(':')}`;

const slotOf = (plan: SlotPlan, startsAt: number, minutes: number, day: string): Slot => ({
  id: slotIdOf(startsAt),
  startsAt,
  endsAt: startsAt + plan.durationMinutes * minute,
  local: localOf(day, minutes),
});

/** Where the clocks change during it, every minute of it has to be within the hours; else the grid has seen to that. */
function isWithin({ hours, zone, durationMinutes }: SlotPlan, { startsAt, endsAt, local }: Slot): boolean {
  const passed = Date.parse(`${localAt(endsAt, zone)}Z`) - Date.parse(`${local}Z`);
  if (passed === durationMinutes * minute) return true;
  const minutes = Array.from({ length: durationMinutes }, (_, index) => startsAt + index * minute);
  return minutes.every((at) => isOpen(hours, zone, at));
}
