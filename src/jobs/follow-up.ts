import { confirmedDestinations } from '../domain/confirmed-destinations.ts';
import { deliveryNotice } from '../domain/delivery-notice.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import type { MessageContent, OutboxMessage } from '../domain/message.ts';
import { isByOtherMedium, isResend, otherMediumKey } from '../domain/message-keys.ts';
import { checkTextable } from '../domain/phone-number.ts';
import { termsOf } from '../domain/plan.ts';
import { OUTCOME_UNKNOWN } from '../domain/request-outcome.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Deliver, Ids, Log } from '../ports.ts';
import { callbackOfNews } from './callback-message.ts';
import { isLeftUntold } from './left-untold.ts';
import { byOtherMedium, mayGoByOtherMedium } from './other-medium.ts';

export interface FollowUpDependencies {
  readonly store: Store;
  readonly siteBook: Pick<SiteBook, 'sites'>;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The call may be running in this process: it need not wait for the next look. */
  readonly nudge: (callId: string) => void;
}

/**
 * What became of a message nobody waited for, or that failed after it was sent: the running call is told; after the call
 * a failed one goes by the other medium where the line says so. Never throws.
 */
export function createFollowUp(dependencies: FollowUpDependencies): (message: OutboxMessage) => Promise<void> {
  return async (message) => {
    const { store, clock, log, nudge } = dependencies;
    const notice = deliveryNotice(message, clock.now());
    if (notice === null) return;
    try {
      if (await store.addNotice(notice)) return nudge(message.callId);
      if (notice.urgent) await sendOtherwise(dependencies, message);
    } catch (error) {
      log.error('what became of a message could not be followed up', { messageId: message.id, error });
    }
  };
}

/**
 * A call is over: what failed in its last moments, so that its caller did not hear of it, is followed up like what fails
 * after it. Never throws.
 */
export function createCallFollowUp(dependencies: FollowUpDependencies): (callId: string) => Promise<void> {
  return async (callId) => {
    const { store, log } = dependencies;
    try {
      const messages = await store.messagesOfCall(callId);
      if (!messages.some(({ status }) => status === 'failed' || status === 'undelivered')) return;
      const events = await store.eventsOfCall(callId);
      for (const message of messages) if (isLeftUntold(message, events)) await sendOtherwise(dependencies, message);
    } catch (error) {
      log.error('what failed at the end of a call could not be followed up', { callId, error });
    }
  };
}

async function sendOtherwise(dependencies: FollowUpDependencies, message: OutboxMessage): Promise<void> {
  const { store, siteBook, clock, ids, deliver, log } = dependencies;
  const { content, audience, siteId, lineId, callId, tool } = message;
  const isForCaller = audience === 'caller' || audience === 'callback';
  if (content.medium === 'http' || !isForCaller || isByOtherMedium(message) || isResend(message)) return;
  // It may have arrived after all.
  if (message.errorCode === OUTCOME_UNKNOWN) return;
  const site = siteBook.sites().find(({ id }) => id === siteId);
  const line = site?.lines.find(({ id }) => id === lineId);
  if (site === undefined || line?.delivery.other_medium !== true || !mayGoByOtherMedium(message, line)) return;
  const other = await contentOtherwise(dependencies, message, content, { site, line });
  if (other === null) return;
  const { caps, ...counted } = termsOf(site, other, audience);
  const reserved = await store.reserveMessage(
    {
      id: ids.next('msg'),
      siteId,
      lineId,
      callId,
      toolCallId: otherMediumKey(message),
      tool,
      audience,
      content: other,
      ...counted,
      createdAt: clock.now(),
    },
    caps,
  );
  log.info('a failed message goes by the other medium', { messageId: message.id, outcome: reserved.outcome });
  if (reserved.outcome === 'reserved') await deliver(reserved.message.id, true);
}

/** To what the caller confirmed in that call, or for their callback, and nowhere else. */
async function contentOtherwise(
  { store }: FollowUpDependencies,
  message: OutboxMessage,
  content: MessageContent,
  inForce: Pick<LineInForce, 'site' | 'line'>,
): Promise<MessageContent | null> {
  const medium = content.medium === 'sms' ? 'email' : 'sms';
  const callback = await callbackOfNews(store, message);
  const own = medium === 'sms' ? callback?.phone : callback?.email;
  const to = own ?? confirmedDestinations(await store.eventsOfCall(message.callId), medium)[0];
  if (to === undefined) return null;
  const countries = inForce.line.sms_countries ?? [inForce.site.country];
  if (medium === 'sms' && checkTextable(to, countries) !== null) return null;
  return byOtherMedium(content, to, inForce);
}
