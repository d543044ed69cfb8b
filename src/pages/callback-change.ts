import { z } from 'zod';
import type { Callback, CallbackChange, Seat } from '../domain/callback.ts';
import { cancelCallback, confirmCallback, moveCallback } from '../domain/callback-changes.ts';
import { isBookable, type SlotPlan, seatSpan, slotOfId } from '../domain/slots.ts';
import { type CallbackPagesPorts, type CallbackView, findView, timesItMayRing } from './callback-view.ts';

export const ChangeForm = z.object({
  action: z.enum(['confirm', 'move', 'cancel']),
  slot: z.string().max(40).catch(''),
  sequence: z.coerce.number().int().min(0),
});
export type ChangeForm = z.infer<typeof ChangeForm>;

export type Changed =
  | { readonly outcome: 'done'; readonly what: 'confirmed' | 'moved' | 'cancelled' }
  | { readonly outcome: 'taken' | 'changed' | 'unchosen' }
  /** The caller has this other one on the line. */
  | { readonly outcome: 'open'; readonly other: Callback };

interface Step {
  readonly what: 'confirmed' | 'moved' | 'cancelled';
  readonly change: CallbackChange;
  readonly seat?: Seat | 'free';
}

/** A runner may have looked at it just then, which changes nothing for the caller. */
const mostTries = 3;

/** What a form asks for, by the callback as it stands now. The caller is told of a new time and of a cancellation. */
export async function changeCallback(
  ports: CallbackPagesPorts,
  token: string,
  view: CallbackView,
  form: ChangeForm,
): Promise<Changed> {
  let current: CallbackView | null = view;
  for (let tries = 0; tries < mostTries && current !== null; tries++) {
    const step = stepOf(current, form, ports.clock.now());
    if (!('change' in step)) return step;
    const saved = await ports.store.saveCallback(step.change, step.seat);
    if (saved.outcome === 'saved') return finish(ports, saved.callback, step);
    if (saved.outcome === 'slot_taken') return { outcome: 'taken' };
    if (saved.outcome === 'open') return { outcome: 'open', other: saved.callback };
    current = await findView(ports, token);
  }
  return { outcome: 'changed' };
}

function stepOf(view: CallbackView, form: ChangeForm, now: number): Step | Changed {
  const { callback, choices, plan } = view;
  if (form.sequence !== callback.sequence) return { outcome: 'changed' };
  const confirmed = form.action === 'confirm' && callback.state === 'scheduled' && callback.confirmedAt !== null;
  if (confirmed) return { outcome: 'done', what: 'confirmed' };
  if (!choices[form.action]) return { outcome: 'changed' };
  if (form.action === 'confirm') return { what: 'confirmed', change: confirmCallback(callback, 'caller', now) };
  if (form.action === 'cancel')
    return { what: 'cancelled', change: cancelCallback(callback, 'caller', now), seat: 'free' };
  if (form.slot === '') return { outcome: 'unchosen' };
  return plan === null ? { outcome: 'changed' } : moveTo(view, plan, form.slot, now);
}

/** A time that is over by now, or quiet there, counts as taken: there are others. */
function moveTo(view: CallbackView, plan: SlotPlan, slotId: string, now: number): Step | Changed {
  const slot = slotOfId(plan, slotId);
  if (slot === null || !isBookable(plan, slot, now) || !timesItMayRing(view)(slot.startsAt))
    return { outcome: 'taken' };
  const { callback } = view;
  const { siteId, lineId } = callback;
  const { startsAt, local } = slot;
  const time = { startsAt, wall: { local, zone: plan.zone }, durationMinutes: plan.durationMinutes };
  return {
    what: 'moved',
    change: moveCallback(callback, time, 'caller', now),
    seat: { siteId, lineId, ...seatSpan(plan, slot), capacity: plan.capacity },
  };
}

async function finish(
  { announceCallback, nudgeCallbacks, log }: CallbackPagesPorts,
  callback: Callback,
  { what }: Step,
): Promise<Changed> {
  log.info('a callback was changed by its page', { callbackId: callback.id, what });
  if (what !== 'confirmed') nudgeCallbacks?.();
  if (what !== 'confirmed') await announceCallback(callback, { kind: what });
  return { outcome: 'done', what };
}
