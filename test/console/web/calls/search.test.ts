import { describe, expect, it } from 'vitest';
import { isFiltered, isNumber, searchPath } from '../../../../src/console/web/pages/calls/search.ts';

const asked = (filters: Record<string, string>, cursor?: string, isWhole = false) =>
  Object.fromEntries(new URL(searchPath(filters, cursor, isWhole), 'http://x').searchParams);

describe('the filters of the calls page', () => {
  it.each([
    ['5550123', true],
    ['+1 (415) 555-0123', true],
    ['555.01.23', true],
    ['123', false],
    ['4 boilers', false],
    ['', false],
    ['+ - ( )', false],
  ])('[CAL14] %j is a number: %s', (text, is) => {
    expect(isNumber(text)).toBe(is);
  });

  it('[CAL14] become a request; what is empty asks for nothing', () => {
    expect(asked({})).toEqual({ limit: '100' });
    expect(asked({ q: ' boiler leak ', line: 'brightwater/sales', outcome: 'failed', direction: 'outbound' })).toEqual({
      words: 'boiler leak',
      site: 'brightwater',
      line: 'sales',
      outcome: 'failed',
      direction: 'outbound',
      limit: '100',
    });
    expect(asked({ q: '0123' }, 'abc', true)).toEqual({ number: '0123', cursor: 'abc', unmasked: '1', limit: '100' });
    expect([isFiltered({ q: '' }), isFiltered({ q: 'x' })]).toEqual([false, true]);
  });

  it('[CAL14] days are those of whoever looks, the last one whole; what is no day asks for nothing', () => {
    const { from, to } = asked({ time: 'dates', from: '2026-11-20', to: '2026-11-20' });
    expect(new Date(Number(from)).toString()).toContain('Nov 20 2026 00:00:00');
    expect(new Date(Number(to)).toString()).toContain('Nov 21 2026 00:00:00');
    expect(asked({ time: 'dates', from: '2026-99-99', to: 'x' })).toEqual({ limit: '100' });
    expect(asked({ time: '', from: '2026-11-20' })).toEqual({ limit: '100' });
    const week = Number(asked({ time: '7' }).from);
    const today = Number(asked({ time: '1' }).from);
    expect(Math.round((today - week) / 86_400_000)).toBe(6);
  });
});
