import { expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { id, newCall, now, type UnderTest } from './store-parts.ts';

/** What running calls are told from outside. */
export function noticeRules(under: UnderTest): void {
  const running = async (): Promise<string> => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    return call.id;
  };
  const notice = (callId: string, changes: Partial<Notice> = {}): Notice => ({
    id: id(),
    callId,
    text: 'The text did not arrive.',
    urgent: true,
    at: now,
    ...changes,
  });
  const add = (one: Notice) => under().store.addNotice(one);
  const take = (...callIds: string[]) => under().store.takeNotices(callIds);

  it('[STO43] a notice is kept for a running call only', async () => {
    const callId = await running();
    expect(await add(notice(id()))).toBe(false);
    const one = notice(callId, { urgent: false, text: 'a "quoted" text; $1 %s' });
    expect(await add(one)).toBe(true);
    await under().store.endCall(callId, { status: 'completed', at: now });
    expect(await add(notice(callId))).toBe(false);
    expect(await take(callId)).toEqual([one]);
  });

  it('[STO43] one that comes at the very end of its call is there for a last look, or refused', async () => {
    for (let round = 0; round < 20; round += 1) {
      const callId = await running();
      const end = under().other.endCall(callId, { status: 'completed', at: now });
      const [taken, ...kept] = await Promise.all([
        end.then(() => take(callId)),
        ...Array.from({ length: 6 }, () => add(notice(callId))),
      ]);
      expect(taken).toHaveLength(kept.filter(Boolean).length);
    }
  });

  it('[STO44] the same notice is told once, also when it comes again after it was taken', async () => {
    const one = notice(await running());
    const sources = [under().store, under().other, under().store, under().other];
    const kept = await Promise.all(sources.map((store) => store.addNotice(one)));
    expect(kept).toEqual([true, true, true, true]);
    expect(await take(one.callId)).toEqual([one]);
    expect(await add({ ...one, at: now + 5 })).toBe(true);
    expect(await take(one.callId)).toEqual([]);
  });

  it('[STO45] notices are taken oldest first, and those of other calls stay', async () => {
    const [first, second, third] = [await running(), await running(), await running()];
    const [late, other, early] = [notice(first, { at: now + 2 }), notice(third), notice(second, { at: now + 1 })];
    for (const one of [late, other, early]) await add(one);
    expect(await take()).toEqual([]);
    expect(await take(id(), first, second)).toEqual([early, late]);
    expect(await take(third)).toEqual([other]);
  });

  it('[STO46] notices taken by two stores at once are each given out once', async () => {
    const callId = await running();
    const notices = Array.from({ length: 20 }, () => notice(callId));
    for (const one of notices) await add(one);
    const takers = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? under().store : under().other));
    const taken = (await Promise.all(takers.map((store) => store.takeNotices([callId])))).flat();
    expect(taken.map((one) => one.id).toSorted()).toEqual(notices.map((one) => one.id).toSorted());
  });
}
