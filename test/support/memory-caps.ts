import type { OutboxMessage } from '../../src/domain/message.ts';
import type { CapCode, MessageCaps, Store } from '../../src/ports/store.ts';
import { hashed } from './memory-hash.ts';

export type NewMessage = Parameters<Store['reserveMessage']>[0];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The first cap that leaves no room for this message; null: there is room. */
export function reachedCap(all: readonly OutboxMessage[], message: NewMessage, caps: MessageCaps): CapCode | null {
  const ofSite = all.filter((other) => other.siteId === message.siteId && other.status !== 'failed');
  const counted = ofSite.filter((other) => other.content.medium === message.content.medium);
  const within = (ms: number) => (other: OutboxMessage) => other.createdAt > message.createdAt - ms;
  const today = counted.filter(within(dayMs));
  const over = (cap: number | null, found: readonly OutboxMessage[]): boolean => cap !== null && found.length >= cap;
  const ofCall = counted.filter((other) => other.callId === message.callId && other.audience === message.audience);
  if (over(caps.perCall, ofCall)) return 'cap_conversation';
  if (over(caps.perSiteHour, counted.filter(within(hourMs)))) return 'cap_site_hour';
  const own = hashed(message.content.medium, message.content.to);
  const sameDestination = today.filter(({ content: { to } }) => to === message.content.to || to === own);
  if (over(caps.perDestinationDay, sameDestination)) return 'cap_destination_day';
  const sameCountry = today.filter((other) => other.country === message.country);
  if (message.country !== null && over(caps.perCountryDay, sameCountry)) return 'cap_country_day';
  if (caps.spendPerDayMicros === null || message.costMicros === 0) return null;
  const spent = ofSite.filter(within(dayMs)).reduce((sum, other) => sum + other.costMicros, 0);
  return spent + message.costMicros > caps.spendPerDayMicros ? 'cap_spend_day' : null;
}
