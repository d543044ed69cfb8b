import { z } from 'zod';
import type { Callback } from '../../domain/callback.ts';
import { bookedCall } from '../../domain/callback-words.ts';
import { type Slot, type SlotPlan, slotPlanOf } from '../../domain/slots.ts';
import { failed, refused, type ToolResult } from '../../domain/tool-result.ts';
import type { Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { chosenSlot, slotTaken, timeOf } from './booked-slot.ts';
import { agreed, notAgreedTo, phoneArgument, resolveCallbackPhone } from './callback-phone.ts';
import { withStore } from './callback-store.ts';
import { newCallback } from './new-callback.ts';
import { openAlready, openCallbackOf } from './open-callback.ts';
import { labelOf, seatOf } from './slot-offers.ts';
import { customerAt, type SlotSearch } from './slot-search.ts';

const parameters = z.object({
  slot: z.string().describe('The id of a time that find_callback_slots gave.'),
  phone: z.string().describe(phoneArgument),
  reason: z.string().describe('What the call is to be about, in a few words.'),
});
type Wish = z.output<typeof parameters>;

export const scheduleCallback: Tool<typeof parameters> = {
  name: 'schedule_callback',
  description:
    'Books the time the caller chose for a call back. Only after the caller agreed to the time and to the number.',
  parameters,
  execute: (input, context, run) => withStore(context, 'schedule_callback', () => schedule(input, context, run)),
};

async function schedule(wish: Wish, context: ToolContext, run: Execution): Promise<ToolOutcome> {
  const plan = slotPlanOf(context.inForce);
  if (plan === null) return { result: refused('not_enabled', "I'm sorry, I can't book a time on this line.") };
  const number = resolveCallbackPhone(wish.phone, context);
  if (!number.ok) return { result: number.refusal };
  const open = agreed(context, number.value.value) ? await openCallbackOf(context, run, number.value.value) : null;
  if (open !== null)
    return { result: open.same ? await toResult(context, plan, open.callback) : openAlready(context, open.callback) };
  const search = { context, plan, customer: customerAt(context, number.value.value) };
  const chosen = await chosenSlot(search, run, wish.slot);
  if (!chosen.ok) return { result: chosen.refusal };
  const objection = notAgreedTo(context, number.value.value, number.value.readBack);
  if (objection !== null) return { result: objection };
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not booked the time yet. Shall I?') };
  return { result: await book(search, run, chosen.slot, { ...wish, phone: number.value.value }) };
}

async function book(
  search: SlotSearch,
  run: Execution,
  slot: Slot,
  { phone, reason }: Pick<Wish, 'phone' | 'reason'>,
): Promise<ToolResult> {
  const { context, plan } = search;
  const nextAt = context.clock.now();
  const wish = { kind: 'scheduled', state: 'scheduled', phone, reason, nextAt, ...timeOf(plan, slot) } as const;
  const booked = await context.store.bookCallback(newCallback(context, run, wish), seatOf(context, plan, slot));
  if (booked.outcome === 'open') return openAlready(context, booked.callback);
  if (booked.outcome === 'slot_taken') return slotTaken(search, slot);
  context.openCallback.current = booked.callback;
  context.nudgeCallbacks?.();
  return toResult(context, plan, booked.callback);
}

async function toResult(context: ToolContext, plan: SlotPlan, callback: Callback): Promise<ToolResult> {
  const told = await context.announceCallback(callback, { kind: 'booked' }, { inCall: true });
  const label = labelOf({ context, plan, customer: callback }, callback);
  const say = bookedCall(callback.phone, label, told);
  return { status: 'booked', say, callback: callback.id, label, confirmation: told ?? 'none' };
}
