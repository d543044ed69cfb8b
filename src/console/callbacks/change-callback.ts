import type { Callback, CallbackChange, CallbackNews, CallbackNewsOutcome, Seat } from '../../domain/callback.ts';
import { callNow, cancelCallback, moveCallback } from '../../domain/callback-changes.ts';
import { currentLine } from '../../domain/line-in-force.ts';
import { operatorChoices } from '../../domain/operator-choices.ts';
import { isBookable, seatSpan, slotOfId } from '../../domain/slots.ts';
import type { AuditEntry } from '../../ports/audit-store.ts';
import { whyNotNow } from './call-now.ts';
import type { DeskDependencies } from './desk-dependencies.ts';
import { planOf, timesItMayRing } from './free-slots.ts';

/** What an operator wants of a callback. */
export type Wish =
  | { readonly what: 'call-now'; readonly anyway: boolean }
  | { readonly what: 'move'; readonly slot: string }
  | { readonly what: 'cancel' };

export type Changed =
  | { readonly outcome: 'done'; readonly callback: Callback; readonly told: CallbackNewsOutcome }
  | { readonly outcome: 'unknown' }
  /** `anyway`: a second confirmation would do. */
  | { readonly outcome: 'refused'; readonly why: string; readonly anyway: boolean };

interface Step {
  readonly change: CallbackChange;
  readonly seat?: Seat | 'free';
  /** What the caller is told. */
  readonly news: CallbackNews | null;
  readonly audit: AuditEntry['detail'];
}
type Refusal = { readonly why: string; readonly anyway: boolean };

/** A runner may have looked at it just then, which changes nothing for the operator. */
const mostTries = 3;
const meanwhile = 'It was changed meanwhile. Look again, then decide.';
const taken = 'This time is taken, over or too near, or the phone may not ring then. Choose another one.';
const noBookings = 'The line takes no bookings. Switch scheduled_callback on and give it slots in its site file first.';

/**
 * Does what an operator wants, by the callback as it stands; `sequence`: of what they saw. Nothing is dialled here: the
 * runner finds it due.
 */
export async function changeCallback(
  ports: DeskDependencies,
  operator: string,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  wish: Wish,
): Promise<Changed> {
  for (let tries = 0; tries < mostTries; tries++) {
    const callback = await ports.store.findCallback(id);
    if (callback === null) return { outcome: 'unknown' };
    if (callback.sequence !== sequence) return refused(meanwhile);
    const step = await stepOf(ports, callback, wish);
    if ('why' in step) return { outcome: 'refused', ...step };
    const saved = await ports.store.saveCallback(step.change, step.seat);
    if (saved.outcome === 'saved') return finish(ports, operator, saved.callback, wish, step);
    if (saved.outcome === 'slot_taken') return refused(taken);
    if (saved.outcome === 'open')
      return refused(`This number has another callback open on the line, ${saved.callback.id}. Change that one.`);
  }
  return refused(meanwhile);
}

const refused = (why: string): Changed => ({ outcome: 'refused', why, anyway: false });
const no = (why: string): Refusal => ({ why, anyway: false });

async function stepOf(ports: DeskDependencies, callback: Callback, wish: Wish): Promise<Step | Refusal> {
  const now = ports.clock.now();
  if (wish.what === 'call-now') return stepNow(ports, callback, wish.anyway);
  const why = operatorChoices(callback, now)[wish.what];
  if (why !== null) return no(why);
  if (wish.what === 'move') return stepMove(ports, callback, wish.slot);
  // Of a call that was promised for "in a moment" there is no calendar entry: its caller waits, and gets an apology.
  const news = { kind: callback.kind === 'now' ? 'apology' : 'cancelled' } as const;
  return { change: cancelCallback(callback, 'operator', now), seat: 'free', news, audit: {} };
}

async function stepNow(ports: DeskDependencies, callback: Callback, anyway: boolean): Promise<Step | Refusal> {
  const why = await whyNotNow(ports, callback);
  if (why !== null && !(why.anyway && anyway)) return { why: why.refusal, anyway: why.anyway };
  const anyHour = why !== null;
  const change = callNow(callback, anyHour, ports.clock.now());
  return { change, seat: 'free', news: null, audit: { from: callback.startsAt, any_hour: anyHour } };
}

function stepMove({ siteBook, clock }: DeskDependencies, callback: Callback, slotId: string): Step | Refusal {
  const inForce = currentLine(siteBook, callback);
  const plan = planOf(inForce);
  if (plan === null) return no(noBookings);
  const slot = slotOfId(plan, slotId);
  const now = clock.now();
  if (slot === null || !isBookable(plan, slot, now)) return no(taken);
  if (!timesItMayRing(inForce, callback)(slot.startsAt)) return no(taken);
  if (callback.state === 'scheduled' && slot.startsAt === callback.startsAt) return no('It is at this time already.');
  const { siteId, lineId, startsAt: from } = callback;
  const { startsAt, local } = slot;
  const time = { startsAt, wall: { local, zone: plan.zone }, durationMinutes: plan.durationMinutes };
  return {
    change: moveCallback(callback, time, 'operator', now),
    seat: { siteId, lineId, ...seatSpan(plan, slot), capacity: plan.capacity },
    news: { kind: 'moved' },
    audit: { from, to: startsAt },
  };
}

async function finish(
  { store, clock, log, announceCallback, nudgeCallbacks }: DeskDependencies,
  operator: string,
  callback: Callback,
  { what }: Wish,
  { news, audit }: Step,
): Promise<Changed> {
  nudgeCallbacks?.();
  const subject = `callback ${callback.id}`;
  await store.appendAudit({ at: clock.now(), operator, action: `callback-${what}`, subject, detail: audit });
  log.info('a callback was changed in the console', { callbackId: callback.id, what });
  return { outcome: 'done', callback, told: news === null ? null : await announceCallback(callback, news) };
}
