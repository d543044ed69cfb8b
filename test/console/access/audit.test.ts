import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessBench, basic } from './access-bench.ts';

describe('the audit log', () => {
  let bench: AccessBench;
  beforeEach(async () => {
    bench = await new AccessBench({ consolePassword: 'secret' }).open();
    for (let at = 1; at <= 5; at++) {
      const operator = at % 2 === 0 ? 'dana' : 'eve';
      const action = at < 3 ? 'unmask' : 'play-recording';
      await bench.store.appendAudit({ at, operator, action, subject: `call ${at}`, detail: { at } });
    }
  });
  afterEach(() => bench.close());
  const read = async (query = '') => bench.ask('GET', `/api/audit${query}`, { headers: basic('', 'secret') });
  const found = async (query: string) => {
    const { json } = await read(query);
    return { times: ((json?.entries ?? []) as { at: number }[]).map(({ at }) => at), next: json?.next };
  };

  it('[AUD4] is read page by page, the newest first', async () => {
    expect(await found('')).toEqual({ times: [5, 4, 3, 2, 1], next: null });
    const first = await found('?limit=2');
    expect(first).toEqual({ times: [5, 4], next: 4 });
    expect(await found(`?limit=2&before=${String(first.next)}`)).toEqual({ times: [3, 2], next: 2 });
    expect(await found('?limit=2&before=2')).toEqual({ times: [1], next: null });
    expect(await found('?limit=5')).toEqual({ times: [5, 4, 3, 2, 1], next: null });
  });

  it('[AUD4] by operator and action; nothing typed is no filter', async () => {
    expect((await found('?operator=Dana')).times).toEqual([4, 2]);
    expect((await found('?action=unmask')).times).toEqual([2, 1]);
    expect((await found('?action=unmask&operator=eve')).times).toEqual([1]);
    expect((await found('?action=&operator=')).times).toHaveLength(5);
    expect((await found("?operator='%20or%201=1")).times).toEqual([]);
  });

  it.each([
    '?limit=0',
    '?limit=501',
    '?limit=x',
    '?before=-1',
    '?before=1e400',
    '?operator=a&operator=b',
    `?action=${'x'.repeat(101)}`,
  ])('[AUD4] %s is refused', async (query) => {
    expect((await read(query)).status).toBe(400);
  });
});
