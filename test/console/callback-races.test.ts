import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveCallback } from '../../src/domain/callback-changes.ts';
import { CUSTOMER, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackDesk } from './callback-desk.ts';

let bench: CallbackDesk;
beforeEach(async () => {
  bench = await new CallbackDesk().open();
});
afterEach(() => bench.close());

const elevenSharp = TUESDAY_TEN + hour;
const slotOf = (time: number) => `slot_${(time / minute).toString(36)}`;
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).toSorted();
const meanwhile = { status: 409, body: { error: expect.stringContaining('changed meanwhile') } };

describe('two at a callback', () => {
  it('[DCB12] of two operators who move it at once one wins, and the other is told to look again', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const [one, other] = [slotOf(elevenSharp + hour), slotOf(elevenSharp + 2 * hour)];
    const answers = await Promise.all([
      bench.does('move', { slot: one }, 'ann'),
      bench.does('move', { slot: other }, 'bob'),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost).toMatchObject(meanwhile);
    expect(bench.get().sequence).toBe(1);
    expect(await bench.seats()).toHaveLength(1);
    expect(bench.store.audit).toHaveLength(1);
    expect(bench.news).toHaveLength(1);
  });

  it('[DCB12] whoever looked before somebody else moved it changes nothing', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const seen = { sequence: 0 };
    expect((await bench.does('move', { slot: slotOf(elevenSharp + hour) })).status).toBe(200);
    for (const [what, more] of [
      ['move', { slot: slotOf(elevenSharp) }],
      ['call-now', {}],
      ['cancel', {}],
    ] as const)
      expect(await bench.desk.post(`callbacks/callback_1/${what}`, { ...seen, ...more })).toMatchObject(meanwhile);
    expect(bench.get().startsAt).toBe(elevenSharp + hour);
  });

  it('[DCB12] of several who take the same last seat one has it', async () => {
    for (let index = 0; index < 4; index++)
      await bench.book({
        id: `cb_${index}`,
        toolCallId: `tool_${index}`,
        phone: `${CUSTOMER.slice(0, -1)}${index}`,
        startsAt: elevenSharp,
      });
    const slot = slotOf(elevenSharp + hour);
    const answers = await Promise.all(
      [0, 1, 2, 3].map((index) => bench.desk.post(`callbacks/cb_${index}/move`, { sequence: 0, slot })),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409]);
    expect(await bench.seats()).toHaveLength(1);
  });

  it('[DCB12] call now, twice at once, is one call', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const runner = bench.runner();
    bench.nudge = runner.nudge;
    runner.start();
    expect(statuses(await Promise.all([bench.does('call-now'), bench.does('call-now')]))).toEqual([200, 409]);
    await bench.clock.advance(10_000);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[DCB12] a runner that only looked at it meanwhile does not stand in the way', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const { findCallback } = bench.store;
    let looked = false;
    bench.store.findCallback = async (id) => {
      const found = await findCallback.call(bench.store, id);
      if (!looked) await bench.store.claimCallbacks(bench.clock.now(), 20_000, 10);
      looked = true;
      return found;
    };
    expect((await bench.does('call-now')).status).toBe(200);
  });

  it('[DCB12] call now while the runner has claimed it: whoever saves first has it, and it is dialled once', async () => {
    await bench.book({ nextAt: TUESDAY_TEN });
    const [claimed] = await bench.store.claimCallbacks(bench.clock.now(), 20_000, 1);
    expect((await bench.does('call-now')).status).toBe(200);
    const time = { startsAt: elevenSharp, wall: { local: '', zone: 'UTC' }, durationMinutes: 15 };
    const late = await bench.store.saveCallback(moveCallback(claimed ?? bench.get(), time, 'system', 1));
    expect(late.outcome).toBe('stale');
    bench.runner().start();
    bench.runner().start();
    await bench.clock.advance(10_000);
    expect(bench.placer.calls).toHaveLength(1);
  });

  it('[DCB12] whenever operators call, move and cancel while runners work: never two calls at a time, never one after the cancellation (random, seeded)', async () => {
    const step = fc.record({
      what: fc.constantFrom('call-now', 'call-now', 'move', 'cancel'),
      after: fc.integer({ min: 0, max: 9000 }),
      hours: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const own = await new CallbackDesk().open();
        try {
          await own.seated({ startsAt: elevenSharp });
          const runners = [own.runner(), own.runner()];
          own.nudge = () => {
            for (const runner of runners) runner.nudge();
          };
          for (const runner of runners) runner.start();
          for (const { what, after, hours } of steps) {
            const body = what === 'move' ? { slot: slotOf(elevenSharp + hours * hour) } : {};
            const answers = await Promise.all([own.does(what, body), own.does(what, body)]);
            expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
            await own.clock.advance(after);
            const { attempts, state } = own.get();
            expect(attempts.filter((one) => one.state !== 'ended').length).toBeLessThanOrEqual(1);
            if (state === 'cancelled') expect(attempts.every((one) => one.state === 'ended')).toBe(true);
          }
          const urls = own.placer.calls.map(({ url }) => url);
          expect(urls.length).toBe(new Set(urls).size);
          expect(own.placer.calls.length).toBe(own.get().attempts.length);
        } finally {
          await own.close();
        }
      }),
      { seed: 5002, numRuns: 25 },
    );
  });
});

describe('who may', () => {
  it('[DCB13] a viewer sees and changes nothing', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const before = bench.get();
    for (const what of ['call-now', 'move', 'cancel']) {
      const answer = await bench.desk.post(`callbacks/callback_1/${what}`, { sequence: 0, slot: 'x' }, 'viewer');
      expect(answer).toMatchObject({ status: 403, body: { error: expect.stringContaining('operator') } });
    }
    expect(bench.get()).toEqual(before);
    expect((await bench.desk.get('callbacks/callback_1', 'viewer')).status).toBe(200);
  });

  it('[DCB13] what is no command is refused with what is wrong', async () => {
    await bench.seated({ startsAt: elevenSharp });
    const bad = [
      ['call-now', {}],
      ['call-now', { sequence: 0, anyway: 'yes' }],
      ['move', { sequence: 0 }],
      ['move', { sequence: 0, slot: 'x'.repeat(50) }],
      ['cancel', { sequence: -1 }],
      ['cancel', null],
    ] as const;
    for (const [what, body] of bad) {
      const answer = await bench.desk.post(`callbacks/callback_1/${what}`, body);
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatch(/\.$/);
    }
    expect(bench.get().sequence).toBe(0);
  });
});
