import type { PhoneEntry, Received, Run, SentText } from '../../../../contract/phone-stream.ts';
import { applyLegEvent, isLive, type LegView, newLeg } from './leg-view.ts';

/** What came in, and the texts that went out, in one order. */
export type Mail = { readonly id: string } & (
  | { readonly kind: 'received'; readonly item: number; readonly received: Received }
  | { readonly kind: 'sent'; readonly sent: SentText }
);

/** All that happened at the stand-in for the carrier. */
export interface Desk {
  /** By SID, oldest first. */
  readonly legs: ReadonlyMap<string, LegView>;
  readonly mail: readonly Mail[];
  /** The script played last. */
  readonly run: Run | null;
}

export const emptyDesk: Desk = { legs: new Map(), mail: [], run: null };

/** Legs kept; of those that are over the oldest are forgotten. */
const KEPT_LEGS = 60;
const KEPT_MAIL = 200;

export function applyEntry(desk: Desk, entry: PhoneEntry): Desk {
  switch (entry.kind) {
    case 'leg':
      return { ...desk, legs: withLeg(desk.legs, newLeg(entry.leg)) };
    case 'event': {
      const leg = desk.legs.get(entry.sid);
      return leg === undefined ? desk : { ...desk, legs: withLeg(desk.legs, applyLegEvent(leg, entry.event)) };
    }
    case 'inbox':
      return withMail(desk, { kind: 'received', item: entry.item, received: entry.received, id: `in-${entry.item}` });
    case 'texted':
      return withMail(desk, { kind: 'sent', sent: entry.text, id: `out-${entry.text.at}-${desk.mail.length}` });
    case 'run':
      return { ...desk, run: entry.run };
  }
}

function withLeg(legs: ReadonlyMap<string, LegView>, leg: LegView): ReadonlyMap<string, LegView> {
  const next = new Map(legs).set(leg.leg.sid, leg);
  if (next.size <= KEPT_LEGS) return next;
  const oldest = [...next.values()].find((one) => !isLive(one));
  if (oldest !== undefined) next.delete(oldest.leg.sid);
  return next;
}

function withMail(desk: Desk, mail: Mail): Desk {
  const place = mail.kind === 'sent' ? placeOf(desk.mail, mail.sent.at) : desk.mail.length;
  return { ...desk, mail: desk.mail.toSpliced(place, 0, mail).slice(-KEPT_MAIL) };
}

/** A text that was sent is told of once it is answered: it stands before the answers. */
function placeOf(mail: readonly Mail[], sentAt: number): number {
  const isBefore = (one: Mail): boolean => one.kind === 'sent' || one.received.at < sentAt;
  return mail.findLastIndex(isBefore) + 1;
}

/** SIP addresses without what follows, in lower case; numbers as they are. */
export const addressOf = (address: string): string => address.replace(/[;?].*$/, '').toLowerCase();

/** The leg at the caller's own phone: the call that was placed, or a later one that calls it. Null: there is none yet. */
export function ownLeg(desk: Desk, placed: { readonly sid: string; readonly from: string } | null): LegView | null {
  if (placed === null) return null;
  const called = [...desk.legs.values()].filter(({ leg }) => isCallTo(leg, placed.from));
  const latest = called.at(-1) ?? null;
  const own = desk.legs.get(placed.sid) ?? null;
  if (latest === null || (own !== null && isLive(own))) return own;
  return own === null || latest.leg.at >= own.leg.at ? latest : own;
}

const isCallTo = ({ direction, to }: LegView['leg'], address: string): boolean =>
  direction !== 'inbound' && addressOf(to) === addressOf(address);

/**
 * Phones other than the caller's that ring or are on, the newest first; where there are none, the last that was since
 * `since` (epoch ms).
 */
export function otherLegs(desk: Desk, own: string | null, since: number): readonly LegView[] {
  const others = [...desk.legs.values()].filter(
    ({ leg }) => leg.direction !== 'inbound' && (own === null || addressOf(leg.to) !== addressOf(own)),
  );
  const live = others.filter(isLive).reverse();
  return live.length > 0 ? live : others.filter(({ leg }) => leg.at >= since).slice(-1);
}

/** When the call that was placed began; what was before it is of no interest. Infinity: there is none. */
export const beganAt = (desk: Desk, placed: { readonly sid: string } | null): number =>
  placed === null ? Number.POSITIVE_INFINITY : (desk.legs.get(placed.sid)?.leg.at ?? Number.POSITIVE_INFINITY);
