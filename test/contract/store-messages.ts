import { expect, it } from 'vitest';
import { attempted, email, httpRequest, id, newMessage, noCaps, now, reserved, type UnderTest } from './store-parts.ts';

/** The outbox: one message per tool call, one attempt at a time, no status lost. */
export function messageRules(under: UnderTest): void {
  it('[STO6] a tool call has one message, however often it is reserved', async () => {
    const message = newMessage();
    expect((await under().store.reserveMessage(message, noCaps)).outcome).toBe('reserved');
    const again = await under().other.reserveMessage({ ...message, id: id() }, noCaps);
    expect(again).toMatchObject({ outcome: 'duplicate', message: { id: message.id } });
  });

  it('[STO10] a claim is a lease: nobody else has it until it runs out, and a stale report changes nothing', async () => {
    const message = newMessage();
    await under().store.reserveMessage(message, noCaps);
    const first = await under().store.claimMessage(message.id, now, 20_000);
    expect(first).toMatchObject({ status: 'reserved', attempts: 1 });
    expect(await under().other.claimMessage(message.id, now + 19_000, 20_000)).toBeNull();
    const second = await under().other.claimMessage(message.id, now + 20_001, 20_000);
    expect(second).toMatchObject({ status: 'sending', attempts: 2 });
    expect(await under().store.reportDelivery(message.id, 1, { status: 'sent', vendorId: id() }, now)).toBeNull();
    expect(await under().other.reportDelivery(message.id, 2, { status: 'sent', vendorId: id() }, now)).toMatchObject({
      status: 'sent',
    });
  });

  it('[STO11] a delivered message never goes back, and a status that came early is not lost', async () => {
    const message = newMessage();
    const vendorId = `SM${id()}`;
    await under().store.reserveMessage(message, noCaps);
    await under().store.claimMessage(message.id, now, 20_000);
    const detail = (vendorStatus: string) => ({ vendorStatus, errorCode: null, at: now });
    expect(await under().store.recordMessageStatus(vendorId, 'delivered', detail('delivered'))).toBeNull();
    expect(await under().store.reportDelivery(message.id, 1, { status: 'sent', vendorId }, now)).toMatchObject({
      status: 'delivered',
    });
    expect(await under().store.recordMessageStatus(vendorId, 'sent', detail('sent'))).toMatchObject({
      status: 'delivered',
    });
  });

  it('[STO12] what an earlier process left undelivered is found once it is due', async () => {
    const message = newMessage({ createdAt: now });
    await under().store.reserveMessage(message, noCaps);
    const found = async (at: number) =>
      (await under().store.undeliveredMessages(at, 1000)).some((one) => one.id === message.id);
    expect(await found(now)).toBe(true);
    await under().store.claimMessage(message.id, now, 20_000);
    expect(await found(now + 1000)).toBe(false);
    expect(await found(now + 20_001)).toBe(true);
    await under().store.reportDelivery(message.id, 1, { status: 'sent', vendorId: id() }, now);
    expect(await found(now + 99_000)).toBe(false);
  });

  it('[STO17] a status callback at the very moment its id is stored is not lost', async () => {
    const messages = Array.from({ length: 20 }, () => newMessage());
    const race = async (message: (typeof messages)[number]) => {
      const vendorId = `SM${id()}`;
      await under().store.reserveMessage(message, noCaps);
      await under().store.claimMessage(message.id, now, 20_000);
      await Promise.all([
        under().store.reportDelivery(message.id, 1, { status: 'sent', vendorId }, now),
        under().other.recordMessageStatus(vendorId, 'delivered', {
          vendorStatus: 'delivered',
          errorCode: null,
          at: now,
        }),
      ]);
      return (await under().store.findMessage(message.id))?.status;
    };
    const statuses: unknown[] = [];
    for (const message of messages) statuses.push(await race(message));
    expect(statuses).toEqual(messages.map(() => 'delivered'));
  });

  it('[STO38] a message comes back as it was reserved', async () => {
    const message = newMessage({
      audience: 'team',
      content: email({ cc: ['desk@example.com'], attachments: [{ kind: 'file', path: 'terms.pdf' }] }),
      country: 'US',
      costMicros: 2 ** 40,
    });
    const stored = {
      ...message,
      status: 'reserved',
      attempts: 0,
      vendorId: null,
      errorCode: null,
      result: null,
      dueAt: now,
    };
    expect(await under().store.reserveMessage(message, noCaps)).toEqual({
      outcome: 'reserved',
      message: { ...stored, updatedAt: now },
    });
    expect(await under().other.findMessage(message.id)).toEqual({ ...stored, updatedAt: now });
  });

  it('[STO39] a request has no vendor id, and its answer is kept', async () => {
    const requests = await Promise.all([1, 2].map(() => reserved(under().store, { content: httpRequest })));
    const result = { status: 201, answer: { state: 'open', words: ['a\0b'] } };
    for (const { id: messageId } of requests) {
      const report = { status: 'sent', vendorId: null, result } as const;
      expect(await attempted(under().store, messageId, report)).toMatchObject({ status: 'sent', vendorId: null });
      expect((await under().other.findMessage(messageId))?.result).toMatchObject({
        status: 201,
        answer: { state: 'open' },
      });
    }
    const silent = await reserved(under().store, { content: httpRequest });
    expect(await attempted(under().store, silent.id, { status: 'sent', vendorId: null })).toMatchObject({
      result: null,
    });
  });
}
