import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedHub } from '../../../src/console/live/feed-hub.ts';
import { settle } from '../../support/virtual-clock.ts';
import { followBench, Tab } from './follow-bench.ts';

const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

describe('the hub of the stream', () => {
  it('[FEED10] greets with the position it begins at, and tells all tabs what comes, masked and in order', async () => {
    const { clock, store, hub, happen } = await followBench();
    await happen();
    const [one, two, own] = [new Tab(), new Tab(), hub()];
    await own.follow(null, one);
    await own.follow(null, two);
    expect(one.messages()).toEqual([{ event: 'hello', id: 1, data: { position: 1 } }]);
    const said = { type: 'caller-said', turn: 1, text: 'I am on +1 415 555 0123', via: 'speech', at: 5 } as const;
    await store.appendEvents([{ callId: 'call_2', event: said }]);
    await happen(3);
    await clock.advance(100);
    expect(one.messages().slice(1)).toEqual(two.messages().slice(1));
    expect(one.told).toEqual([2, 3]);
    expect(one.messages()[1]?.data).toEqual({
      id: 2,
      callId: 'call_2',
      seq: 1,
      siteId: 'acme',
      lineId: 'desk',
      event: { ...said, text: 'I am on the number ending 23' },
    });
    own.close();
  });

  it('[FEED11] who resumes is told what it missed, once, and then what comes', async () => {
    const { clock, hub, happen } = await followBench();
    for (let event = 0; event < 1200; event++) await happen(1 + (event % 3));
    const [own, tab] = [hub(), new Tab()];
    await own.follow(7, tab);
    await happen();
    own.wake();
    await clock.advance(200);
    await happen();
    await clock.advance(200);
    expect(tab.told).toEqual(upTo(1202, 8));
    own.close();
  });

  it('[FEED11] whatever breaks in between, every tab is told every event once and in order', async () => {
    type Move = 'happen' | 'wake' | 'pass' | 'break' | 'restart' | 'slow';
    const moves = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant<Move>('happen') },
        { weight: 3, arbitrary: fc.constantFrom<Move>('wake', 'pass') },
        { weight: 2, arbitrary: fc.constantFrom<Move>('break', 'restart', 'slow') },
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (steps) => {
        const bench = await followBench();
        const processes = [bench.hub(), bench.hub()];
        const tabs = await Promise.all(
          [0, 1, 2].map(async (index) => {
            const tab = new Tab();
            const hub = processes[index % 2] as FeedHub;
            return { told: [] as (number | null)[], lastId: 0, tab, hub, stop: await hub.follow(null, tab) };
          }),
        );
        const resume = async (index: number): Promise<void> => {
          const own = tabs[index % 3];
          if (own === undefined) return;
          own.stop();
          own.told.push(...own.tab.told);
          own.lastId = own.tab.lastId ?? own.lastId;
          own.tab = new Tab();
          own.hub = processes[(index + own.told.length) % 2] as FeedHub;
          own.stop = await own.hub.follow(own.lastId, own.tab);
        };
        let happened = 0;
        for (const [index, move] of steps.entries()) {
          if (move === 'happen') await bench.happen(1 + (++happened % 3));
          if (move === 'wake') processes[index % 2]?.wake();
          if (move === 'pass') await bench.clock.advance(30);
          if (move === 'break') await resume(index);
          const slow = tabs[index % 3];
          if (move === 'slow' && slow !== undefined) slow.tab.unsent = 2_000_000;
          if (move === 'restart') {
            processes[index % 2]?.close();
            processes[index % 2] = bench.hub();
          }
          for (const [at, { tab }] of tabs.entries()) if (tab.closed) await resume(at);
        }
        await bench.clock.advance(500);
        for (const [at, { tab }] of tabs.entries()) if (tab.closed) await resume(at);
        await bench.clock.advance(500);
        for (const { told, tab } of tabs) expect([...told, ...tab.told]).toEqual(upTo(happened));
        for (const hub of processes) hub.close();
        expect(bench.clock.pending).toBe(0);
      }),
      { seed: 20_261_125, numRuns: 60 },
    );
  });

  it('[FEED12] who was away too long, or knows a later position than there is, is told to ask anew', async () => {
    const { clock, hub, happen } = await followBench();
    for (let event = 0; event < 5002; event++) await happen();
    const [own, late, foreign, near] = [hub(), new Tab(), new Tab(), new Tab()];
    await own.follow(1, late);
    await own.follow(9999, foreign);
    await own.follow(2, near);
    for (const tab of [late, foreign])
      expect(tab.messages().slice(0, 2)).toEqual([
        { event: 'reset', id: 5002, data: { position: 5002 } },
        { event: 'hello', id: 5002, data: { position: 5002 } },
      ]);
    await happen();
    await clock.advance(1000);
    expect([late.told, foreign.told]).toEqual([[5003], [5003]]);
    expect(near.told).toEqual(upTo(5003, 3));
    own.close();
  });

  it('[FEED13] own events are told at once, others’ within 50 ms, and nobody asks while nobody follows', async () => {
    const { clock, store, hub, happen } = await followBench();
    const [own, tab] = [hub(), new Tab()];
    own.wake();
    await clock.advance(1000);
    expect(clock.pending).toBe(0);
    const stop = await own.follow(null, tab);
    await happen();
    own.wake();
    await settle();
    expect(tab.told).toEqual([1]);
    await happen();
    await clock.advance(50);
    expect(tab.told).toEqual([1, 2]);
    let asked = 0;
    const eventsAfter = store.eventsAfter.bind(store);
    store.eventsAfter = async (...input) => {
      asked++;
      return eventsAfter(...input);
    };
    await clock.advance(1000);
    expect(asked).toBeLessThanOrEqual(20);
    stop();
    await clock.advance(1000);
    expect(clock.pending).toBe(0);
    expect(asked).toBeLessThanOrEqual(20);
    const second = new Tab();
    await own.follow(null, second);
    await happen();
    await clock.advance(50);
    expect(second.told).toEqual([3]);
    own.close();
  });

  it('[FEED14] a change elsewhere is told once to everybody, also one that came out of its order', async () => {
    const { clock, store, hub } = await followBench();
    const [own, one, two] = [hub(), new Tab(), new Tab()];
    await own.follow(null, one);
    await own.follow(null, two);
    await clock.advance(100);
    await store.saveSiteVersion('v2', 'acme', {});
    await clock.advance(550);
    expect([one.topics, two.topics]).toEqual([['lines'], ['lines']]);
    const changesAfter = store.changesAfter.bind(store);
    store.changed('messages');
    store.changed('contacts');
    store.changesAfter = async (id) => (await changesAfter(id)).filter(({ topic }) => topic !== 'messages');
    await clock.advance(600);
    expect(one.topics).toEqual(['lines', 'contacts']);
    store.changesAfter = changesAfter;
    await clock.advance(600);
    expect(one.topics).toEqual(['lines', 'contacts', 'messages']);
    await clock.advance(5000);
    expect(one.topics).toHaveLength(3);
    own.close();
  });

  it('[FEED15] who does not read is hung up on; the others go on, and it loses nothing by resuming', async () => {
    const { clock, hub, happen } = await followBench();
    const [own, slow, quick] = [hub(), new Tab(), new Tab()];
    await own.follow(null, slow);
    await own.follow(null, quick);
    await happen();
    await clock.advance(50);
    slow.unsent = 1_500_000;
    await happen();
    await clock.advance(50);
    expect(slow.closed).toBe(true);
    expect(own.followers).toBe(1);
    expect(quick.told).toEqual([1, 2]);
    const again = new Tab();
    await own.follow(slow.lastId, again);
    await clock.advance(50);
    expect([...slow.told, ...again.told]).toEqual([1, 2]);
    own.close();
  });

  it('[FEED16] something is said every 15 seconds: a comment for proxies, an event for the page', async () => {
    const { clock, hub } = await followBench();
    const [own, tab] = [hub(), new Tab()];
    await own.follow(null, tab);
    await clock.advance(45_500);
    const pings = tab.sent.filter((text) => text.startsWith(': ping\nevent: ping\n'));
    expect(pings).toHaveLength(3);
    own.close();
    expect(clock.pending).toBe(0);
  });

  it('[FEED17] a store that is away is complained of once a minute, and followed again when it is back', async () => {
    const { clock, store, log, hub, happen } = await followBench();
    const [own, tab] = [hub(), new Tab()];
    await own.follow(null, tab);
    store.away = true;
    await clock.advance(59_000);
    expect(log.lines).toHaveLength(1);
    await expect(own.follow(null, new Tab())).rejects.toThrow();
    expect(own.followers).toBe(1);
    store.away = false;
    await happen();
    await clock.advance(1100);
    expect(tab.told).toEqual([1]);
    own.close();
  });

  it('[FEED17] the first follower of a store that is away leaves nothing behind, and the next one follows', async () => {
    const { clock, store, hub, happen } = await followBench();
    const own = hub();
    store.away = true;
    await expect(own.follow(null, new Tab())).rejects.toThrow();
    expect(clock.pending).toBe(0);
    store.away = false;
    const tab = new Tab();
    await own.follow(null, tab);
    await happen();
    await clock.advance(50);
    expect(tab.told).toEqual([1]);
    own.close();
  });

  it('[FEED18] when it is closed everybody is hung up on, also who is just coming, and no timer is left', async () => {
    const { clock, hub } = await followBench();
    const [own, tab, coming] = [hub(), new Tab(), new Tab()];
    await own.follow(null, tab);
    const follows = own.follow(null, coming);
    own.close();
    await follows;
    await settle();
    expect([tab.closed, coming.closed, own.followers, own.closed]).toEqual([true, true, 0, true]);
    expect(clock.pending).toBe(0);
    const late = new Tab();
    await own.follow(null, late);
    expect(late.closed).toBe(true);
    await clock.advance(1000);
    expect(clock.pending).toBe(0);
  });
});
