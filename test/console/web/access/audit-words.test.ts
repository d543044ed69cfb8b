import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detailText, knownActions, wordsOf } from '../../../../src/console/web/pages/access/audit-words.ts';
import { readSources } from '../../../support/source-imports.ts';

const sources = readSources(join(import.meta.dirname, '../../../..'), 'src');

/** The words under which the server keeps what was done, as they stand in its source. */
function keptActions(): string[] {
  const keeping = sources.filter(
    ({ path, text }) => !/\/(?:web|adapters)\//.test(path) && text.includes('appendAudit'),
  );
  const lines = keeping.flatMap(({ text }) => text.split('\n').filter((line) => /\baction|\bkeep\(/.test(line)));
  return lines.flatMap((line) => [...line.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1] ?? ''));
}

describe('the words of the audit log', () => {
  it('[AUD6] there are some for everything that is kept, and it can be filtered by them', () => {
    const kept = new Set(keptActions());
    expect(kept.size).toBeGreaterThan(15);
    const known = new Set(knownActions.map(({ value }) => value));
    expect([...kept].filter((action) => !known.has(action))).toEqual([]);
  });

  it('[AUD6] what is not known is told as it is', () => {
    expect(wordsOf('shave-yaks')).toEqual({ title: 'shave yaks' });
    expect(detailText({ callId: 'call_1', from: 0, site_id: 'a', waitSeconds: 0, gone: null, none: '' })).toBe(
      'call: call_1, from: 0, site id: a',
    );
    expect(detailText({ from: '203.0.113.5', waitSeconds: 4 })).toBe('from: 203.0.113.5, then made to wait 4 s');
  });
});
