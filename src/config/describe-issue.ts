import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { error, type Finding, formatPath, type Path } from './problem.ts';
import { knownKeys } from './site-schema.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod found into findings that say what to write instead. `value` is the whole document's value. */
export function describeIssues(issues: readonly Issue[], value: unknown): readonly Finding[] {
  return withoutMistyped(issues.flatMap((issue) => describe(issue, [], value)));
}

/** A missing key that stands there misspelt is one mistake, not two. */
function withoutMistyped(findings: readonly Described[]): readonly Described[] {
  const meant = new Set(findings.flatMap((finding) => (finding.meant === undefined ? [] : [finding.meant])));
  return findings.filter((finding) => finding.missing === undefined || !meant.has(finding.missing));
}

/** `missing`: path of the key that is not there; `meant`: path of the key an unknown one most likely stands for. */
type Described = Finding & { readonly missing?: string; readonly meant?: string };

function describe(issue: Issue, base: Path, value: unknown): readonly Described[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => describeUnknownKey(path, key));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return describeUnion(issue.errors, path, value);
  if (issue.code === 'invalid_key')
    return [{ ...error(path, labelled(path, issue.issues[0]?.message ?? 'write another key')), atKey: true }];
  const found = valueAt(value, path);
  if (found === undefined) return [describeMissing(path, issue)];
  return [error(path, labelled(path, adviceFor(issue, found)))];
}

function describeUnknownKey(path: Path, key: string): Described {
  const keys = knownKeys(path);
  const meant = nearest(key, keys);
  const advice = meant === null ? `the keys here are ${keys.join(', ')}` : `did you mean "${meant}"?`;
  const finding: Described = {
    ...error([...path, key], labelled(path, `unknown key "${key}"; ${advice}`)),
    atKey: true,
  };
  return meant === null ? finding : { ...finding, meant: formatPath([...path, meant]) };
}

function describeMissing(path: Path, issue: Issue): Described {
  const key = String(path.at(-1) ?? '');
  const advice =
    own(issue) ?? (issue.code === 'invalid_type' ? `it takes ${kindOf(issue.expected)}` : adviceFor(issue, undefined));
  return { ...error(path, labelled(path.slice(0, -1), `"${key}" is missing; ${advice}`)), missing: formatPath(path) };
}

/** Of several allowed shapes, the one that comes closest tells what is wrong. */
function describeUnion(branches: readonly (readonly Issue[])[], path: Path, value: unknown): readonly Described[] {
  const inside = branches
    .filter((issues) => issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'))
    .map((issues) => withoutMistyped(issues.flatMap((issue) => describe(issue, path, value))));
  const best = inside.sort((a, b) => a.length - b.length)[0];
  if (best !== undefined) return best;
  const advice = branches.flatMap((issues) => issues.map((issue) => adviceFor(issue, valueAt(value, path))));
  return [error(path, labelled(path, [...new Set(advice)].join(', or ')))];
}

function adviceFor(issue: Issue, found: unknown): string {
  const custom = own(issue);
  if (custom !== null) return `${custom}${foundNote(found)}`;
  if (issue.code === 'invalid_type') return `write ${kindOf(issue.expected)}${foundNote(found)}`;
  if (issue.code === 'invalid_value') return chooseFrom(issue.values.map(String), found);
  if (issue.code === 'invalid_union' && 'options' in issue)
    return chooseFrom((issue.options as unknown[]).map(String), found);
  if (issue.code === 'too_small') return limit(issue.origin, 'at least', Number(issue.minimum));
  if (issue.code === 'too_big') return limit(issue.origin, 'at most', Number(issue.maximum));
  return issue.message;
}

function chooseFrom(choices: readonly string[], found: unknown): string {
  const meant = typeof found === 'string' ? nearest(found, choices) : null;
  const list = choices.length === 1 ? `write ${choices[0]}` : `write one of ${choices.join(', ')}`;
  return meant === null ? `${list}${foundNote(found)}` : `${list}; did you mean "${meant}"?`;
}

function limit(origin: string, bound: string, size: number): string {
  if (origin === 'string')
    return size === 1 ? 'write a text, it must not be empty' : `write ${bound} ${size} characters`;
  if (origin === 'array') return `list ${bound} ${size}`;
  return `write a number of ${bound} ${size}`;
}

/** The schema's own words, where it has some; zod's stock messages all begin like these. */
function own(issue: Issue): string | null {
  return /^(Invalid|Too (small|big)|Unrecognized)/.test(issue.message) ? null : issue.message;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};
const kindOf = (expected: string): string => KINDS[expected] ?? expected;

/** Texts are not repeated: someone may have written a password where a reference belongs. */
function foundNote(found: unknown): string {
  if (found === null) return ' (found nothing)';
  if (typeof found === 'number' || typeof found === 'boolean') return ` (found ${found} without quotes)`;
  if (Array.isArray(found)) return ' (found a list)';
  return typeof found === 'object' ? ' (found keys with values)' : '';
}

const labelled = (path: Path, message: string): string =>
  path.length === 0 ? message : `${formatPath(path)}: ${message}`;

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}
