import type { Line } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';
import { voiceFindings } from '../domain/voice-support.ts';
import { actionFindings } from './check-actions.ts';
import { escalationFindings } from './check-escalation.ts';
import { hoursFindings } from './check-hours.ts';
import { mailFindings, presetFindings } from './check-mail.ts';
import { repeated } from './check-repeated.ts';
import { retentionFindings } from './check-retention.ts';
import type { Secrets } from './check-secrets.ts';
import { senderFindings } from './check-sending.ts';
import { wrapUpFindings } from './check-wrap-up.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** Everything about one site that its schema alone cannot tell. */
export function checkSite(site: Site, secrets: Secrets): readonly Finding[] {
  return [
    ...repeated(
      site.lines.map((line) => line.id),
      (index) => ['lines', index, 'id'],
      'line',
    ),
    ...planFindings(site),
    ...mailFindings(site, secrets),
    ...limitsFindings(site),
    ...actionFindings(site, secrets),
    ...site.lines.flatMap((line, index) => lineFindings(site, line, ['lines', index], secrets)),
  ];
}

function lineFindings(site: Site, line: Line, at: Path, secrets: Secrets): readonly Finding[] {
  return [
    ...voiceFindings(line.voice).map((found) => error([...at, 'voice', ...found.path], found.message)),
    ...greetingFindings(line, at),
    ...linkFindings(site, line, at),
    ...presetFindings(site, line, at),
    ...senderFindings(site, line, at),
    ...hoursFindings(line.hours, [...at, 'hours']),
    ...limitFindings(line, at),
    ...escalationFindings(site, line, at),
    ...retentionFindings(site, line, at),
    ...wrapUpFindings(site, line, [...at, 'transfer', 'wrap_up'], secrets),
    ...fallbackFindings(line, at),
  ];
}

function planFindings(site: Site): readonly Finding[] {
  if (site.plan !== 'pro') return [];
  return (['sms_per_hour', 'email_per_hour'] as const)
    .filter((key) => site.limits[key] !== undefined)
    .map((key) => ({
      ...error(['limits', key], `the pro plan's hourly limits are fixed (50 SMS, 25 e-mails); remove ${key}`),
      atKey: true,
    }));
}

/** A limit on money needs to know what a text costs. */
function limitsFindings({ limits }: Site): readonly Finding[] {
  if (limits.spend_per_day === undefined || limits.sms_price?.default !== undefined) return [];
  const message = 'needs sms_price with a default, for example sms_price: { default: 0.01, GB: 0.05 }';
  return [error(['limits', 'spend_per_day'], message)];
}

const DISCLOSURE =
  /\b(a\.?i\.?|artificial|automat\w*|virtual\w*|virtuel\w*|digital\w*|numérique|ro?bot|bot|voicebot|computer|machine|i\.?a\.?|k\.?i\.?)\b/i;

function greetingFindings(line: Line, at: Path): readonly Finding[] {
  const unsaid =
    'the greeting does not say that an AI answers, which many places require; for example "the AI assistant"';
  return DISCLOSURE.test(line.greeting) ? [] : [warning([...at, 'greeting'], unsaid)];
}

function linkFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const findings = [
    ...repeated(
      line.links.map((link) => link.id),
      (index) => [...at, 'links', index, 'id'],
      'link',
    ),
  ];
  for (const [index, { id }] of line.links.entries()) {
    if (id === ADDRESS_FORM)
      findings.push(error([...at, 'links', index, 'id'], `${ADDRESS_FORM} is the server's own; choose another id`));
  }
  const nothing = line.links.length === 0 && line.allowed_link_hosts.length === 0;
  for (const medium of ['sms', 'email'] as const) {
    if (!line.link_delivery[medium]) continue;
    const path = [...at, 'link_delivery', medium];
    if (!site.features[medium]) findings.push(warning(path, `has no effect: the site's feature ${medium} is off`));
    if (nothing) findings.push(warning(path, 'has no effect: add links or allowed_link_hosts'));
  }
  return findings;
}

function limitFindings(line: Line, at: Path): readonly Finding[] {
  const { warning_seconds: seconds, max_call_minutes: minutes, knowledge_tokens: budget } = line.limits;
  const findings: Finding[] = [];
  if (seconds >= minutes * 60)
    findings.push(error([...at, 'limits'], 'warning_seconds must be shorter than max_call_minutes'));
  // About four characters a token: good enough to say that something will be left out.
  const characters = line.knowledge.reduce((sum, item) => sum + ('text' in item ? item.text.length : 0), 0);
  if (characters / 4 > budget) {
    const message = `about ${Math.ceil(characters / 4)} tokens of knowledge, but limits.knowledge_tokens is ${budget}; the rest is left out`;
    findings.push(warning([...at, 'knowledge'], message));
  }
  return findings;
}

/** A line that falls back on itself would call itself for ever. */
function fallbackFindings(line: Line, at: Path): readonly Finding[] {
  if (line.fallback_number === undefined || !line.numbers.includes(line.fallback_number)) return [];
  return [error([...at, 'fallback_number'], "this is the line's own number; write a person's")];
}
