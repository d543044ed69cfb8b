import { type Action, dependenciesOf } from '../domain/action.ts';
import { BUILT_IN_TOOLS } from '../domain/tool-names.ts';
import { nearest } from './nearest.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** What an action waits for can be waited for. `known`: the names of the actions beside it, its own included. */
export function dependencyFindings(action: Action, at: Path, known: readonly string[]): readonly Finding[] {
  const others = [...BUILT_IN_TOOLS, ...known.filter((name) => name !== action.name)];
  const unknown = action.depends_on.flatMap((name, index) =>
    others.includes(name) ? [] : [error([...at, 'depends_on', index], describe(name, action.name, others))],
  );
  const waits = action.only_if_previous_succeeded === 'call';
  if (waits && dependenciesOf(action).length === 0) {
    const message = 'call needs depends_on: the tools that have to succeed first; or write true';
    return [...unknown, error([...at, 'only_if_previous_succeeded'], message)];
  }
  if (waits || action.depends_on.length === 0) return unknown;
  return [...unknown, warning([...at, 'depends_on'], 'has no effect without only_if_previous_succeeded: call')];
}

function describe(name: string, own: string, others: readonly string[]): string {
  if (name === own) return 'an action cannot depend on itself; remove it';
  const meant = nearest(name, others);
  return `there is no tool ${name}; ${meant === null ? 'write the name of one' : `did you mean ${meant}?`}`;
}
