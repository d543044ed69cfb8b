import { callingLineOf } from '../../domain/callback-line.ts';
import type { Line } from '../../domain/line.ts';
import { localAt } from '../../domain/local-time.ts';
import { capsFor } from '../../domain/plan.ts';
import type { Site } from '../../domain/site.ts';
import { slotPlanOf, slotsOn } from '../../domain/slots.ts';
import type { LineCount, MessageUsage } from '../../ports/operations-store.ts';
import type { Store } from '../../ports/store.ts';
import type { SiteUsage } from '../contract/limits.ts';
import type { Shown } from '../unmask.ts';

export interface UsageFacts {
  readonly store: Pick<Store, 'messageUsage' | 'takenSeats'>;
  readonly shown: Shown;
  /** Epoch ms. */
  readonly at: number;
  readonly calls: readonly LineCount[];
  readonly callbacks: readonly LineCount[];
}

const micros = 1_000_000;
type Used = { readonly hour: number; readonly day: number };

/** What a site has used, beside what it may: the caps are those a message is held to. */
export async function siteUsage(facts: UsageFacts, site: Site): Promise<SiteUsage> {
  const usage = await facts.store.messageUsage(site.id, facts.at);
  const { id, name, plan, time_zone: timeZone, limits } = site;
  const spendCap = capsFor(site, 'sms', 'caller', null).spendPerDayMicros;
  const priced = limits.sms_price !== undefined || usage.spentMicros > 0;
  return {
    ...{ id, name, plan, timeZone },
    media: (['sms', 'email'] as const).map((medium) => mediumUsage(facts, site, usage, medium)),
    countries: usage.countries.map(({ country, day }) => ({
      ...{ country, used: day },
      cap: capsFor(site, 'sms', 'caller', country).perCountryDay,
    })),
    spend: priced ? { used: usage.spentMicros / micros, cap: spendCap === null ? null : spendCap / micros } : null,
    lines: await Promise.all(site.lines.map((line) => lineUsage(facts, site, line, usage))),
  };
}

function mediumUsage(
  { shown }: UsageFacts,
  site: Site,
  usage: MessageUsage,
  medium: 'sms' | 'email',
): SiteUsage['media'][number] {
  const caps = capsFor(site, medium, 'caller', null);
  const destinations = usage.destinations.filter((one) => one.medium === medium);
  return {
    medium,
    used: sum(usage.lines.filter((one) => one.medium === medium)),
    perHour: caps.perSiteHour,
    perCall: caps.perCall ?? 0,
    perDestinationDay: caps.perDestinationDay,
    destinations: destinations.map(({ destination, day }) => ({
      to: medium === 'sms' ? shown.number(destination) : shown.address(destination),
      used: day,
    })),
  };
}

const sum = (all: readonly Used[]): Used =>
  all.reduce((total, { hour, day }) => ({ hour: total.hour + hour, day: total.day + day }), { hour: 0, day: 0 });

async function lineUsage(
  facts: UsageFacts,
  site: Site,
  line: Line,
  usage: MessageUsage,
): Promise<SiteUsage['lines'][number]> {
  const { id, name } = line;
  const ofMedium = (medium: 'sms' | 'email') =>
    sum(usage.lines.filter((one) => one.lineId === id && one.medium === medium));
  const countOf = (counts: readonly LineCount[]): number =>
    counts.find(({ siteId, lineId }) => siteId === site.id && lineId === id)?.count ?? 0;
  const callbacks = callingLineOf({ site, line, version: '' })?.line.callbacks;
  return {
    ...{ id, name, callsInProgress: countOf(facts.calls), sms: ofMedium('sms'), email: ofMedium('email') },
    callbacks:
      callbacks === undefined
        ? null
        : { open: countOf(facts.callbacks), attempts: callbacks.attempts, seats: await seatsToday(facts, site, line) },
  };
}

/** Of all that can or could be booked today, on the line's own clock. */
async function seatsToday(
  { store, at }: UsageFacts,
  site: Site,
  line: Line,
): Promise<{ readonly day: string; readonly used: number; readonly all: number } | null> {
  const plan = line.escalation.scheduled_callback ? slotPlanOf({ site, line }) : null;
  if (plan === null) return null;
  const day = localAt(at, plan.zone).slice(0, 10);
  const slots = slotsOn(plan, day);
  const [first, last] = [slots[0], slots.at(-1)];
  if (first === undefined || last === undefined) return { day, used: 0, all: 0 };
  const span = { siteId: site.id, lineId: line.id, startsAt: first.startsAt, endsAt: last.endsAt };
  const taken = await store.takenSeats(span, '', at);
  return { day, used: taken.length, all: slots.length * plan.capacity };
}
