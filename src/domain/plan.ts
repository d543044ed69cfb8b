import type { Audience, Medium, OutboxContent, OutboxMessage } from './message.ts';
import { countryOf } from './phone-number.ts';
import type { Site } from './site.ts';
import { segmentsOf } from './sms-text.ts';

const PRO_CAPS = { smsPerHour: 50, emailPerHour: 25 } as const;
/** Per conversation, to the caller. */
const CALLER_CAPS = { sms: 3, email: 2 } as const;
/** Requests to the business's own systems: far above what a call needs, and below what a model gone wild would make. */
const REQUESTS_PER_CALL = 30;
/** News of the callbacks of a call: bookings moved a few times, their reminders, an apology. */
const CALLBACK_NEWS_PER_CALL = 12;
/** Notes after a call, by e-mail: to so many recipients. */
const NOTES_PER_CALL = 20;
const MICROS = 1_000_000;

/** What a site may send per hour over all its lines. Null: no cap. */
export interface HourlyCaps {
  readonly smsPerHour: number | null;
  readonly emailPerHour: number | null;
}

/** The hourly caps of a site: fixed on the pro plan, as configured (unlimited by default) on enterprise. */
export function capsOf(site: Site): HourlyCaps {
  if (site.plan === 'pro') return PRO_CAPS;
  return {
    smsPerHour: site.limits.sms_per_hour ?? null,
    emailPerHour: site.limits.email_per_hour ?? null,
  };
}

/** All limits one message has to keep. Null: none of this kind. Days and hours are sliding. */
export interface Caps {
  /** Of this call and the message's audience. */
  readonly perCall: number | null;
  readonly perSiteHour: number | null;
  /** To the same first recipient. */
  readonly perDestinationDay: number | null;
  /** To the message's country. */
  readonly perCountryDay: number | null;
  /** `costMicros` of all media of the site, this message included. */
  readonly spendPerDayMicros: number | null;
}

const NO_CAPS: Caps = {
  perCall: null,
  perSiteHour: null,
  perDestinationDay: null,
  perCountryDay: null,
  spendPerDayMicros: null,
};

/** `country`: two letters, of the recipient's number. What goes to the business's own people has a cap of its own. */
export function capsFor(site: Site, medium: OutboxContent['medium'], audience: Audience, country: string | null): Caps {
  if (medium === 'http') return { ...NO_CAPS, perCall: REQUESTS_PER_CALL };
  const { limits } = site;
  const hourly = capsOf(site);
  if (medium === 'email') {
    return {
      ...NO_CAPS,
      perCall: perCall(site, 'email', audience),
      perSiteHour: hourly.emailPerHour,
      perDestinationDay: limits.email_per_destination_per_day ?? null,
    };
  }
  return {
    perCall: perCall(site, 'sms', audience),
    perSiteHour: hourly.smsPerHour,
    perDestinationDay: limits.sms_per_destination_per_day ?? null,
    perCountryDay: countryCap(site, country),
    spendPerDayMicros: limits.spend_per_day === undefined ? null : Math.round(limits.spend_per_day * MICROS),
  };
}

function perCall({ limits }: Site, medium: Medium, audience: Audience): number {
  if (audience === 'callback') return CALLBACK_NEWS_PER_CALL;
  if (audience === 'notes') return NOTES_PER_CALL;
  if (audience === 'caller') return CALLER_CAPS[medium];
  return medium === 'sms' ? limits.team_sms_per_call : limits.team_email_per_call;
}

function countryCap({ limits }: Site, country: string | null): number | null {
  const cap = limits.sms_per_country_per_day;
  if (typeof cap !== 'object') return cap ?? null;
  return country !== null && Object.hasOwn(cap, country) ? (cap[country] ?? null) : null;
}

/** What a text is expected to cost, in millionths of the currency of the site's prices; 0 where it gives none. */
export function costOfText({ limits }: Site, country: string | null, segments: number): number {
  const prices: Readonly<Record<string, number | undefined>> = limits.sms_price ?? {};
  const price = (country === null ? undefined : prices[country]) ?? prices.default ?? 0;
  return Math.round(price * segments * MICROS);
}

/** What a message counts as, and what it has to keep. */
export interface Terms extends Pick<OutboxMessage, 'country' | 'costMicros'> {
  readonly caps: Caps;
}

export function termsOf(site: Site, content: OutboxContent, audience: Audience): Terms {
  const country = content.medium === 'sms' ? countryOf(content.to) : null;
  const costMicros = content.medium === 'sms' ? costOfText(site, country, segmentsOf(content.body)) : 0;
  return { country, costMicros, caps: capsFor(site, content.medium, audience, country) };
}
