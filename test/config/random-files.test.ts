import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SiteFolder } from './site-folder.ts';

const DEMO = readFileSync('config/brightwater.yaml', 'utf8');
const PIECES = [
  ':',
  '-',
  '[',
  ']',
  '{',
  '}',
  '&a',
  '*a',
  '!!binary',
  '<<: *hours',
  '\t',
  '"',
  '|',
  'null',
  '~',
  '0x1',
  '\u0000',
];
const place = fc.nat(DEMO.length);
const cut = fc.tuple(place, fc.nat(40), fc.oneof(fc.constantFrom(...PIECES), fc.string()));

describe('mutated site files', () => {
  it('[CFG45] none throws; each is loaded or has an error with its place', async () => {
    using folder = new SiteFolder().write('knowledge/support.md', 'text');
    const property = fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 3 }), async (cuts) => {
      const text = cuts.reduce((file, [at, length, put]) => file.slice(0, at) + put + file.slice(at + length), DEMO);
      const { sites, problems } = await folder.write('site.yaml', text.toWellFormed()).load();
      const errors = problems.filter((problem) => problem.severity === 'error');
      expect(sites.length + errors.length).toBeGreaterThan(0);
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { line, column } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(lines + 1);
        expect(column).toBeGreaterThan(0);
      }
    });
    await fc.assert(property, { numRuns: 300, seed: 20_261_124 });
  });
});
