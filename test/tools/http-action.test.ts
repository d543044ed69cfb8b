import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../src/ports/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { type Bench, type BenchOptions, bench } from './call-bench.ts';

const lookUp = { type: 'http_request', name: 'look_up', description: 'Looks up.', url: 'https://orders.example.com/a' };
const place = { ...lookUp, name: 'place', method: 'POST' };
const later = { ...lookUp, name: 'later', async: true };
const site = { actions: [lookUp, place, later] };
const found: DeliveryReport = { status: 'sent', vendorId: null, result: { status: 200, answer: { state: 'open' } } };
const failed = (errorCode: string): DeliveryReport => ({
  status: 'failed',
  errorCode,
  errorMessage: 'no',
  optOut: false,
});

/** Two sessions of a call, and how often something was asked. */
function sessions(report: DeliveryReport) {
  const asked: string[] = [];
  const delivery: BenchOptions['delivery'] = ({ id }) => {
    asked.push(id);
    return report;
  };
  const store = new MemoryStore();
  const open = () => bench({ site, delivery, store });
  return { asked, store, first: open(), second: open(), third: open() };
}

/** From here on no delivery of this session is carried out. */
const lose = ({ context }: Bench): void => void Object.assign(context, { deliver: async () => null });

describe('an http_request action', () => {
  it.each([
    ['found', found, { status: 'ok', data: { state: 'open' } }],
    ['failed', failed('vendor_unreachable'), { status: 'failed', code: 'vendor_unreachable' }],
  ])('[REQ8] one tool call is one request, in whatever session it comes again: %s', async (_what, report, result) => {
    const { asked, first, second } = sessions(report);
    const results = [
      ...(await Promise.all([first.run('look_up', {}, { id: 't1' }), first.run('look_up', {}, { id: 't1' })])),
      await first.run('look_up', {}, { id: 't1' }),
      await second.run('look_up', {}, { id: 't1' }),
    ];
    expect(results[0]?.result).toMatchObject(result);
    for (const one of results) expect(one.result).toEqual(results[0]?.result);
    expect(asked).toHaveLength(1);
    await second.run('look_up', {}, { id: 't2' });
    expect(asked).toHaveLength(2);
  });

  it('[REQ8] one behind the conversation is still queued while it is under way, and then what it came to', async () => {
    const { asked, store, first, second, third } = sessions({ status: 'retry', errorCode: 'http_503', at: 9e15 });
    const queued = (await first.run('later', {}, { id: 't1' })).result;
    expect(queued).toMatchObject({ status: 'queued' });
    expect((await second.run('later', {}, { id: 't1' })).result).toEqual(queued);
    expect(asked).toHaveLength(1);
    const [message] = store.messages.values();
    if (message === undefined || found.status !== 'sent') throw new Error('no message');
    store.messages.set(message.id, { ...message, status: 'sent', result: found.result ?? null });
    expect((await third.run('later', {}, { id: 't1' })).result).toMatchObject({
      status: 'ok',
      data: { state: 'open' },
    });
    expect(asked).toHaveLength(1);
  });

  it('[REQ8] one that was written down and not made is not made by a later session either', async () => {
    const { asked, first, second } = sessions(found);
    lose(first);
    await first.run('place', {}, { id: 't1' });
    expect((await second.run('place', {}, { id: 't1' })).result).toMatchObject({ code: 'vendor_unreachable' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['look_up', { status: 'failed', code: 'vendor_unreachable', say: expect.stringContaining('in time') }],
    ['place', { status: 'failed', code: 'vendor_unreachable', hint: expect.stringContaining('may have been done') }],
  ])('[REQ9] when the store is lost on the way, %s does not claim that nothing was done', async (name, result) => {
    const store = new MemoryStore();
    const call = bench({ site, store });
    lose(call);
    expect((await call.run(name, {})).result).toMatchObject(result);
  });

  it('[REQ9] with the store away, and after the caller cut in, nothing is asked', async () => {
    const { asked, store, first } = sessions(found);
    store.away = true;
    expect((await first.run('look_up', {})).result).toMatchObject({ status: 'failed', code: 'store_unavailable' });
    store.away = false;
    const signal = AbortSignal.abort();
    expect((await first.run('look_up', {}, { signal })).result).toMatchObject({ code: 'interrupted' });
    expect(asked).toEqual([]);
  });
});
