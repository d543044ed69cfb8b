import type { Callback, CallbackNews, CallbackNewsOutcome } from '../domain/callback.ts';
import { isToBeTold, type NewsToTell, newsAsEmail, newsAsSms } from '../domain/callback-news.ts';
import { offersBooking } from '../domain/callback-offers.ts';
import { createCallbackPageUrl } from '../domain/callback-urls.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import type { Audience, Medium, MessageContent, OutboxMessage } from '../domain/message.ts';
import { CALLBACK_NEWS, newsKey } from '../domain/message-keys.ts';
import { checkTextable } from '../domain/phone-number.ts';
import { termsOf } from '../domain/plan.ts';
import type { Store } from '../ports/store.ts';
import type { AnnounceCallback, Clock, Deliver, Ids, LinkSigner, Log } from '../ports.ts';

export interface AnnounceDependencies {
  readonly store: Pick<Store, 'reserveMessage' | 'findCallById'>;
  readonly siteBook: Pick<SiteBook, 'sites'>;
  readonly deliver: Deliver;
  readonly linkSigner: LinkSigner;
  readonly publicUrl: () => string;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'next'>;
  readonly log: Log;
}

const dayMs = 86_400_000;
/** How long a link works: after the time of the callback, and for choosing a new time from now. */
const afterStartMs = 14 * dayMs;
const toChooseMs = 7 * dayMs;

/**
 * Tells the caller of their callback: by the line's medium, or by the other one where the caller cannot be reached by it.
 * The outbox row is written once per callback, news and version of the booking, and delivered at once. Never throws.
 */
export function createAnnounceCallback(dependencies: AnnounceDependencies): AnnounceCallback {
  return async (callback, news, options) => {
    const { log } = dependencies;
    try {
      const place = placeOf(dependencies, callback);
      if (place === null || !isToBeTold(callback, news)) return null;
      const told = { callback, news, place, link: await linkFor(dependencies, callback, news, place) };
      const outcome = await tell(dependencies, told, options?.inCall === true);
      log.info('news of a callback', { callbackId: callback.id, news: news.kind, medium: outcome });
      return outcome;
    } catch (error) {
      log.error('news of a callback could not be told', { callbackId: callback.id, news: news.kind, error });
      return null;
    }
  };
}

type Place = Pick<LineInForce, 'site' | 'line'>;

function placeOf({ siteBook }: AnnounceDependencies, { siteId, lineId }: Callback): Place | null {
  const site = siteBook.sites().find(({ id }) => id === siteId);
  const line = site?.lines.find(({ id }) => id === lineId);
  return site === undefined || line === undefined ? null : { site, line };
}

/** Only where there are times to choose from. */
async function linkFor(
  { linkSigner, publicUrl, clock }: AnnounceDependencies,
  { id, startsAt }: Callback,
  { kind }: CallbackNews,
  place: Place,
): Promise<string | null> {
  if (!offersBooking(place)) return null;
  const toChoose = kind === 'not_reached' || kind === 'apology';
  const expiresAt = toChoose ? clock.now() + toChooseMs : startsAt + afterStartMs;
  return createCallbackPageUrl(publicUrl(), await linkSigner.sign(id, expiresAt));
}

async function tell(
  dependencies: AnnounceDependencies,
  told: NewsToTell,
  inCall: boolean,
): Promise<CallbackNewsOutcome> {
  const audience = inCall && (await isRunning(dependencies, told.callback)) ? 'caller' : 'callback';
  for (const medium of mediaFor(told)) {
    const content = contentBy(medium, told, dependencies.clock.now());
    if (content === null) continue;
    const message = await reserve(dependencies, told, content, audience);
    if (message !== null) return deliverIt(dependencies, message, inCall);
  }
  return null;
}

/** Changed in a later call, it does not count to the conversation it was agreed in. */
async function isRunning({ store }: AnnounceDependencies, { callId }: Callback): Promise<boolean> {
  return (await store.findCallById(callId))?.endedAt === null;
}

/** What keeps a caller from waiting in vain goes out even where the line confirms nothing. */
function mediaFor({ news, place }: NewsToTell): readonly Medium[] {
  const confirmation = place.line.callbacks?.confirmation ?? 'sms';
  if (news.kind === 'not_reached' || news.kind === 'apology') return ['sms', 'email'];
  if (confirmation === 'none') return news.kind === 'reminder' ? ['sms'] : [];
  return confirmation === 'sms' ? ['sms', 'email'] : ['email', 'sms'];
}

function contentBy(medium: Medium, told: NewsToTell, now: number): MessageContent | null {
  const { site, line } = told.place;
  if (!site.features[medium]) return null;
  if (medium === 'email') return newsAsEmail(told, now);
  const problem = checkTextable(told.callback.phone, line.sms_countries ?? [site.country]);
  return problem === null ? newsAsSms(told) : null;
}

/** Null: refused (opted out, or a cap). */
async function reserve(
  { store, clock, ids, log }: AnnounceDependencies,
  { callback, news, place }: NewsToTell,
  content: MessageContent,
  audience: Audience,
): Promise<OutboxMessage | null> {
  const { siteId, lineId, callId } = callback;
  const { caps, ...counted } = termsOf(place.site, content, audience);
  const row = { siteId, lineId, callId, tool: CALLBACK_NEWS, audience, content, ...counted };
  const key = { id: ids.next('msg'), toolCallId: newsKey(callback, news), createdAt: clock.now() };
  const reserved = await store.reserveMessage({ ...row, ...key }, caps);
  if (reserved.outcome !== 'refused') return reserved.message;
  const { code } = reserved;
  log.warn('news of a callback may not be sent', { callbackId: callback.id, medium: content.medium, code });
  return null;
}

/** In a call the bot says whether it was sent; else nobody waits, and its job stands behind it. */
async function deliverIt({ deliver }: AnnounceDependencies, message: OutboxMessage, inCall: boolean) {
  const medium = message.content.medium === 'email' ? 'email' : 'sms';
  if (!inCall) void deliver(message.id, true);
  const now = inCall ? ((await deliver(message.id)) ?? message) : message;
  return now.status === 'failed' || now.status === 'undelivered' ? null : medium;
}
