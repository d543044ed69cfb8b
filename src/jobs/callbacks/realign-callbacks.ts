import type { Callback, CallbackChange } from '../../domain/callback.ts';
import { lineOfCallback } from '../../domain/callback-line.ts';
import { realignCallback, seatOf } from '../../domain/callback-zone.ts';
import type { CallbackRunnerDependencies } from './runner-ports.ts';

const most = 5000;

/** Moves what is booked for a time on the wall that is another moment now. Never throws. */
export async function realignCallbacks(dependencies: CallbackRunnerDependencies): Promise<void> {
  const { store, clock, log, resolveLocal } = dependencies;
  try {
    const now = clock.now();
    const moved = (await store.scheduledCallbacks(now, most)).flatMap((callback) => {
      const change = realignCallback(callback, now, resolveLocal);
      return change === null ? [] : [{ callback, change }];
    });
    if (moved.length > 0)
      log.warn('the rules of a time zone have changed; callbacks move', { callbacks: moved.length });
    for (const one of inOrder(moved)) await move(dependencies, one.change);
  } catch (error) {
    log.error('callbacks could not be held against the time zones', { error });
  }
}

interface Moved {
  readonly callback: Callback;
  readonly change: CallbackChange;
}

/** Neighbours make way for each other: those that move back from the first on, those that move on from the last. */
function inOrder(moved: readonly Moved[]): readonly Moved[] {
  const isLater = ({ callback, change }: Moved): boolean => change.next.startsAt > callback.startsAt;
  const earlier = moved.filter((one) => !isLater(one));
  return [...earlier, ...moved.filter(isLater).toReversed()];
}

/** The promise counts for more than the capacity: without a seat there it keeps the one it has. */
async function move({ store, siteBook, log }: CallbackRunnerDependencies, change: CallbackChange): Promise<void> {
  const inForce = lineOfCallback(siteBook, change.next);
  const seat = inForce === null ? null : seatOf(inForce, change.next);
  const saved = await store.saveCallback(change, ...(seat === null ? [] : [seat]));
  if (saved.outcome !== 'slot_taken') return;
  log.warn('a callback moved to a time that is full', { callbackId: change.next.id });
  await store.saveCallback(change);
}
