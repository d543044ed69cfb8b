import { bookingObjection, callbackNowObjection } from '../../domain/callback-offers.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import { transferObjection } from '../../domain/transfer-targets.ts';
import { featureOff, notConfigured, switchedOff, type WhyNot } from '../../domain/why-not.ts';
import type { LineDetail } from '../contract/lines.ts';
import type { Shown } from '../unmask.ts';
import { actionViews } from './action-view.ts';
import { callbackFacts, limitFacts, sendingFacts, transferFacts, voiceFacts } from './line-facts.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A line as its callers meet it, in words where the file has settings. */
export function lineView(inForce: LineInForce, shown: Shown): Omit<LineDetail, 'line' | 'file'> {
  const { site, line, version } = inForce;
  const { id, name, plan, time_zone: timeZone, country } = site;
  return {
    site: { id, name, plan, timeZone, country },
    features: Object.entries(site.features).map(([feature, isOn]) => ({ name: feature, isOn })),
    version,
    greeting: shown.text(line.greeting),
    persona: [line.persona.name, line.persona.role, line.persona.tone].filter((part) => part !== undefined).join(', '),
    prompt: shown.text(line.prompt),
    voice: voiceFacts(line.voice),
    languages: languagesOf(line.voice),
    hours: line.hours === undefined ? null : hoursView(line.hours, site.time_zone),
    knowledge: line.knowledge.map((item) => ({ title: item.title, length: 'text' in item ? item.text.length : 0 })),
    links: line.links.map(({ description = null, ...link }) => ({ ...link, description })),
    linkHosts: line.allowed_link_hosts,
    actions: actionViews(inForce, shown),
    escalation: escalationWays(inForce),
    people: peopleOf(inForce, shown),
    transfer: transferFacts(inForce, shown),
    callbacks: callbackFacts(inForce),
    sending: sendingFacts(inForce, shown),
    limits: limitFacts(inForce),
  };
}

export function hoursView(hours: OpeningHours, siteZone: string): NonNullable<LineDetail['hours']> {
  return {
    timeZone: hours.time_zone ?? siteZone,
    days: days.map((day) => ({ day, spans: hours[day] })),
    closedDates: hours.closed_dates,
  };
}

/** Each once: a line may name its own language again, with a greeting. */
function languagesOf({ language, languages }: LineInForce['line']['voice']): LineDetail['languages'] {
  const greetings = new Map<string, string | null>([[language, null]]);
  for (const { code, greeting } of languages) greetings.set(code, greeting ?? null);
  return [...greetings].map(([code, greeting]) => ({ code, greeting }));
}

function escalationWays(inForce: LineInForce): LineDetail['escalation'] {
  return [
    { way: 'transfer', whyNot: transferObjection(inForce) },
    { way: 'callback_now', whyNot: callbackNowObjection(inForce) },
    { way: 'scheduled_callback', whyNot: bookingObjection(inForce) },
    { way: 'text_contact', whyNot: contactObjection(inForce, 'text_contact', 'sms') },
    { way: 'email_contact', whyNot: contactObjection(inForce, 'email_contact', 'email') },
  ];
}

/** The bot knows the details and sends them by the line's own tools. */
function contactObjection(
  { site, line }: LineInForce,
  way: 'text_contact' | 'email_contact',
  medium: 'sms' | 'email',
): WhyNot | null {
  if (!line.escalation[way]) return switchedOff(`escalation.${way}`);
  if (!site.features[medium]) return featureOff(medium);
  return line.contact_details === undefined ? notConfigured('contact_details') : null;
}

function peopleOf({ site, line }: LineInForce, shown: Shown): LineDetail['people'] {
  return (line.transfer?.targets ?? []).map(({ id, number, sip_uri, department, hours, ring_seconds }) => ({
    id,
    reach: number === undefined ? (sip_uri === undefined ? '' : shown.address(sip_uri)) : shown.number(number),
    department: department ?? null,
    ringSeconds: ring_seconds,
    hours: hours === undefined ? null : hoursView(hours, site.time_zone),
  }));
}
