import { expect, it } from 'vitest';
import type { CapCode, MessageCaps } from '../../src/ports/store.ts';
import { attempted, dayMs, email, id, newMessage, noCaps, now, type UnderTest, vendorRefuses } from './store-parts.ts';

const cost = 8000;
const costly = (changes: Parameters<typeof newMessage>[0]) =>
  newMessage({ country: 'US', costMicros: cost, ...changes });

/** One kind of cap, of this many messages: messages that count towards it, and how one too many is refused. */
interface Kind {
  message(createdAt?: number): ReturnType<typeof newMessage>;
  readonly caps: MessageCaps;
  readonly refusal: CapCode;
}
/** Only where money counts does a message cost any: it makes messages of other media wait too. */
const kindOf =
  (refusal: CapCode, costMicros: number, cap: (count: number) => Partial<MessageCaps>) =>
  (count: number): Kind => {
    const same = { siteId: id(), callId: id(), country: 'US', costMicros };
    return {
      message: (createdAt = now) => newMessage({ ...same, createdAt }),
      caps: { ...noCaps, ...cap(count) },
      refusal,
    };
  };
const kinds = [
  ['a conversation', kindOf('cap_conversation', 0, (perCall) => ({ perCall }))],
  ['a site and hour', kindOf('cap_site_hour', 0, (perSiteHour) => ({ perSiteHour }))],
  ['a destination', kindOf('cap_destination_day', 0, (perDestinationDay) => ({ perDestinationDay }))],
  ['a country', kindOf('cap_country_day', 0, (perCountryDay) => ({ perCountryDay }))],
  ['money', kindOf('cap_spend_day', cost, (count) => ({ spendPerDayMicros: count * cost + cost - 1 }))],
] as const;

