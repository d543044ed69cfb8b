import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const rules = rulesOf(specification());
const tested = new Set(testFiles().flatMap((path) => rulesInTitles(readFileSync(join(here, path), 'utf8'))));

/** `SPEC.md` and the parts waiting to be joined to it. */
function specification(): string {
  const parts = join(here, 'SPEC.d');
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => name.endsWith('.md')) : [];
  const paths = [join(here, 'SPEC.md'), ...names.map((name) => join(parts, name))];
  return paths
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

function testFiles(): string[] {
  return readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
}

/** A rule is defined where a list item or heading begins with its number: `- **SP1** …`, `- [SP1] …`, `### SP1`. */
function rulesOf(text: string): string[] {
  return [...text.matchAll(/^(?:[-*] |#{2,4} |\| *)?[*[`]{0,3}([A-Z]{2,}\d+)\b/gm)].map((match) => match[1] ?? '');
}

function rulesInTitles(text: string): string[] {
  return [...text.matchAll(/['"`]\[([A-Z]{2,}\d+)\]/g)].map((match) => match[1] ?? '');
}

describe('the specification', () => {
  it('[SC1] every rule is held by a test that names it', () => {
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it('[SC2] every rule a test names is written down, once', () => {
    expect([...tested].filter((rule) => !rules.includes(rule)).sort()).toEqual([]);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it('[SC3] both notations are read', () => {
    const definitions = '- **AA1** one\n- [AA2] two\n### AA3 three\n- `AA4` four\nAA5 five\nsee **AA6**';
    expect(rulesOf(definitions)).toEqual(['AA1', 'AA2', 'AA3', 'AA4', 'AA5']);
    const open = '[';
    expect(rulesInTitles(`it('${open}AA1] a'); it.each([])("${open}AA2] b")`)).toEqual(['AA1', 'AA2']);
  });
});
