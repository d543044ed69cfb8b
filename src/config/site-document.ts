import { Alias, type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Finding, Path, Problem } from './problem.ts';

/** A parsed YAML file that still knows where everything stands. The only home of the `yaml` package. */
export interface SiteDocument {
  readonly value: unknown;
  /** Syntax errors, with their places. When there are any, `value` is not worth checking. */
  readonly problems: readonly Problem[];
  /** Puts a finding in its place in the file. */
  place(finding: Finding): Problem;
}

export function parseSiteDocument(file: string, text: string): SiteDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, stringKeys: true });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings].map((problem): Problem => {
    const severity = problem.name === 'YAMLWarning' ? 'warning' : 'error';
    return { severity, file, ...at(problem.pos[0]), message: `this is not valid YAML: ${problem.message}` };
  });
  const { value, problem } = toValue(document);
  if (problem !== null) problems.push({ severity: 'error', file, line: 1, column: 1, message: problem });
  return {
    value,
    problems,
    place: ({ severity, path, atKey, message }) => {
      const offset = offsetOf(document, path, atKey === true);
      return { severity, file, ...at(offset), message };
    },
  };
}

/** Aliases are followed only so often, so that a small file cannot unfold into a huge one. */
function toValue(document: Document): { value: unknown; problem: string | null } {
  if (document.errors.length > 0) return { value: null, problem: null };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), problem: null };
  } catch {
    return { value: null, problem: 'the aliases (*name) of this file cannot be resolved; write the values out' };
  }
}

/** Where a path's value begins; where it does not exist, the key of the deepest part that does. */
function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let keyOffset = startOf(node) ?? 0;
  for (const step of path) {
    const found = stepInto(resolve(document, node), step);
    if (found === null) return keyOffset;
    keyOffset = startOf(found.key) ?? startOf(found.value) ?? keyOffset;
    node = found.value;
  }
  return atKey ? keyOffset : (startOf(node) ?? keyOffset);
}

function stepInto(node: unknown, step: string | number): { key: unknown; value: unknown } | null {
  if (isSeq(node) && typeof step === 'number') {
    const value = node.items[step];
    return value === undefined ? null : { key: value, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

const resolve = (document: Document, node: unknown): unknown =>
  node instanceof Alias ? (node.resolve(document) ?? node) : node;

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
