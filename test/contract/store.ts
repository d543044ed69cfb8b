import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import type { MessageCaps, Store } from '../../src/ports.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Another process's view of the same data; the same object where there can be only one. */
  readonly other: Store;
  close(): Promise<void>;
}

const id = (): string => randomBytes(8).toString('hex');
const now = Date.UTC(2026, 10, 24, 17);
const noCaps: MessageCaps = { perCall: null, perSiteHour: null, perDestinationDay: null };

function newCall(): Call {
  return {
    id: id(),
    callSid: `CA${id()}`,
    siteId: 'site',
    lineId: 'line',
    direction: 'inbound',
    from: { kind: 'phone', number: '+14155550123' },
    to: '+14155550100',
    startedAt: now,
  };
}

function newMessage(
  changes: { siteId?: string; callId?: string; toolCallId?: string; createdAt?: number; to?: string } = {},
) {
  return {
    id: id(),
    siteId: changes.siteId ?? id(),
    lineId: 'line',
    callId: changes.callId ?? id(),
    toolCallId: changes.toolCallId ?? id(),
    tool: 'send_sms',
    content: { medium: 'sms', to: changes.to ?? '+14155550123', from: '+14155550100', body: 'Hello' } as const,
    createdAt: changes.createdAt ?? now,
  };
}

