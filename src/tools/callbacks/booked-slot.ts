import type { NewTime } from '../../domain/callback-changes.ts';
import { isBookable, type Slot, type SlotPlan, slotOfId } from '../../domain/slots.ts';
import { refused, type ToolCode, type ToolResult } from '../../domain/tool-result.ts';
import { alternatives } from '../alternatives.ts';
import type { Execution } from '../tool.ts';
import { freeSlotsOf, hold, nextSlots, offer, slotsNear, timesTheyMayBeRung, wasOffered } from './slot-offers.ts';
import type { SlotSearch } from './slot-search.ts';

export type ChosenSlot =
  | { readonly ok: true; readonly slot: Slot }
  | { readonly ok: false; readonly refusal: ToolResult };

/**
 * The slot a model names: one that was offered in this call, can still be booked, does not fall into a quiet hour of
 * whoever is called, and is kept from now on.
 */
export async function chosenSlot(search: SlotSearch, run: Execution, id: string): Promise<ChosenSlot> {
  const { context, plan } = search;
  const slot = wasOffered(run.earlier, id) ? slotOfId(plan, id) : null;
  if (slot === null) return { ok: false, refusal: await slotUnknown(search) };
  if (!timesTheyMayBeRung(search)(slot.startsAt)) return { ok: false, refusal: await slotQuiet(search, slot) };
  const free = isBookable(plan, slot, context.clock.now()) && (await hold(context, plan, slot));
  return free ? { ok: true, slot } : { ok: false, refusal: await slotTaken(search, slot) };
}

/** Somebody was faster, or it is too late for it by now: the three nearest instead. */
export const slotTaken = (search: SlotSearch, slot: Slot): Promise<ToolResult> =>
  nearInstead(search, slot, 'slot_taken', "I'm sorry, that time is no longer free.");

const slotQuiet = (search: SlotSearch, slot: Slot): Promise<ToolResult> =>
  nearInstead(search, slot, 'outside_hours', "I'm sorry, we don't call that number at that time.");

async function nearInstead(search: SlotSearch, slot: Slot, code: ToolCode, why: string): Promise<ToolResult> {
  const now = search.context.clock.now();
  return instead(search, slotsNear(search.plan, await freeSlotsOf(search), slot, now), code, why);
}

async function slotUnknown(search: SlotSearch): Promise<ToolResult> {
  const next = nextSlots(search.plan, await freeSlotsOf(search), null, search.context.clock.now());
  return instead(search, next, 'slot_unknown', 'Let me go through the times once more.');
}

async function instead(search: SlotSearch, others: readonly Slot[], code: ToolCode, why: string): Promise<ToolResult> {
  const { slots, say } = await offer(search, others);
  const none = `There is no other one at the moment.${alternatives(search.context, 'callback')}`;
  return { ...refused(code, `${why} ${say || none}`), slots };
}

export const timeOf = (plan: SlotPlan, { startsAt, local }: Slot): NewTime => ({
  startsAt,
  wall: { local, zone: plan.zone },
  durationMinutes: plan.durationMinutes,
});
