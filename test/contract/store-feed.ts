import { expect, it } from 'vitest';
import type { LoggedEvent } from '../../src/ports/feed-store.ts';
import type { Store } from '../../src/ports/store.ts';
import { booked } from './callback-parts.ts';
import { id, newCall, now, reserved, type UnderTest } from './store-parts.ts';

/** The log of all calls as one, and what changed beside it. */
export function feedRules(under: UnderTest): void {
  const running = async (startedAt = now): Promise<string> => {
    const call = { ...newCall(), startedAt };
    await under().store.openCall({ call, siteVersion: 'v' });
    return call.id;
  };
  const silence = (callId: string, count: number) => ({ callId, event: { type: 'silence', count, at: now } as const });
  const told = ({ event }: LoggedEvent) => [event.callId, event.seq, event.type === 'silence' && event.count];
  /** All after a position, page by page. */
  async function follow(store: Store, from: number, limit: number): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = [];
    for (;;) {
      const page = await store.eventsAfter(all.at(-1)?.event.id ?? from, limit);
      expect(page.length).toBeLessThanOrEqual(limit);
      all.push(...page);
      if (page.length === 0) return all;
    }
  }

  it('[FEED1] the log of all calls is one, in order, from any position and in pages of any size', async () => {
    const [one, two] = [await running(), await running()];
    const from = await under().store.lastEventId();
    await under().store.appendEvents([silence(one, 1), silence(two, 1), silence(one, 2)]);
    await under().other.appendEvents([silence(two, 2)]);
    const all = await follow(under().other, from, 100);
    expect(all.map(told).filter(([callId]) => callId === one)).toEqual([
      [one, 1, 1],
      [one, 2, 2],
    ]);
    expect(all).toHaveLength(4);
    expect(all[0]).toMatchObject({ siteId: 'site', lineId: 'line' });
    const ids = all.map(({ event }) => event.id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(await follow(under().store, from, 1)).toEqual(all);
    expect(await follow(under().store, ids[1] ?? 0, 100)).toEqual(all.slice(2));
    expect(await under().store.lastEventId()).toBe(ids.at(-1));
    expect(await under().store.eventsAfter(ids.at(-1) ?? 0, 5)).toEqual([]);
  });

  it('[FEED2] who follows the log while several append misses nothing and gets nothing twice', async () => {
    const calls = await Promise.all(Array.from({ length: 6 }, () => running()));
    const from = await under().store.lastEventId();
    let writing = true;
    const followed: LoggedEvent[] = [];
    const follower = (async () => {
      for (let last = false; !last; ) {
        last = !writing;
        followed.push(...(await under().other.eventsAfter(followed.at(-1)?.event.id ?? from, 7)));
        last &&= (await under().other.eventsAfter(followed.at(-1)?.event.id ?? from, 1)).length === 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const writers = calls.map(async (callId, index) => {
      const store = index % 2 === 0 ? under().store : under().other;
      for (let count = 1; count <= 15; count += 3)
        await store.appendEvents([silence(callId, count), silence(callId, count + 1), silence(callId, count + 2)]);
    });
    await Promise.all(writers);
    writing = false;
    await follower;
    for (const callId of calls) {
      const seqs = followed.filter(({ event }) => event.callId === callId).map(({ event }) => event.seq);
      expect(seqs).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    }
    expect(followed).toHaveLength(90);
  });

  it('[FEED3] a write of callbacks, messages, contacts or lines leaves a change of its topic', async () => {
    const { store, other } = under();
    const changed = async (write: () => Promise<unknown>) => {
      const from = await other.lastChangeId();
      await write();
      return [...new Set((await other.changesAfter(from)).map(({ topic }) => topic))];
    };
    const contact = { id: id(), siteId: id(), name: 'Dana', callbackNumber: null, email: null } as const;
    const rest = { language: null, timeZone: null, notes: null, identifiers: [`${id()}@example.com`] } as const;
    expect(await changed(() => store.saveContacts([{ ...contact, ...rest }]))).toEqual(['contacts']);
    expect(await changed(() => reserved(store))).toEqual(['messages']);
    expect(await changed(() => booked(store))).toEqual(['callbacks']);
    const version = id();
    expect(await changed(() => store.saveSiteVersion(version, 'site', {}, now))).toEqual(['lines']);
    expect(await changed(() => store.saveSiteVersion(version, 'site', {}, now))).toEqual(['lines']);
    expect(await changed(() => store.claimMessage(id(), now, 1000))).toEqual([]);
    expect(await changed(async () => store.appendEvents([silence(await running(), 1)]))).toEqual([]);
  });

  it('[FEED4] running calls are those not ended, from a time on, newest first', async () => {
    // Later than what any other rule leaves running in the same store.
    const later = now + 50 * 365 * 86_400_000;
    const [old, first, second, ended] = [
      await running(later + 1_000_000),
      await running(later + 2_000_000),
      await running(later + 3_000_000),
      await running(later + 4_000_000),
    ];
    await under().store.endCall(ended, { status: 'completed', at: now });
    const ids = async (limit: number) =>
      (await under().other.runningCalls(later + 1_500_000, limit)).map(({ call }) => call.id);
    expect(await ids(10)).toEqual([second, first]);
    expect(await ids(1)).toEqual([second]);
    for (const callId of [old, first, second]) await under().store.endCall(callId, { status: 'completed', at: now });
  });

  it('[FEED5] the events of several calls come together, each call’s in its order', async () => {
    const [one, two, three] = [await running(), await running(), await running()];
    await under().store.appendEvents([silence(two, 1), silence(one, 1), silence(three, 1), silence(one, 2)]);
    const events = await under().other.eventsOfCalls([one, two]);
    expect(events.filter(({ callId }) => callId === one).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events.filter(({ callId }) => callId === two).map(({ seq }) => seq)).toEqual([1]);
    expect(events).toHaveLength(3);
    expect(await under().store.eventsOfCalls([])).toEqual([]);
  });
}
