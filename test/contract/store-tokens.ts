import { expect, it } from 'vitest';
import { attempted, dayMs, id, newCall, now, reserved, type UnderTest } from './store-parts.ts';

/** Tokens and forms, which are good once, and when things are forgotten. */
export function tokenRules(under: UnderTest): void {
  it('[STO4] a relay token opens one socket of its call, before it expires', async () => {
    const token = id();
    await under().store.saveRelayToken(token, 'CA1', { expiresAt: now + 1000, reusable: false });
    expect(await under().store.redeemRelayToken(token, 'CA2', now)).toBe(false);
    const both = await Promise.all([
      under().store.redeemRelayToken(token, 'CA1', now),
      under().other.redeemRelayToken(token, 'CA1', now),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
    await under().store.releaseRelayToken(token);
    expect(await under().store.redeemRelayToken(token, 'CA1', now)).toBe(false);
    const late = id();
    await under().store.saveRelayToken(late, 'CA1', { expiresAt: now + 1000, reusable: false });
    expect(await under().store.redeemRelayToken(late, 'CA1', now + 1001)).toBe(false);
  });

  it('[STO5] a reusable token opens another socket only after the first was lost', async () => {
    const token = id();
    await under().store.saveRelayToken(token, 'CA1', { expiresAt: now + 1000, reusable: true });
    expect(await under().store.redeemRelayToken(token, 'CA1', now)).toBe(true);
    expect(await under().store.redeemRelayToken(token, 'CA1', now)).toBe(false);
    await under().store.releaseRelayToken(token);
    expect(await under().store.redeemRelayToken(token, 'CA1', now + 60_000)).toBe(true);
  });

  it('[STO47] a form is redeemed by one of 20 at once', async () => {
    const token = id();
    await under().store.saveForm(token, { callId: 'call', expiresAt: now + 1000 });
    const stores = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? under().store : under().other));
    const calls = await Promise.all(stores.map((store) => store.redeemForm(token, now)));
    expect(calls.filter((call) => call !== null)).toEqual([{ callId: 'call' }]);
    expect(await under().store.findForm(token, now)).toBeNull();
  });

  it('[STO48] looking at a form changes nothing; it is there until it expires', async () => {
    const token = id();
    await under().store.saveForm(token, { callId: 'call', expiresAt: now + 1000 });
    expect(await under().store.findForm(token, now + 999)).toEqual({ callId: 'call' });
    expect(await under().other.findForm(token, now + 999)).toEqual({ callId: 'call' });
    expect(await under().store.findForm(token, now + 1000)).toBeNull();
    expect(await under().store.redeemForm(token, now + 1000)).toBeNull();
    expect(await under().store.findForm(id(), now)).toBeNull();
    expect(await under().store.redeemForm(token, now + 999)).toEqual({ callId: 'call' });
  });

  it('[STO49] a day after its time a token, a notice and an early status are forgotten, and not before', async () => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    const kept = async (purgedAt: number) => {
      const [token, vendorId] = [id(), `SM${id()}`];
      await under().store.saveRelayToken(token, 'CA1', { expiresAt: now, reusable: true });
      await under().store.redeemRelayToken(token, 'CA1', now - 1);
      await under().store.releaseRelayToken(token);
      await under().store.addNotice({ id: id(), callId: call.id, text: 'x', urgent: false, at: now });
      await under().store.recordMessageStatus(vendorId, 'delivered', {
        vendorStatus: 'delivered',
        errorCode: null,
        at: now,
      });
      await Promise.all([under().store.purgeExpired(purgedAt), under().other.purgeExpired(purgedAt)]);
      const message = await reserved(under().store);
      return [
        await under().store.redeemRelayToken(token, 'CA1', purgedAt),
        (await under().store.takeNotices([call.id])).length,
        (await attempted(under().store, message.id, { status: 'sent', vendorId }))?.status,
      ];
    };
    expect(await kept(now + dayMs)).toEqual([true, 1, 'delivered']);
    expect(await kept(now + dayMs + 1)).toEqual([false, 0, 'sent']);
  });

  it('[STO49] forms go the same way, and what is not yet due stays', async () => {
    const [old, fresh] = [id(), id()];
    await under().store.saveForm(old, { callId: 'call', expiresAt: now });
    await under().store.saveForm(fresh, { callId: 'call', expiresAt: now + 2 * dayMs });
    await under().store.purgeExpired(now + dayMs + 1);
    // As if it had never been: `now` is back before its end.
    expect(await under().store.findForm(old, now - 1)).toBeNull();
    expect(await under().store.redeemForm(fresh, now)).toEqual({ callId: 'call' });
  });
}