/** What may be sent: caps that hold exactly, however many send at once. */
export function capRules(under: UnderTest): void {
  it('[STO7] 64 senders at once meet the site cap of 50 exactly', async () => {
    const siteId = id();
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        (index % 2 === 0 ? under().store : under().other).reserveMessage(newMessage({ siteId }), {
          ...noCaps,
          perSiteHour: 50,
        }),
      ),
    );
    expect(results.filter((result) => result.outcome === 'reserved')).toHaveLength(50);
    expect(results.filter((result) => result.outcome === 'refused' && result.code === 'cap_site_hour')).toHaveLength(
      14,
    );
  });

  it('[STO8] the hour slides, and a conversation keeps its own cap', async () => {
    const siteId = id();
    const caps = { ...noCaps, perSiteHour: 1 };
    expect((await under().store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('reserved');
    expect((await under().store.reserveMessage(newMessage({ siteId, createdAt: now + 3_599_000 }), caps)).outcome).toBe(
      'refused',
    );
    expect((await under().store.reserveMessage(newMessage({ siteId, createdAt: now + 3_601_000 }), caps)).outcome).toBe(
      'reserved',
    );
    const callId = id();
    const perCall = { ...noCaps, perCall: 1 };
    await under().store.reserveMessage(newMessage({ siteId, callId }), perCall);
    expect(await under().store.reserveMessage(newMessage({ siteId, callId }), perCall)).toEqual({
      outcome: 'refused',
      code: 'cap_conversation',
    });
  });

  it('[STO9] only a definite failure gives the cap back', async () => {
    const siteId = id();
    const caps = { ...noCaps, perSiteHour: 1 };
    const message = newMessage({ siteId });
    await under().store.reserveMessage(message, caps);
    const claimed = await under().store.claimMessage(message.id, now, 20_000);
    await under().store.reportDelivery(message.id, claimed?.attempts ?? 0, { status: 'unknown', at: now + 5000 }, now);
    expect((await under().store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('refused');
    const again = await under().store.claimMessage(message.id, now + 5000, 20_000);
    await under().store.reportDelivery(
      message.id,
      again?.attempts ?? 0,
      { status: 'failed', errorCode: '21211', errorMessage: '', optOut: false },
      now,
    );
    expect((await under().store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('reserved');
  });

  it.each(kinds)('[STO32] 64 senders at once, over two stores, meet the cap of %s exactly', async (_name, kind) => {
    const { message, caps, refusal } = kind(20);
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, index) => {
        const store = index % 2 === 0 ? under().store : under().other;
        return store.reserveMessage(message(), caps);
      }),
    );
    expect(results.filter((result) => result.outcome === 'reserved')).toHaveLength(20);
    const refused = results.filter((result) => result.outcome === 'refused');
    expect(new Set(refused.map((result) => result.code))).toEqual(new Set([refusal]));
  });

  it.each(kinds)(
    '[STO33] a definite failure gives the place under the cap of %s back, an unknown outcome does not',
    async (_name, kind) => {
      const { message, caps } = kind(1);
      const send = async () => (await under().store.reserveMessage(message(), caps)).outcome;
      const first = message();
      expect((await under().store.reserveMessage(first, caps)).outcome).toBe('reserved');
      await attempted(under().store, first.id, { status: 'unknown', at: now + 5000 });
      expect(await send()).toBe('refused');
      await attempted(under().store, first.id, { status: 'retry', errorCode: '20429', at: now + 9000 }, now + 5000);
      expect(await send()).toBe('refused');
      await attempted(under().store, first.id, vendorRefuses(), now + 9000);
      expect(await send()).toBe('reserved');
      expect(await send()).toBe('refused');
    },
  );

  it.each(kinds.slice(2))('[STO34] the day of the cap of %s slides', async (_name, kind) => {
    const { message, caps } = kind(1);
    const send = async (createdAt: number) => (await under().store.reserveMessage(message(createdAt), caps)).outcome;
    expect(await send(now)).toBe('reserved');
    expect(await send(now + dayMs - 1)).toBe('refused');
    expect(await send(now + dayMs)).toBe('reserved');
  });

  it.each([
    [
      'the conversation',
      { perCall: 1 },
      [{ callId: id() }, { audience: 'team' }, { content: email() }, { siteId: id() }],
    ],
    ['the site', { perSiteHour: 1 }, [{ content: email() }, { siteId: id() }]],
    ['the destination', { perDestinationDay: 1 }, [{ to: '+14155550199' }, { content: email() }, { siteId: id() }]],
    [
      'the country',
      { perCountryDay: 1 },
      [{ country: 'CA' }, { country: null }, { content: email() }, { siteId: id() }],
    ],
    ['the money spent', { spendPerDayMicros: 8000 }, [{ costMicros: 0 }, { siteId: id() }]],
  ] as const)('[STO35] the cap of %s counts nothing but that', async (_name, cap, others) => {
    const same = { siteId: id(), callId: id() };
    const caps = { ...noCaps, ...cap };
    const send = async (changes: Parameters<typeof newMessage>[0]) =>
      (await under().store.reserveMessage(costly({ ...same, ...changes }), caps)).outcome;
    expect(await send({})).toBe('reserved');
    expect(await send({})).toBe('refused');
    for (const other of others) expect([other, await send(other)]).toEqual([other, 'reserved']);
    expect(await send({})).toBe('refused');
  });

  it('[STO36] the money spent is that of all media of the site, also when they send at once', async () => {
    const caps = { ...noCaps, spendPerDayMicros: cost };
    for (let round = 0; round < 40; round += 1) {
      const siteId = id();
      const results = await Promise.all([
        under().store.reserveMessage(costly({ siteId }), caps),
        under().other.reserveMessage(costly({ siteId, content: email() }), caps),
      ]);
      expect(results.map((result) => result.outcome).toSorted()).toEqual(['refused', 'reserved']);
    }
  });

  it('[STO37] a message dearer than the cap is refused at once, one that costs nothing never', async () => {
    const siteId = id();
    const send = (costMicros: number, spendPerDayMicros: number) =>
      under().store.reserveMessage(newMessage({ siteId, costMicros }), { ...noCaps, spendPerDayMicros });
    expect(await send(8001, 8000)).toEqual({ outcome: 'refused', code: 'cap_spend_day' });
    expect((await send(8000, 8000)).outcome).toBe('reserved');
    expect((await send(0, 10)).outcome).toBe('reserved');
  });
}
