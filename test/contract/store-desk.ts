import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallbackState } from '../../src/domain/callback.ts';
import type { After, MessageSearch } from '../../src/ports/desk-store.ts';
import { booked, minuteMs, newCallback, seatOf } from './callback-parts.ts';
import { attempted, email, id, now, reserved, type UnderTest, vendorRefuses } from './store-parts.ts';

type Listed = { readonly id: string };

/** What the console lists: page by page, nothing twice and nothing left out. */
export function deskRules(under: UnderTest): void {
  const callbackIds = async (search: object): Promise<readonly string[]> =>
    (await under().store.findCallbacks({ limit: 50, order: 'newest', ...search })).map(({ id: one }) => one);
  const messageIds = async (search: Partial<MessageSearch>): Promise<readonly string[]> =>
    (await under().other.findMessages({ limit: 50, ...search })).map(({ id: one }) => one);

  it('[DCB1] callbacks come by their page, also those of one moment', async () => {
    const siteId = id();
    const times = [0, 0, 0, 1, 1, 2, 3, 3];
    for (const [index, minutes] of times.entries())
      await booked(under().store, {
        siteId,
        phone: `+1415555${3000 + index}`,
        createdAt: now + minutes,
        startsAt: now + ((minutes * 7) % 4) * minuteMs,
      });
    for (const order of ['newest', 'soonest'] as const) {
      const whole = await under().store.findCallbacks({ siteId, order, limit: 50 });
      const time = (one: (typeof whole)[number]) => (order === 'newest' ? -one.createdAt : one.startsAt);
      expect(whole).toHaveLength(times.length);
      expect(whole.map(time)).toEqual(whole.map(time).toSorted((a, b) => a - b));
      const pages = await paged(
        (after) => under().other.findCallbacks({ siteId, order, limit: 3, after }),
        (one) => ({
          at: Math.abs(time(one)),
          id: one.id,
        }),
      );
      expect(pages).toEqual(whole.map((one) => one.id));
    }
  });

  it('[DCB1] callbacks are found by site, line, state, whether they are over, and when they start', async () => {
    const siteId = id();
    const other = id();
    const make = async (phone: string, changes: object) =>
      (await booked(under().store, { siteId, phone, ...changes })).id;
    const first = await make('+14155553001', { state: 'missed', startsAt: now });
    const second = await make('+14155553002', { startsAt: now + minuteMs });
    const third = await make('+14155553003', { lineId: 'other', state: 'due', startsAt: now + 2 * minuteMs });
    const foreign = (await booked(under().store, { siteId: other })).id;
    const all = async (search: object) => (await callbackIds({ siteId, ...search })).toSorted();
    expect(await all({})).toEqual([first, second, third].toSorted());
    expect(await callbackIds({ siteId: other })).toEqual([foreign]);
    expect(await all({ lineId: 'other' })).toEqual([third]);
    expect(await all({ open: true })).toEqual([second, third].toSorted());
    expect(await callbackIds({ siteId, open: true, order: 'soonest' })).toEqual([second, third]);
    expect(await all({ states: ['missed', 'due'] satisfies CallbackState[] })).toEqual([first, third].toSorted());
    expect(await all({ from: now + minuteMs })).toEqual([second, third].toSorted());
    expect(await all({ before: now + minuteMs })).toEqual([first]);
    expect(await all({ from: now, before: now + 2 * minuteMs, states: ['scheduled'] })).toEqual([second]);
    expect(await callbackIds({ siteId: "x' or true --" })).toEqual([]);
  });

  it('[DCB2] the seats of a line are those booked, with their callback, and those still held', async () => {
    const siteId = id();
    const { store } = under();
    const callback = newCallback({ siteId, startsAt: now });
    await booked(store, callback, seatOf(callback));
    const later = { siteId, lineId: 'line', startsAt: now + 20 * minuteMs, endsAt: now + 35 * minuteMs, capacity: 1 };
    expect(await store.holdSeat(later, 'call', now + minuteMs, now)).toBe(true);
    const span = { siteId, lineId: 'line', startsAt: now, endsAt: now + 60 * minuteMs };
    const bookedSeat = { startsAt: now, endsAt: now + 15 * minuteMs, callbackId: callback.id };
    const heldSeat = { startsAt: later.startsAt, endsAt: later.endsAt, callbackId: null };
    expect(await under().other.seatsOfLine(span, now)).toEqual([bookedSeat, heldSeat]);
    expect(await store.seatsOfLine(span, now + minuteMs)).toEqual([bookedSeat]);
    expect(await store.seatsOfLine({ ...span, startsAt: now + 15 * minuteMs }, now)).toEqual([heldSeat]);
    expect(await store.seatsOfLine({ ...span, lineId: 'other' }, now)).toEqual([]);
  });

  it('[DMS1] messages come by their page, also those of one moment (random, seeded)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (times, limit) => {
          const siteId = id();
          for (const at of times) await reserved(under().store, { siteId, createdAt: now + at });
          const pages = await paged(
            (after) => under().other.findMessages({ siteId, limit, after }),
            ({ createdAt, id: one }) => ({ at: createdAt, id: one }),
          );
          expect(pages).toEqual(await messageIds({ siteId }));
          expect(pages).toHaveLength(times.length);
        },
      ),
      { seed: 5001, numRuns: 15 },
    );
  });

  it('[DMS1] messages are found by site, line, call, medium, status, recipient and time', async () => {
    const siteId = id();
    const callId = id();
    const { store } = under();
    const text = (await reserved(store, { siteId, callId, createdAt: now })).id;
    const toOther = { siteId, lineId: 'other', to: '+442071838750', createdAt: now + 1 };
    const abroad = (await reserved(store, toOther)).id;
    const mail = (await reserved(store, { siteId, content: email(), createdAt: now + 2 })).id;
    await attempted(store, text, vendorRefuses());
    const all = (search: Partial<MessageSearch>) => messageIds({ siteId, ...search });
    expect(await all({})).toEqual([mail, abroad, text]);
    expect(await all({ lineId: 'other' })).toEqual([abroad]);
    expect(await messageIds({ callId })).toEqual([text]);
    expect(await all({ medium: 'email' })).toEqual([mail]);
    expect(await all({ statuses: ['failed', 'undelivered'] })).toEqual([text]);
    expect(await all({ statuses: ['reserved'] })).toEqual([mail, abroad]);
    expect(await all({ to: { is: '+14155550123' } })).toEqual([text]);
    expect(await all({ to: { endsWith: '50' } })).toEqual([abroad]);
    expect(await all({ to: { is: 'dana@example.com' } })).toEqual([mail]);
    expect(await all({ to: { endsWith: '%' } })).toEqual([]);
    expect(await all({ from: now + 1 })).toEqual([mail, abroad]);
    expect(await all({ before: now + 1 })).toEqual([text]);
    expect(await all({ limit: 1 })).toEqual([mail]);
  });

  it('[DMS2] every status a message went through is kept in order, with the words of the vendor', async () => {
    const { store, other } = under();
    const vendorId = `SM${id()}`;
    const message = await reserved(store);
    await attempted(store, message.id, { status: 'retry', errorCode: '20429', at: now + 5 }, now + 1);
    await attempted(store, message.id, { status: 'sent', vendorId }, now + 6);
    const detail = { vendorStatus: 'undelivered', errorCode: '30003', at: now + 7 };
    await other.recordMessageStatus(vendorId, 'undelivered', detail);
    const step = (at: number, status: string, more: object = {}) => ({
      at: now + at,
      status,
      vendorStatus: null,
      errorCode: null,
      ...more,
    });
    expect(await other.messageHistory(message.id)).toEqual([
      step(0, 'reserved'),
      step(1, 'sending'),
      step(1, 'retry', { errorCode: '20429' }),
      step(6, 'sending'),
      step(6, 'sent'),
      step(7, 'undelivered', { vendorStatus: 'undelivered', errorCode: '30003' }),
    ]);
    expect(await other.messageHistory(id())).toEqual([]);
  });
}

/** The ids of all pages, one after the other. */
async function paged<T extends Listed>(
  next: (after: After | undefined) => Promise<readonly T[]>,
  placeOf: (one: T) => After,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: After | undefined;
  for (let page = await next(after); page.length > 0; page = await next(after)) {
    ids.push(...page.map((one) => one.id));
    after = placeOf(page.at(-1) as T);
  }
  return ids;
}
