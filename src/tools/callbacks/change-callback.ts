import { z } from 'zod';
import type { Callback, CallbackChange, Seat } from '../../domain/callback.ts';
import { isOpenCallback } from '../../domain/callback.ts';
import { cancelCallback, moveCallback } from '../../domain/callback-changes.ts';
import { offersBooking } from '../../domain/callback-offers.ts';
import { cancelledCall, movedCall } from '../../domain/callback-words.ts';
import { type Slot, slotIdOf, slotPlanOf } from '../../domain/slots.ts';
import { failed, refused, type ToolResult } from '../../domain/tool-result.ts';
import type { Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { chosenSlot, slotTaken, timeOf } from './booked-slot.ts';
import { theirNumbers } from './callback-phone.ts';
import { withStore } from './callback-store.ts';
import { openAlready } from './open-callback.ts';
import { labelOf, seatOf } from './slot-offers.ts';
import type { SlotSearch } from './slot-search.ts';

/** So often it is read again when somebody else has just changed it. */
const tries = 3;
const parameters = z.object({
  callback: z.string().describe('The id of the call back, as a tool or the section about the caller gives it.'),
  slot: z
    .string()
    .nullable()
    .describe('The id of the new time, as find_callback_slots gave it; null cancels the call back.'),
});

export const changeCallback: Tool<typeof parameters> = {
  name: 'change_callback',
  description:
    'Moves a call back of the caller to another time, or cancels it. Only after the caller said clearly which of both.',
  parameters,
  execute: (input, context, run) => withStore(context, 'change_callback', () => change(input, context, run)),
};

async function change(
  { callback: id, slot }: z.output<typeof parameters>,
  context: ToolContext,
  run: Execution,
): Promise<ToolOutcome> {
  const plan = offersBooking(context.inForce) ? slotPlanOf(context.inForce) : null;
  const found = await theirs(context, id);
  const objection = objectionTo(found, slot);
  if (found === null || objection !== null) return { result: objection ?? unknown };
  if (slot !== null && plan === null)
    return { result: refused('not_enabled', "I'm sorry, I can't book another time on this line.") };
  if (slot !== null && found.wall !== null && isOpenCallback(found) && slot === slotIdOf(found.startsAt))
    return { result: { status: 'ok', say: 'Your call back is at that time already.', callback: found.id } };
  const search = plan === null ? null : { context, plan, customer: found };
  const chosen = slot === null || search === null ? null : await chosenSlot(search, run, slot);
  if (chosen?.ok === false) return { result: chosen.refusal };
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not changed anything yet. Shall I?') };
  if (chosen === null || search === null) return { result: await cancel(context, found) };
  return { result: await move(search, found, chosen.slot) };
}

async function move(search: SlotSearch, callback: Callback, slot: Slot): Promise<ToolResult> {
  const { context, plan } = search;
  const time = timeOf(plan, slot);
  const moved = (one: Callback): CallbackChange => moveCallback(one, time, 'caller', context.clock.now());
  const saved = await save(context, callback, slot.id, moved, seatOf(context, plan, slot));
  if ('refusal' in saved) return saved.refusal ?? slotTaken(search, slot);
  const told = await context.announceCallback(saved.callback, { kind: 'moved' }, { inCall: true });
  const label = labelOf(search, slot);
  const { id } = saved.callback;
  return { status: 'booked', say: movedCall(label, told), callback: id, label, confirmation: told ?? 'none' };
}

async function cancel(context: ToolContext, callback: Callback): Promise<ToolResult> {
  const cancelled = (one: Callback): CallbackChange => cancelCallback(one, 'caller', context.clock.now());
  const saved = await save(context, callback, null, cancelled, 'free');
  if ('refusal' in saved) return saved.refusal ?? unknown;
  const told = await context.announceCallback(saved.callback, { kind: 'cancelled' }, { inCall: true });
  return { status: 'ok', say: cancelledCall(told), callback: saved.callback.id, confirmation: told ?? 'none' };
}

/** A refusal that is null: the seat was taken meanwhile. */
type Saved = { readonly callback: Callback } | { readonly refusal: ToolResult | null };

async function save(
  context: ToolContext,
  first: Callback,
  slot: string | null,
  changed: (callback: Callback) => CallbackChange,
  seat: Seat | 'free',
): Promise<Saved> {
  let callback: Callback | null = first;
  for (let attempt = 0; attempt < tries; attempt++) {
    const objection = objectionTo(callback, slot);
    if (callback === null || objection !== null) return { refusal: objection };
    const saved = await context.store.saveCallback(changed(callback), seat, context.call.id);
    if (saved.outcome === 'saved') return kept(context, saved.callback);
    if (saved.outcome === 'open') return { refusal: openAlready(context, saved.callback) };
    if (saved.outcome === 'slot_taken') return { refusal: null };
    callback = await theirs(context, first.id);
  }
  return { refusal: failed('internal', "I'm sorry, that didn't work just now. Shall I try once more?") };
}

function kept(context: ToolContext, callback: Callback): Saved {
  context.openCallback.current = isOpenCallback(callback) ? callback : null;
  context.nudgeCallbacks?.();
  return { callback };
}

/** A callback of this line that is this caller's to change; null for all others, as for one that does not exist. */
async function theirs(context: ToolContext, id: string): Promise<Callback | null> {
  const { call, consent, store } = context;
  const callback = await store.findCallback(id);
  if (callback === null || callback.siteId !== call.siteId || callback.lineId !== call.lineId) return null;
  const own = callback.callId === call.id || theirNumbers(context).includes(callback.phone);
  return own || consent.isConfirmed('sms', callback.phone) ? callback : null;
}

const unknown = refused(
  'callback_unknown',
  "I can't find that call back. Which number was it for, or shall we arrange a new one?",
);

/** Why it can't be changed this way: it is not there, it is happening, or there is nothing left to cancel. */
function objectionTo(callback: Callback | null, slot: string | null): ToolResult | null {
  if (callback === null || callback.state === 'blocked') return unknown;
  if (callback.state === 'dialing' || callback.state === 'connected')
    return refused('already_booked', "We are calling that number at this very moment, so I can't change it any more.");
  if (slot !== null || isOpenCallback(callback)) return null;
  return refused('callback_unknown', 'That call back is over already, so there is nothing to cancel.');
}
