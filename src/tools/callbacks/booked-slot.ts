import type { NewTime } from '../../domain/callback-changes.ts';
import { chooseSlot } from '../../domain/callback-words.ts';
import { isBookable, type Slot, type SlotPlan, slotOfId } from '../../domain/slots.ts';
import { refused, type ToolCode, type ToolResult } from '../../domain/tool-result.ts';
import { alternatives } from '../alternatives.ts';
import type { Execution, ToolContext } from '../tool.ts';
import { freeSlotsOf, hold, nextSlots, offer, slotsNear, wasOffered } from './slot-offers.ts';

export type ChosenSlot =
  | { readonly ok: true; readonly slot: Slot }
  | { readonly ok: false; readonly refusal: ToolResult };

/** The slot a model names: one that was offered in this call, can still be booked, and is kept from now on. */
export async function chosenSlot(
  context: ToolContext,
  plan: SlotPlan,
  run: Execution,
  id: string,
): Promise<ChosenSlot> {
  const slot = wasOffered(run.earlier, id) ? slotOfId(plan, id) : null;
  if (slot === null) return { ok: false, refusal: await slotUnknown(context, plan) };
  const free = isBookable(plan, slot, context.clock.now()) && (await hold(context, plan, slot));
  return free ? { ok: true, slot } : { ok: false, refusal: await slotTaken(context, plan, slot) };
}

/** Somebody was faster, or it is too late for it by now: the three nearest instead. */
export async function slotTaken(context: ToolContext, plan: SlotPlan, slot: Slot): Promise<ToolResult> {
  const near = slotsNear(plan, await freeSlotsOf(context, plan), slot, context.clock.now());
  return instead(context, plan, near, 'slot_taken', "I'm sorry, that time is no longer free.");
}

async function slotUnknown(context: ToolContext, plan: SlotPlan): Promise<ToolResult> {
  const next = nextSlots(plan, await freeSlotsOf(context, plan), null, context.clock.now());
  return instead(context, plan, next, 'slot_unknown', 'Let me go through the times once more.');
}

async function instead(
  context: ToolContext,
  plan: SlotPlan,
  slots: readonly Slot[],
  code: ToolCode,
  why: string,
): Promise<ToolResult> {
  const offered = await offer(context, plan, slots);
  const others =
    offered.length > 0
      ? ` ${chooseSlot(offered.map(({ label }) => label))}`
      : ` There is no other one at the moment.${alternatives(context, 'callback')}`;
  return { ...refused(code, `${why}${others}`), slots: offered };
}

export const timeOf = (plan: SlotPlan, { startsAt, local }: Slot): NewTime => ({
  startsAt,
  wall: { local, zone: plan.zone },
  durationMinutes: plan.durationMinutes,
});
