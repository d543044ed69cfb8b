import { type Action, templatesOf } from '../domain/action.ts';
import { templateNames } from '../domain/template-tags.ts';
import { nearest } from './nearest.ts';
import { error, type Finding, type Path } from './problem.ts';

/** What every template may name besides the action's parameters. */
const ofTheCall = ['id', 'number', 'name', 'line', 'site', 'time'].map((name) => `call.${name}`);
const grammar = 'write a parameter as <%= it.name %>; nothing else may stand in <% %>';

/** The templates of an action can be filled: with its parameters, the call, and what `known` actions returned. */
export function templateFindings(action: Action, at: Path, known: readonly string[]): readonly Finding[] {
  const names = action.parameters.map((parameter) => parameter.name);
  return fieldsOf(action).flatMap(({ field, templates }) =>
    templates.flatMap((template) => {
      const { names: used, bad } = templateNames(template);
      const path = [...at, ...field];
      return [
        ...bad.map(() => error(path, grammar)),
        ...used.flatMap((name) => nameFindings(name, names, known, path)),
      ];
    }),
  );
}

interface Field {
  readonly field: Path;
  readonly templates: readonly string[];
}

function fieldsOf(action: Action): readonly Field[] {
  if (action.type === 'send_sms') return [{ field: ['message'], templates: [action.message] }];
  if (action.type === 'http_request') {
    const [url = '', ...body] = templatesOf(action);
    return [
      { field: ['url'], templates: [url] },
      { field: ['body'], templates: body },
    ];
  }
  const { subject, body, html, calendar } = action;
  const fields: readonly (readonly [Path, string | undefined])[] = [
    [['subject'], subject],
    [['body'], body],
    [['html'], html],
    [['calendar', 'title'], calendar?.title],
    [['calendar', 'location'], calendar?.location],
  ];
  return fields.flatMap(([field, text]) => (text === undefined ? [] : [{ field, templates: [text] }]));
}

function nameFindings(
  name: string,
  names: readonly string[],
  known: readonly string[],
  path: Path,
): readonly Finding[] {
  if (names.includes(name) || ofTheCall.includes(name)) return [];
  const result = /^results\.([^.]+)\.(.+)$/.exec(name)?.[1];
  if (result !== undefined) {
    return known.includes(result) ? [] : [error(path, `there is no action ${result} whose result could be used`)];
  }
  if (name.startsWith('results.')) return [error(path, `write what of it, for example it.${name}.message`)];
  const meant = nearest(name, [...names, ...ofTheCall]);
  const instead = meant === null ? 'add it under parameters' : `did you mean ${meant}?`;
  return [error(path, `there is no parameter ${name}; ${instead}`)];
}
