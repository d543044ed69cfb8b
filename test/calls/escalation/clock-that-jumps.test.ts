import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedStore, openStore } from '../../../src/adapters/open-store.ts';
import { createRandomIds } from '../../../src/adapters/random-ids.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { ResolveLocal } from '../../../src/domain/agreed-time.ts';
import type { Callback } from '../../../src/domain/callback.ts';
import { usedDataDirectory } from '../../support/embedded-template.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { offer, until } from './called-back.ts';
import { desk, JumpingWorld } from './jumping-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Wednesday in New York; on the Sunday after it the clocks go back. */
const october = Date.UTC(2026, 9, 28, 15, 0);
/** The Tuesday after, ten in Los Angeles and one in New York, by winter time. */
const november = Date.UTC(2026, 10, 3, 18, 0);
/** The same around the Sunday on which they go forward. */
const winter = Date.UTC(2027, 2, 10, 16, 0);
const march = Date.UTC(2027, 2, 16, 17, 0);

const dataDirectory = usedDataDirectory();
let opened: OpenedStore;
beforeAll(async () => {
  const ids = createRandomIds(systemClock);
  opened = await openStore({ databaseUrl: null, dataDirectory, clock: systemClock, ids, log: new SilentLog() });
});
afterAll(async () => {
  await opened.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

let world: JumpingWorld;
afterEach(async () => {
  await world.close();
  // What was under way when it closed ends in its own time.
  await expect.poll(() => world.clock.pending, { timeout: 10_000 }).toBe(0);
});

/** By a call at this time: the slot that starts at `at`. */
async function book(start: number, at: number, from: string): Promise<{ readonly id: string; readonly label: string }> {
  world = await new JumpingWorld(start, opened.store).open();
  world.carrier.setPerson(desk, { does: 'accepts', ringMs: 1000 });
  world.carrier.setPerson(from, { does: 'accepts', ringMs: 1000, talkMs: 4000 });
  const call = await world.call(from);
  const dayOf = new Date(at).toISOString().slice(0, 10);
  const found = await call.run('find_callback_slots', { day: dayOf, part_of_day: null });
  const slots = found.slots as readonly { id: string; label: string }[];
  const slot = slots.find(({ id }) => id === `slot_${(at / minute).toString(36)}`);
  await call.agreeTo(offer);
  const booked = await call.run('schedule_callback', {
    slot: slot?.id,
    phone: 'caller',
    reason: 'The boiler is cold.',
  });
  expect(booked).toMatchObject({ status: 'booked', confirmation: 'sms' });
  call.leg.hangup();
  await call.eventually('call-ended');
  return { id: String(booked.callback), label: slot?.label ?? '' };
}

async function ended(id: string): Promise<Callback> {
  await until(
    async () => (await world.callback(id)).nextAt === null && (await world.callback(id)).state !== 'connected',
  );
  return world.callback(id);
}

async function texts(number: string, count: number): Promise<readonly string[]> {
  await until(() => world.textsTo(number).length >= count);
  return world.textsTo(number);
}

/** By the page of a link, the last time it shows. */
async function chooseLast(link: string): Promise<void> {
  const page = await (await fetch(link)).text();
  const slot = [...page.matchAll(/name="slot" value="([^"]+)"/g)].at(-1)?.[1] ?? '';
  const sequence = /name="sequence" value="(\d+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ action: 'move', sequence, slot });
  expect((await fetch(link, { method: 'POST', body, redirect: 'manual' })).status).toBe(303);
}

const typesOf = async (id: string): Promise<readonly string[]> =>
  (await opened.store.callbackEvents(id)).map(({ type }) => type);

describe('a call back that was booked today', { timeout: 60_000 }, () => {
  it.for([
    [
      'Los Angeles, over the end of summer time',
      october,
      november,
      '+12135550111',
      'Tue Nov 3, 10:00 AM PST',
      'ten A M your time',
    ],
    ['Los Angeles, over its beginning', winter, march, '+12135550112', 'Tue Mar 16, 10:00 AM PDT', 'ten A M your time'],
    ['Phoenix, where nothing changes', winter, march, '+16025550113', 'Tue Mar 16, 10:00 AM MST', 'ten A M your time'],
  ] as const)(
    '[CLJ1] in %s: is told in the caller’s zone, reminded a day and an hour before, and dialled at its time',
    async ([, start, at, from, words, spoken]) => {
      const { id, label } = await book(start, at, from);
      expect(label).toMatch(new RegExp(`one P M our time, that is ${spoken}$`));
      await world.jump(at - day - 20_000);
      expect(world.textsTo(from)).toHaveLength(1);
      await world.jump(at - day);
      expect(await texts(from, 2)).toHaveLength(2);
      await world.jump(at - hour - 20_000);
      expect(world.textsTo(from)).toHaveLength(2);
      await world.jump(at - hour);
      const told = await texts(from, 3);
      expect(told).toEqual([words, words, words].map((one) => expect.stringContaining(one)));
      expect(told.slice(1)).toEqual([
        expect.stringMatching(/^Acme: we call .* Reply C to confirm/),
        expect.stringMatching(/^Acme: we call .* Reply C to confirm/),
      ]);
      await world.jump(at - 20_000);
      expect(world.rungs(desk)).toBe(0);
      await world.jump(at);
      const { state, attempts, startsAt, reminded } = await ended(id);
      expect({ state, startsAt, reminded }).toEqual({ state: 'completed', startsAt: at, reminded: [1440, 60] });
      expect(attempts).toHaveLength(1);
      expect((attempts[0]?.startedAt ?? 0) - at).toBeGreaterThanOrEqual(0);
      expect((attempts[0]?.startedAt ?? 0) - at).toBeLessThan(10_000);
      await world.jump(at + day);
      expect([world.rungs(desk), world.rungs(from), world.textsTo(from).length]).toEqual([1, 1, 3]);
    },
  );

  it('[CLJ2] is not made when the server was down past its window: an apology with a link instead', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550121';
    const { id } = await book(october, november, from);
    await world.stopServer();
    world.clock.jump(november + 31 * minute);
    await world.startServer();
    expect(await ended(id)).toMatchObject({ state: 'missed', attempts: [] });
    const told = await texts(from, 2);
    expect(told.slice(1)).toEqual([expect.stringMatching(/^Acme: sorry, .* New time: http\S+$/)]);
    const link = /http\S+$/.exec(told[1] ?? '')?.[0] ?? '';
    const page = await (await fetch(link)).text();
    expect(page).toMatch(/choose a new time[\s\S]*name="slot"/i);
    await world.jump(november + day);
    expect([world.rungs(desk), world.textsTo(from).length]).toEqual([0, 2]);
  });

  it('[CLJ3] is made late, and once, when the server was down for some minutes; reminders too late are passed over', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550131';
    const { id } = await book(october, november, from);
    await world.stopServer();
    // The day before's is 40 minutes late.
    world.clock.jump(november - day + 40 * minute);
    await world.startServer();
    await until(async () => (await world.callback(id)).reminded.length > 0);
    expect([(await world.callback(id)).reminded, world.textsTo(from).length]).toEqual([[1440], 1]);
    await world.jump(november - hour);
    expect(await texts(from, 2)).toHaveLength(2);
    await world.stopServer();
    world.clock.jump(november + 7 * minute);
    await world.startServer();
    expect(await ended(id)).toMatchObject({ state: 'completed', attempts: [{ outcome: 'connected' }] });
    await world.jump(november + day);
    expect([world.rungs(desk), world.rungs(from), world.textsTo(from).length]).toEqual([1, 1, 2]);
  });

  it('[CLJ4] booked two hours ahead is not reminded of a day before, and an hour before only once', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550141';
    const { id } = await book(november - 2 * hour - 10 * minute, november, from);
    await world.jump(november - hour - 20_000);
    expect(world.textsTo(from)).toHaveLength(1);
    await world.jump(november - hour);
    expect(await texts(from, 2)).toHaveLength(2);
    await world.jump(november);
    expect(await ended(id)).toMatchObject({ state: 'completed', reminded: [60] });
    expect(world.textsTo(from)).toHaveLength(2);
  });

  it('[CLJ5] keeps the time on the wall when the rules of the zone change, and is dialled at the moment that now is', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550151';
    const { id } = await book(october, november, from);
    const before = await world.callback(id);
    await world.stopServer();
    world.clock.jump(october + day);
    /** Summer time stays for good. */
    const resolveLocal: ResolveLocal = (local) => [Date.parse(`${local}:00-04:00`)];
    await world.startServer({ resolveLocal });
    await until(async () => (await world.callback(id)).startsAt !== november);
    const { startsAt, wall } = await world.callback(id);
    expect([startsAt, wall]).toEqual([november - hour, before.wall]);
    const span = { siteId: 'acme', lineId: 'support', startsAt: november - hour, endsAt: november };
    expect(await opened.store.takenSeats(span, 'another call', world.clock.now())).toHaveLength(1);
    await world.jump(november - hour - 20_000);
    expect(world.rungs(desk)).toBe(0);
    await world.jump(november - hour);
    const { state, attempts } = await ended(id);
    expect([state, attempts.length]).toEqual(['completed', 1]);
    expect((attempts[0]?.startedAt ?? 0) - startsAt).toBeLessThan(10_000);
    expect(await typesOf(id)).toContain('rescheduled');
  });

  it('[CLJ6] is tried again five minutes apart while nobody answers, told of once, and made when another time is chosen', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550161';
    const { id } = await book(october, november, from);
    world.carrier.setPerson(from, { does: 'no-answer' });
    await world.jump(november);
    for (const round of [1, 2]) {
      await until(async () => (await world.callback(id)).state === 'retry_wait');
      const { attempts, nextAt } = await world.callback(id);
      expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(round).fill('customer_no_answer'));
      expect((nextAt ?? 0) - (attempts.at(-1)?.endedAt ?? 0)).toBe(5 * minute);
      await world.jump((nextAt ?? 0) - 5000);
      expect(world.rungs(desk)).toBe(round);
      await world.jump(nextAt ?? 0);
    }
    expect(await ended(id)).toMatchObject({ state: 'exhausted', attempts: [{}, {}, {}] });
    const told = await texts(from, 2);
    expect(told.slice(1)).toEqual([expect.stringMatching(/did not reach you\. New time: http\S+$/)]);
    world.carrier.setPerson(from, { does: 'accepts', ringMs: 1000, talkMs: 4000 });
    await chooseLast(/http\S+$/.exec(told[1] ?? '')?.[0] ?? '');
    const { state, startsAt, sequence } = await world.callback(id);
    expect({ state, sequence, later: startsAt > world.clock.now() }).toEqual({
      state: 'scheduled',
      sequence: 1,
      later: true,
    });
    await world.jump(startsAt);
    expect(await ended(id)).toMatchObject({ state: 'completed' });
    expect([world.rungs(desk), world.rungs(from)]).toEqual([4, 4]);
  });

  it('[CLJ7] and moved to another time is reminded of and dialled then, and no more at the old one', {
    timeout: 60_000,
  }, async () => {
    const from = '+12135550171';
    const { id } = await book(october, november, from);
    await world.jump(november - day);
    await chooseLast(/http\S+$/.exec((await texts(from, 2))[0] ?? '')?.[0] ?? '');
    const { startsAt } = await world.callback(id);
    expect(startsAt).toBeGreaterThan(november + day);
    await texts(from, 3);
    await world.jump(november);
    await world.jump(november + hour);
    expect([world.rungs(desk), world.textsTo(from).length]).toEqual([0, 3]);
    await world.jump(startsAt - day);
    await texts(from, 4);
    await world.jump(startsAt - hour);
    await texts(from, 5);
    await world.jump(startsAt);
    expect(await ended(id)).toMatchObject({ state: 'completed', attempts: [{ outcome: 'connected' }] });
    expect([world.rungs(desk), world.textsTo(from).length]).toEqual([1, 5]);
  });
});
