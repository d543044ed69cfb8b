import type { SiteBook } from '../domain/line-in-force.ts';
import type { OutboxMessage } from '../domain/message.ts';
import { isByOtherMedium, isResend } from '../domain/message-keys.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports.ts';

export interface HoldBackDependencies {
  readonly store: Pick<Store, 'findContact'>;
  readonly siteBook: Pick<SiteBook, 'sites'>;
  readonly clock: Clock;
}

/** So long after the caller asked for it a text is still the one they wait for. */
const freshMs = 600_000;

/**
 * Until when (epoch ms) a text has to wait, because it is night where it goes and nobody is waiting for it; null: it may
 * go. What was asked for in a call goes at once; so do alerts to the business's own people. News of a callback comes from
 * outside of a call: nobody waits for it.
 */
export async function heldUntil(
  { store, siteBook, clock }: HoldBackDependencies,
  message: OutboxMessage,
): Promise<number | null> {
  const { content, audience, siteId, lineId, createdAt } = message;
  const now = clock.now();
  const awaited = audience !== 'callback' && !isByOtherMedium(message) && !isResend(message);
  const fresh = awaited && now - createdAt <= freshMs;
  if (content.medium !== 'sms' || audience === 'team' || fresh) return null;
  const site = siteBook.sites().find(({ id }) => id === siteId);
  const hours = site?.lines.find(({ id }) => id === lineId)?.quiet_hours;
  const contact = await store.findContact(siteId, content.to);
  return quietUntil({ at: now, number: content.to, zone: contact?.timeZone ?? null, ...hours });
}
