import type { Action } from '../domain/action.ts';
import type { Site } from '../domain/site.ts';
import { templateNames } from '../domain/template-tags.ts';
import { BUILT_IN_TOOLS } from '../domain/tool-names.ts';
import { unknownPreset } from './check-mail.ts';
import { nearest } from './nearest.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** The actions of a site and of its lines: names the model can tell apart, templates that can be filled. */
export function actionFindings(site: Site): readonly Finding[] {
  const shared = site.actions.map((action) => action.name);
  return [
    ...listFindings(site, site.actions, ['actions'], []),
    ...site.lines.flatMap((line, index) => listFindings(site, line.actions, ['lines', index, 'actions'], shared)),
  ];
}

function listFindings(site: Site, actions: readonly Action[], at: Path, taken: readonly string[]): readonly Finding[] {
  return actions.flatMap((action, index) => {
    const path = [...at, index];
    const earlier = [...taken, ...actions.slice(0, index).map((other) => other.name)];
    return [
      ...nameFindings(action, path, earlier),
      ...parameterFindings(action, path),
      ...templateFindings(action, path),
      ...sendingFindings(site, action, path),
    ];
  });
}

function nameFindings(action: Action, at: Path, taken: readonly string[]): readonly Finding[] {
  const path = [...at, 'name'];
  if (BUILT_IN_TOOLS.includes(action.name))
    return [error(path, `${action.name} is a built-in tool; choose another name`)];
  return taken.includes(action.name)
    ? [error(path, `another action is called ${action.name} already; rename one`)]
    : [];
}

function parameterFindings(action: Action, at: Path): readonly Finding[] {
  const names = action.parameters.map((parameter) => parameter.name);
  return action.parameters.flatMap((parameter, index) => {
    const path = [...at, 'parameters', index];
    const findings: Finding[] = [];
    if (names.indexOf(parameter.name) !== index)
      findings.push(error([...path, 'name'], `the parameter ${parameter.name} is listed twice; remove one`));
    if (parameter.type === 'enum' && (parameter.values ?? []).length === 0)
      findings.push(error(path, 'type enum needs values, for example values: [yes, no]'));
    if (parameter.type !== 'enum' && parameter.values !== undefined)
      findings.push(error([...path, 'values'], 'values belong to type enum; write type: enum or remove them'));
    return findings;
  });
}

/** The fields of an action that are templates. */
const TEMPLATES = ['subject', 'body', 'html', 'message', 'url'] as const;

function templateFindings(action: Action, at: Path): readonly Finding[] {
  const names = action.parameters.map((parameter) => parameter.name);
  return TEMPLATES.flatMap((field) => {
    const template: unknown = (action as Readonly<Record<string, unknown>>)[field];
    if (typeof template !== 'string') return [];
    return templateTagFindings(template, names, [...at, field]);
  });
}

function templateTagFindings(template: string, parameters: readonly string[], path: Path): readonly Finding[] {
  const { names, bad } = templateNames(template);
  const tags = [...bad, ...names.filter((name) => name.includes('.'))];
  return [
    ...tags.map(() => error(path, 'write a parameter as <%= it.name %>; nothing else may stand in <% %>')),
    ...names.filter((name) => !name.includes('.')).flatMap((name) => nameInTemplate(name, parameters, path)),
  ];
}

function nameInTemplate(name: string, parameters: readonly string[], path: Path): readonly Finding[] {
  if (parameters.includes(name)) return [];
  const meant = nearest(name, parameters);
  return [
    error(
      path,
      `there is no parameter ${name}; ${meant === null ? 'add it under parameters' : `did you mean ${meant}?`}`,
    ),
  ];
}

function sendingFindings(site: Site, action: Action, at: Path): readonly Finding[] {
  if (action.type === 'http_request') return hostFindings(action.url, action.allowed_hosts, at);
  const feature = action.type === 'send_sms' ? 'sms' : 'email';
  const unbought = site.features[feature] ? [] : [warning(at, `has no effect: the site's feature ${feature} is off`)];
  if (action.type === 'send_sms') return unbought;
  const presets = Object.keys(site.mail);
  const none =
    presets.length === 0 ? [error(at, 'needs a mail preset: add one under mail at the top of the file')] : [];
  return [...unbought, ...none, ...unknownPreset(presets, action.preset, [...at, 'preset'])];
}

/** The host is fixed in the file: a parameter must never choose where a request goes. */
function hostFindings(url: string, allowed: readonly string[], at: Path): readonly Finding[] {
  const host = /^https:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (host.includes('<%')) return [error([...at, 'url'], 'write the host out; parameters may only follow it')];
  const name = host.replace(/^.*@/, '').replace(/:\d+$/, '');
  const fits = allowed.some((entry) => (entry.startsWith('*.') ? name.endsWith(entry.slice(1)) : name === entry));
  return fits ? [] : [error([...at, 'url'], `the host ${name} is not among allowed_hosts; add it there`)];
}
