import { confirmCallback } from '../domain/callback-changes.ts';
import { callbackChoices } from '../domain/callback-choices.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** A runner may have looked at it just then, which is no reason not to keep the answer. */
const mostTries = 3;

/**
 * Keeps that the sender (E.164) will be there: of their next scheduled callback at these sites. False: they have none
 * that is still to come.
 */
export async function confirmByText(
  { store, clock, log }: WebhookPorts,
  siteIds: readonly string[],
  sender: string,
): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    const now = clock.now();
    const open = await store.openCallbacksOf(siteIds, sender);
    const next = open.find(({ state, startsAt }) => state === 'scheduled' && now < startsAt);
    if (next === undefined) return false;
    if (!callbackChoices(next, now).confirm) return true;
    const saved = await store.saveCallback(confirmCallback(next, 'caller', now));
    if (saved.outcome !== 'saved') continue;
    log.info('a callback was confirmed by text', { callbackId: next.id });
    return true;
  }
  log.warn('a texted confirmation could not be kept', { siteIds });
  return false;
}