/** What every Store must do, whatever keeps the data. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store (${name})`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = await open();
      store = under.store;
    });
    afterAll(() => under?.close());

    it('[STO1] a call is opened once: a duplicate webhook gets the first one', async () => {
      const call = newCall();
      expect((await store.openCall({ call, siteVersion: 'v1' })).created).toBe(true);
      const again = await under.other.openCall({ call: { ...call, id: id() }, siteVersion: 'v2' });
      expect(again).toMatchObject({ created: false, stored: { call, siteVersion: 'v1', status: null } });
    });

    it('[STO2] the first end of a call stays', async () => {
      const call = newCall();
      await store.openCall({ call, siteVersion: 'v' });
      await store.endCall(call.id, { status: 'completed', at: now + 5 });
      await store.endCall(call.id, { status: 'failed', at: now + 9 });
      expect(await store.findCall(call.callSid)).toMatchObject({ status: 'completed', endedAt: now + 5 });
    });

    it('[STO3] events keep their order and are numbered in the call from 1', async () => {
      const call = newCall();
      await store.openCall({ call, siteVersion: 'v' });
      const said = (count: number) => ({ callId: call.id, event: { type: 'silence', count, at: now } as const });
      await store.appendEvents([said(1), said(2)]);
      await under.other.appendEvents([said(3)]);
      const events = await store.eventsOfCall(call.id);
      expect(events.map((event) => [event.seq, event.type === 'silence' && event.count])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
    });

    it('[STO4] a relay token opens one socket of its call, before it expires', async () => {
      const token = id();
      await store.saveRelayToken(token, 'CA1', { expiresAt: now + 1000, reusable: false });
      expect(await store.redeemRelayToken(token, 'CA2', now)).toBe(false);
      const both = await Promise.all([
        store.redeemRelayToken(token, 'CA1', now),
        under.other.redeemRelayToken(token, 'CA1', now),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      await store.releaseRelayToken(token);
      expect(await store.redeemRelayToken(token, 'CA1', now)).toBe(false);
      const late = id();
      await store.saveRelayToken(late, 'CA1', { expiresAt: now + 1000, reusable: false });
      expect(await store.redeemRelayToken(late, 'CA1', now + 1001)).toBe(false);
    });

    it('[STO5] a reusable token opens another socket only after the first was lost', async () => {
      const token = id();
      await store.saveRelayToken(token, 'CA1', { expiresAt: now + 1000, reusable: true });
      expect(await store.redeemRelayToken(token, 'CA1', now)).toBe(true);
      expect(await store.redeemRelayToken(token, 'CA1', now)).toBe(false);
      await store.releaseRelayToken(token);
      expect(await store.redeemRelayToken(token, 'CA1', now + 60_000)).toBe(true);
    });

    it('[STO6] a tool call has one message, however often it is reserved', async () => {
      const message = newMessage();
      expect((await store.reserveMessage(message, noCaps)).outcome).toBe('reserved');
      const again = await under.other.reserveMessage({ ...message, id: id() }, noCaps);
      expect(again).toMatchObject({ outcome: 'duplicate', message: { id: message.id } });
    });

    it('[STO7] 64 senders at once meet the site cap of 50 exactly', async () => {
      const siteId = id();
      const results = await Promise.all(
        Array.from({ length: 64 }, (_, index) =>
          (index % 2 === 0 ? store : under.other).reserveMessage(newMessage({ siteId }), {
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
      expect((await store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('reserved');
      expect((await store.reserveMessage(newMessage({ siteId, createdAt: now + 3_599_000 }), caps)).outcome).toBe(
        'refused',
      );
      expect((await store.reserveMessage(newMessage({ siteId, createdAt: now + 3_601_000 }), caps)).outcome).toBe(
        'reserved',
      );
      const callId = id();
      const perCall = { ...noCaps, perCall: 1 };
      await store.reserveMessage(newMessage({ siteId, callId }), perCall);
      expect(await store.reserveMessage(newMessage({ siteId, callId }), perCall)).toEqual({
        outcome: 'refused',
        code: 'cap_conversation',
      });
    });

    it('[STO9] only a definite failure gives the cap back', async () => {
      const siteId = id();
      const caps = { ...noCaps, perSiteHour: 1 };
      const message = newMessage({ siteId });
      await store.reserveMessage(message, caps);
      const claimed = await store.claimMessage(message.id, now, 20_000);
      await store.reportDelivery(message.id, claimed?.attempts ?? 0, { status: 'unknown', at: now + 5000 }, now);
      expect((await store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('refused');
      const again = await store.claimMessage(message.id, now + 5000, 20_000);
      await store.reportDelivery(
        message.id,
        again?.attempts ?? 0,
        { status: 'failed', errorCode: '21211', errorMessage: '', optOut: false },
        now,
      );
      expect((await store.reserveMessage(newMessage({ siteId }), caps)).outcome).toBe('reserved');
    });

    it('[STO10] a claim is a lease: nobody else has it until it runs out, and a stale report changes nothing', async () => {
      const message = newMessage();
      await store.reserveMessage(message, noCaps);
      const first = await store.claimMessage(message.id, now, 20_000);
      expect(first).toMatchObject({ status: 'reserved', attempts: 1 });
      expect(await under.other.claimMessage(message.id, now + 19_000, 20_000)).toBeNull();
      const second = await under.other.claimMessage(message.id, now + 20_001, 20_000);
      expect(second).toMatchObject({ status: 'sending', attempts: 2 });
      expect(await store.reportDelivery(message.id, 1, { status: 'sent', vendorId: id() }, now)).toBeNull();
      expect(await under.other.reportDelivery(message.id, 2, { status: 'sent', vendorId: id() }, now)).toMatchObject({
        status: 'sent',
      });
    });

    it('[STO11] a delivered message never goes back, and a status that came early is not lost', async () => {
      const message = newMessage();
      const vendorId = `SM${id()}`;
      await store.reserveMessage(message, noCaps);
      await store.claimMessage(message.id, now, 20_000);
      const detail = (vendorStatus: string) => ({ vendorStatus, errorCode: null, at: now });
      expect(await store.recordMessageStatus(vendorId, 'delivered', detail('delivered'))).toBeNull();
      expect(await store.reportDelivery(message.id, 1, { status: 'sent', vendorId }, now)).toMatchObject({
        status: 'delivered',
      });
      expect(await store.recordMessageStatus(vendorId, 'sent', detail('sent'))).toMatchObject({ status: 'delivered' });
    });

    it('[STO12] what an earlier process left undelivered is found once it is due', async () => {
      const message = newMessage({ createdAt: now });
      await store.reserveMessage(message, noCaps);
      const found = async (at: number) =>
        (await store.undeliveredMessages(at, 1000)).some((one) => one.id === message.id);
      expect(await found(now)).toBe(true);
      await store.claimMessage(message.id, now, 20_000);
      expect(await found(now + 1000)).toBe(false);
      expect(await found(now + 20_001)).toBe(true);
      await store.reportDelivery(message.id, 1, { status: 'sent', vendorId: id() }, now);
      expect(await found(now + 99_000)).toBe(false);
    });

    it('[STO13] an opted-out destination is refused, also after the vendor said so', async () => {
      const siteId = id();
      const message = newMessage({ siteId });
      await store.reserveMessage(message, noCaps);
      await store.claimMessage(message.id, now, 20_000);
      await store.reportDelivery(
        message.id,
        1,
        { status: 'failed', errorCode: '21610', errorMessage: '', optOut: true },
        now,
      );
      expect(await store.reserveMessage(newMessage({ siteId }), noCaps)).toEqual({
        outcome: 'refused',
        code: 'opted_out',
      });
      await store.setOptOut(siteId, 'sms', '+14155550123', false, now);
      expect(await store.isOptedOut(siteId, 'sms', '+14155550123')).toBe(false);
    });

    it('[STO14] a contact is found by any of its numbers and addresses', async () => {
      const siteId = id();
      const contact = {
        id: 'c1',
        siteId,
        name: 'Dana',
        callbackNumber: '+14155550121',
        email: 'dana@example.com',
        language: null,
        timeZone: null,
        notes: null,
        identifiers: ['+14155550121', 'dana@example.com'],
      };
      await store.saveContacts([contact]);
      expect(await store.findContact(siteId, 'dana@example.com')).toEqual(contact);
      expect(await store.findContact(siteId, '+14155550121')).toEqual(contact);
      expect(await store.findContact('other', '+14155550121')).toBeNull();
    });

    it('[STO16] what cannot be stored as it is, a NUL or half a character, is stored without it', async () => {
      const call = newCall();
      await store.openCall({ call, siteVersion: 'v' });
      const said = { type: 'caller-said', turn: 1, text: 'a\0b\ud800', via: 'speech', at: now } as const;
      await store.appendEvents([{ callId: call.id, event: said }]);
      expect(await store.eventsOfCall(call.id)).toHaveLength(1);
      expect(await store.findCall(`${id()}\0`)).toBeNull();
      expect(await store.findContact('site', '\0')).toBeNull();
    });

    it('[STO17] a status callback at the very moment its id is stored is not lost', async () => {
      const messages = Array.from({ length: 20 }, () => newMessage());
      const race = async (message: (typeof messages)[number]) => {
        const vendorId = `SM${id()}`;
        await store.reserveMessage(message, noCaps);
        await store.claimMessage(message.id, now, 20_000);
        await Promise.all([
          store.reportDelivery(message.id, 1, { status: 'sent', vendorId }, now),
          under.other.recordMessageStatus(vendorId, 'delivered', {
            vendorStatus: 'delivered',
            errorCode: null,
            at: now,
          }),
        ]);
        return (await store.findMessage(message.id))?.status;
      };
      const statuses: unknown[] = [];
      for (const message of messages) statuses.push(await race(message));
      expect(statuses).toEqual(messages.map(() => 'delivered'));
    });

    it('[STO15] a version of a site is kept as it was', async () => {
      const version = id();
      await store.saveSiteVersion(version, 'site', { name: 'One' }, now);
      await store.saveSiteVersion(version, 'site', { name: 'Two' }, now);
      expect(await under.other.findSiteVersion(version)).toEqual({ name: 'One' });
      expect(await store.findSiteVersion('none')).toBeNull();
    });
  });
}
