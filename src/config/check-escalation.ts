import type { Line } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { contactDetailFindings, slotFindings } from './check-callbacks.ts';
import { hoursFindings } from './check-hours.ts';
import { repeated } from './check-repeated.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** A way to a person that is switched on must be complete, and one the site has not bought is pointed out. */
export function escalationFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  return [
    ...transferFindings(site, line, at),
    ...targetFindings(line, at),
    ...callbackFindings(site, line, at),
    ...contactFindings(site, line, at),
  ];
}

type Switch = keyof Line['escalation'];
type Feature = keyof Site['features'];

/** The switch works only with the site's feature. */
function needsFeature(site: Site, line: Line, at: Path, name: Switch, feature: Feature): readonly Finding[] {
  if (!line.escalation[name] || site.features[feature]) return [];
  return [warning([...at, 'escalation', name], `has no effect: the site's feature ${feature} is off`)];
}

function transferFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const path = [...at, 'escalation', 'transfer'];
  const unbought = needsFeature(site, line, at, 'transfer', 'bridge_call');
  if (!line.escalation.transfer || line.transfer !== undefined) return unbought;
  return [...unbought, error(path, 'needs a transfer section with targets, or write transfer: false')];
}

function targetFindings(line: Line, at: Path): readonly Finding[] {
  const { transfer } = line;
  if (transfer === undefined) return [];
  const targets = transfer.targets;
  const pathOf = (index: number): Path => [...at, 'transfer', 'targets', index];
  return [
    ...repeated(
      targets.map((target) => target.id),
      (index) => [...pathOf(index), 'id'],
      'target',
    ),
    ...targets.flatMap((target, index) => [
      ...hoursFindings(target.hours, [...pathOf(index), 'hours']),
      ...reachFindings(line, index, pathOf(index)),
    ]),
  ];
}

/** A target has to be dialled or referred to somehow. */
function reachFindings(line: Line, index: number, at: Path): readonly Finding[] {
  const target = line.transfer?.targets[index];
  if (target === undefined) return [];
  if (target.number === undefined && target.sip_uri === undefined)
    return [error(at, 'the target cannot be reached; add a number or a sip_uri')];
  if (target.number !== undefined && line.numbers.includes(target.number))
    return [error([...at, 'number'], "this is the line's own number; write the agent's")];
  const referable = target.sip_uri !== undefined || line.transfer?.sip_domain !== undefined;
  if (line.transfer?.method !== 'sip_refer' || referable) return [];
  return [error(at, 'sip_refer needs a sip_uri here, or transfer.sip_domain for a target with a number')];
}

function callbackFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  return [
    ...needsFeature(site, line, at, 'callback_now', 'click_to_call'),
    ...needsFeature(site, line, at, 'scheduled_callback', 'callback_scheduling'),
    ...(['callback_now', 'scheduled_callback'] as const)
      .filter((name) => line.escalation[name])
      .flatMap((name) => missingForCallback(line, name).map((what) => error([...at, 'escalation', name], what))),
    ...hoursFindings(line.callbacks?.slots?.hours, [...at, 'callbacks', 'slots', 'hours']),
    ...slotFindings(site, line, at),
  ];
}

function missingForCallback(line: Line, name: 'callback_now' | 'scheduled_callback'): readonly string[] {
  const missing: string[] = [];
  if (line.callbacks === undefined) missing.push(`needs a callbacks section, or write ${name}: false`);
  if (line.transfer === undefined) missing.push('needs transfer.targets: the agents a callback connects');
  if (name === 'callback_now' || line.callbacks === undefined) return missing;
  if (line.callbacks.slots === undefined) missing.push('needs callbacks.slots');
  else if (line.callbacks.slots.hours === undefined && line.hours === undefined)
    missing.push("needs hours: the line's, or callbacks.slots.hours");
  return missing;
}

function contactFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const findings = [
    ...needsFeature(site, line, at, 'text_contact', 'sms'),
    ...needsFeature(site, line, at, 'email_contact', 'email'),
    ...contactDetailFindings(line, at),
  ];
  if (line.escalation.email_contact && Object.keys(site.mail).length === 0)
    findings.push(error([...at, 'escalation', 'email_contact'], 'needs a mail preset under mail'));
  return findings;
}
