import type { Action, ActionParameter } from '../domain/action.ts';
import type { Site } from '../domain/site.ts';
import { BUILT_IN_TOOLS } from '../domain/tool-names.ts';
import { dependencyFindings } from './check-dependencies.ts';
import { requestFindings } from './check-requests.ts';
import type { Secrets } from './check-secrets.ts';
import { sendingFindings } from './check-sending.ts';
import { templateFindings } from './check-templates.ts';
import { error, type Finding, type Path } from './problem.ts';

/** The actions of a site and of its lines: names the model can tell apart, templates that can be filled, ways to send. */
export function actionFindings(site: Site, secrets: Secrets): readonly Finding[] {
  const shared = site.actions.map((action) => action.name);
  return [
    ...listFindings(site, site.actions, ['actions'], [], secrets),
    ...site.lines.flatMap((line, index) =>
      listFindings(site, line.actions, ['lines', index, 'actions'], shared, secrets),
    ),
  ];
}

function listFindings(
  site: Site,
  actions: readonly Action[],
  at: Path,
  shared: readonly string[],
  secrets: Secrets,
): readonly Finding[] {
  const known = [...shared, ...actions.map(({ name }) => name)];
  return actions.flatMap((action, index) => {
    const path = [...at, index];
    const earlier = [...shared, ...actions.slice(0, index).map((other) => other.name)];
    return [
      ...nameFindings(action, path, earlier),
      ...parameterFindings(action, path),
      ...templateFindings(action, path, known),
      ...dependencyFindings(action, path, known),
      ...(action.type === 'http_request'
        ? requestFindings(action, path, secrets)
        : sendingFindings(site, action, path)),
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
  const reserved = reservedNames(action);
  return action.parameters.flatMap((parameter, index) => {
    const path = [...at, 'parameters', index];
    const findings = [...typeFindings(parameter, path)];
    if (names.indexOf(parameter.name) !== index)
      findings.push(error([...path, 'name'], `the parameter ${parameter.name} is listed twice; remove one`));
    if (reserved.includes(parameter.name))
      findings.push(error([...path, 'name'], `${parameter.name} has a meaning of its own here; choose another name`));
    return findings;
  });
}

/** Arguments the tool has anyway, and names that templates know already. */
function reservedNames(action: Action): readonly string[] {
  const built = ['call', 'results'];
  if (action.type === 'http_request') return built;
  if (action.type === 'send_sms') return [...built, 'to'];
  return [...built, 'to', 'cc', 'bcc', 'summary'];
}

function typeFindings({ type, values, with_time, max_length }: ActionParameter, path: Path): readonly Finding[] {
  const findings: Finding[] = [];
  if (type === 'enum' && (values ?? []).length === 0)
    findings.push(error(path, 'type enum needs values, for example values: [yes, no]'));
  if (type !== 'enum' && values !== undefined)
    findings.push(error([...path, 'values'], 'values belong to type enum; write type: enum or remove them'));
  if (type !== 'date' && with_time !== undefined)
    findings.push(error([...path, 'with_time'], 'with_time belongs to type date; write type: date or remove it'));
  if (type !== 'string' && max_length !== undefined)
    findings.push(error([...path, 'max_length'], 'max_length belongs to type string; remove it'));
  return findings;
}
