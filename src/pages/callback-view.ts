import type { Callback } from '../domain/callback.ts';
import { type CallbackChoices, callbackChoices } from '../domain/callback-choices.ts';
import { dialableTimes } from '../domain/callback-dial-time.ts';
import { callingLineOf } from '../domain/callback-line.ts';
import { offersBooking } from '../domain/callback-offers.ts';
import { zoneToTell } from '../domain/callback-time.ts';
import { byDay, freeTimes } from '../domain/free-times.ts';
import { currentLine, type LineInForce, type SiteBook } from '../domain/line-in-force.ts';
import { type Slot, type SlotPlan, slotPlanOf } from '../domain/slots.ts';
import type { Store } from '../ports/store.ts';
import type { AnnounceCallback, Clock, LinkSigner, Log, Metrics } from '../ports.ts';

export interface CallbackPagesPorts {
  readonly store: Pick<Store, 'findCallback' | 'saveCallback' | 'takenSeats'>;
  readonly siteBook: Pick<SiteBook, 'sites' | 'lineForNumber'>;
  readonly linkSigner: LinkSigner;
  readonly announceCallback: AnnounceCallback;
  /** Whoever places callbacks looks at once. */
  readonly nudgeCallbacks?: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A callback with all its page shows of it. */
export interface CallbackView {
  readonly callback: Callback;
  readonly inForce: LineInForce;
  readonly choices: CallbackChoices;
  /** Whose clock the times are on, the caller's where it is known. */
  readonly zone: string;
  /** Null: the line has no times to choose from. */
  readonly plan: SlotPlan | null;
  /** Free times by day in `zone`; none where nothing may be chosen. */
  readonly days: ReadonlyMap<string, readonly Slot[]>;
}

/** The callback a link is for, as things stand; null: the link is not ours, its time is over, or the line is gone. */
export async function findView(ports: CallbackPagesPorts, token: string): Promise<CallbackView | null> {
  const { linkSigner, store, clock } = ports;
  const id = await linkSigner.verify(token, clock.now());
  const callback = id === null ? null : await store.findCallback(id);
  const inForce = callback === null ? null : currentLine(ports.siteBook, callback);
  return callback === null || inForce === null ? null : viewOf(ports, callback, inForce);
}

async function viewOf(ports: CallbackPagesPorts, callback: Callback, inForce: LineInForce): Promise<CallbackView> {
  const choices = callbackChoices(callback, ports.clock.now());
  const zone = zoneToTell(callback, inForce);
  const plan = offersBooking(inForce) ? slotPlanOf(inForce) : null;
  const slots = plan === null || !choices.move ? [] : await freeSlots(ports, callback, inForce, plan);
  return { callback, inForce, choices, zone, plan, days: byDay(slots, zone) };
}

/** Whether it would be dialled at a time (epoch ms), by the line as it is now. */
export function timesItMayRing({
  callback,
  inForce,
}: Pick<CallbackView, 'callback' | 'inForce'>): (at: number) => boolean {
  const line = callingLineOf(inForce);
  return line === null ? () => false : dialableTimes(line, callback);
}

async function freeSlots(
  { store, clock }: CallbackPagesPorts,
  callback: Callback,
  inForce: LineInForce,
  plan: SlotPlan,
): Promise<readonly Slot[]> {
  const now = clock.now();
  const { siteId, lineId, callId } = callback;
  const endsAt = now + (plan.horizonDays + 2) * 86_400_000;
  const taken = await store.takenSeats({ siteId, lineId, startsAt: now, endsAt }, callId, now);
  return freeTimes(plan, now, taken, timesItMayRing({ callback, inForce }));
}
