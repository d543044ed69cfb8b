import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '../../src/console/contract/feed.ts';
import { FeedConnection, type FeedSource } from '../../src/console/web/data/feed-connection.ts';
import { createRefresh, isBelow, outOfDate } from '../../src/console/web/data/feed-refresh.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** A browser's EventSource by hand. */
class Source implements FeedSource {
  readyState = 0;
  closed = false;
  readonly url: string;
  readonly #listeners = new Map<string, ((event: { readonly data?: unknown }) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.closed = true;
  }

  tell(type: string, data: unknown = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data: JSON.stringify(data) });
  }

  hello(position: number): this {
    this.tell('hello', { position });
    return this;
  }

  happen(id: number): this {
    this.tell('call', {
      id,
      callId: 'c',
      seq: id,
      siteId: 's',
      lineId: 'l',
      event: { type: 'silence', count: 1, at: 1 },
    });
    return this;
  }

  /** `gives up`: the browser does not try again by itself. */
  breaks(givesUp: boolean): void {
    this.readyState = givesUp ? 2 : 0;
    this.tell('error');
  }
}

function bench() {
  const clock = new VirtualClock();
  const sources: Source[] = [];
  const open = (url: string): Source => {
    const source = new Source(url);
    sources.push(source);
    return source;
  };
  const connection = new FeedConnection({ open, after: (ms, callback) => clock.after(ms, callback) });
  const told: FeedMessage[] = [];
  connection.listen((message) => told.push(message));
  const states: string[] = [];
  connection.watchState(() => states.push(connection.state));
  const stop = connection.start();
  const last = () => sources.at(-1) as Source;
  const ids = () => told.flatMap((message) => (message.type === 'call' ? [message.id] : []));
  return { clock, sources, connection, told, states, stop, last, ids };
}

describe('the stream in a page', () => {
  it('[FEED30] begins from now, and goes on behind the last it was told when the answer was none', async () => {
    const { clock, sources, last, ids, stop } = bench();
    expect(last().url).toBe('/api/stream');
    last().hello(10).happen(11).happen(12);
    last().breaks(true);
    await clock.advance(500);
    expect(sources.map(({ url, closed }) => [url, closed])).toEqual([
      ['/api/stream', true],
      ['/api/stream?after=12', false],
    ]);
    last().hello(12).happen(12).happen(13);
    sources[0]?.happen(14);
    expect(ids()).toEqual([11, 12, 13]);
    stop();
    expect(last().closed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('[FEED30] with nothing told yet it goes on from the greeting, and behind a reset from there', async () => {
    const { clock, last, ids, told, stop } = bench();
    last().hello(10);
    last().breaks(true);
    await clock.advance(500);
    expect(last().url).toBe('/api/stream?after=10');
    last().tell('reset', { position: 3 });
    last().hello(3).happen(4);
    expect(told.map(({ type }) => type)).toEqual(['hello', 'reset', 'hello', 'call']);
    expect(ids()).toEqual([4]);
    last().breaks(true);
    await clock.advance(500);
    expect(last().url).toBe('/api/stream?after=4');
    stop();
  });

  it('[FEED30] a connection the browser makes again by itself is left to it', async () => {
    const { clock, sources, last, ids, stop } = bench();
    last().hello(1);
    last().breaks(false);
    await clock.advance(3000);
    expect(sources).toHaveLength(1);
    last().hello(1).happen(2);
    expect(ids()).toEqual([2]);
    stop();
  });

  it('[FEED31] is connecting, live, and lost after four seconds without; each try waits longer', async () => {
    const { clock, sources, connection, states, last, stop } = bench();
    expect(connection.state).toBe('connecting');
    last().hello(1);
    last().breaks(true);
    await clock.advance(3999);
    expect(connection.state).toBe('connecting');
    await clock.advance(1);
    expect(connection.state).toBe('lost');
    for (let attempt = 0; attempt < 8; attempt++) {
      last().breaks(true);
      await clock.advance(10_000);
    }
    expect(sources.length).toBeLessThan(12);
    last().hello(1);
    expect(states).toEqual(['live', 'connecting', 'lost', 'live']);
    stop();
    expect(clock.pending).toBe(0);
  });

  it('[FEED31] one that says nothing for long is opened anew; a ping is enough to stay', async () => {
    const { clock, sources, last, stop } = bench();
    last().hello(1);
    for (let beat = 0; beat < 4; beat++) {
      await clock.advance(15_000);
      last().tell('ping');
    }
    expect(sources).toHaveLength(1);
    await clock.advance(41_000);
    expect(sources.map(({ closed }) => closed)).toEqual([true, false]);
    stop();
  });

  const call = (type: string): FeedMessage => ({
    type: 'call',
    id: 1,
    callId: 'call_1',
    seq: 1,
    siteId: 's',
    lineId: 'l',
    event: { type, at: 1 } as never,
  });

  it('[FEED32] tells what is out of date: a topic, a call, lists by what they show, everything after a reset', () => {
    expect(outOfDate({ type: 'changed', topic: 'callbacks' })).toEqual(['/callbacks']);
    expect(outOfDate(call('caller-said'))).toEqual(['/calls/call_1']);
    expect(outOfDate(call('call-ended'))).toEqual(['/calls/call_1', '/calls']);
    expect(outOfDate({ type: 'hello', position: 1 })).toEqual([
      '/callbacks',
      '/messages',
      '/lines',
      '/contacts',
      '/calls',
      '/live',
    ]);
    expect(outOfDate({ type: 'reset', position: 1 })).toBeNull();
    expect(isBelow(['api', '/calls?limit=50'], '/calls')).toBe(true);
    expect(isBelow(['/api/calls/call_1'], '/calls')).toBe(true);
    expect(isBelow(['calls', { limit: 5 }], '/calls')).toBe(true);
    expect(isBelow(['/callbacks'], '/calls')).toBe(false);
    expect(isBelow(['/calls'], '/calls/call_1')).toBe(false);
  });

  it('[FEED32] each address is asked for at once, and then once a second at most, the last time included', async () => {
    const clock = new VirtualClock();
    const asked: (string | null)[] = [];
    const refresh = createRefresh(
      (ms, callback) => clock.after(ms, callback),
      (address) => asked.push(address),
    );
    for (let burst = 0; burst < 50; burst++) refresh.stale(call('caller-said'));
    refresh.stale({ type: 'changed', topic: 'messages' });
    expect(asked).toEqual(['/calls/call_1', '/messages']);
    await clock.advance(1000);
    expect(asked).toEqual(['/calls/call_1', '/messages', '/calls/call_1']);
    await clock.advance(5000);
    expect(asked).toHaveLength(3);
    expect(clock.pending).toBe(0);
    refresh.stale(call('call-ended'));
    refresh.stop();
    expect(clock.pending).toBe(0);
  });
});
