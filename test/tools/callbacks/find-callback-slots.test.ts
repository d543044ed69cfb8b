import { describe, expect, it } from 'vitest';
import { callbackBench, findIds, noon, officeHours, slotsOf } from './callback-bench.ts';

const labels = async (of: ReturnType<typeof callbackBench>, values: Record<string, unknown> = {}) =>
  slotsOf(await of.run('find_callback_slots', values)).map(({ label }) => label);

describe('find_callback_slots', () => {
  it('[CBT7] gives three times of different parts of days, in words', async () => {
    const of = callbackBench({ contact: { timeZone: 'America/New_York' } });
    const { result } = await of.run('find_callback_slots', {});
    expect(result).toMatchObject({ status: 'ok' });
    expect(result.slots).toEqual([
      { id: expect.stringMatching(/^slot_[0-9a-z]+$/), label: 'today, Tuesday November 24th, at one P M' },
      { id: expect.anything(), label: 'tomorrow, Wednesday November 25th, at nine A M' },
      { id: expect.anything(), label: 'tomorrow, Wednesday November 25th, at twelve noon' },
    ]);
    expect(result.say).toBe(
      'I have today, Tuesday November 24th, at one P M, or tomorrow, Wednesday November 25th, at nine A M or twelve noon. Which one suits you?',
    );
  });

  it("[CBT7] tells the caller's own time where it is another", async () => {
    const of = callbackBench({ contact: { timeZone: 'America/Los_Angeles' } });
    expect((await labels(of))[0]).toBe('today, Tuesday November 24th, at one P M our time, that is ten A M your time');
  });

  it('[CBT7] keeps to the day and the part of it that the caller named', async () => {
    const of = callbackBench({ contact: { timeZone: 'America/New_York' } });
    expect(await labels(of, { day: '2026-11-27' })).toEqual([
      'Friday November 27th, at nine A M',
      'Friday November 27th, at ten A M',
      'Friday November 27th, at twelve noon',
    ]);
    expect(await labels(of, { day: '2026-11-27', part_of_day: 'afternoon' })).toEqual([
      'Friday November 27th, at twelve noon',
      'Friday November 27th, at one P M',
      'Friday November 27th, at two P M',
    ]);
    expect(await labels(of, { part_of_day: 'morning' })).toEqual([
      'tomorrow, Wednesday November 25th, at nine A M',
      'Thursday November 26th, at nine A M',
      'Friday November 27th, at nine A M',
    ]);
  });

  it('[CBT7] offers other times of the day where the part is full', async () => {
    const { result } = await callbackBench().run('find_callback_slots', { day: '2026-11-27', part_of_day: 'evening' });
    expect(result.say).toMatch(/^There is nothing free that evening\. On the same day I have Friday November 27th/);
    expect(result.slots).toHaveLength(3);
  });

  it.each([
    ['2026-11-28', '2026-11-27'],
    ['2026-11-29', '2026-11-30'],
    ['2026-11-01', '2026-11-24'],
    ['2027-05-05', '2026-12-08'],
  ])('[CBT7] %s has none: the nearest day is %s', async (day, nearest) => {
    const { result } = await callbackBench().run('find_callback_slots', { day });
    expect(result).toMatchObject({ status: 'ok', slots: [], day: nearest });
    expect(result.say).toMatch(
      /^I have no free time on .+\. The nearest day with one is .+\. Shall I look at that day\?$/,
    );
  });

  it.each(['tomorrow', '2026-02-30', '24.11.2026'])('[CBT7] %j is no day', async (day) => {
    expect((await callbackBench().run('find_callback_slots', { day })).result).toMatchObject({ code: 'bad_arguments' });
  });

  it('[CBT7] with no free time at all it says so, with what else there is', async () => {
    const of = callbackBench({ slots: { hours: { saturday: ['09:00-09:10'] } } });
    for (const values of [{}, { day: '2026-11-28' }]) {
      const { result } = await of.run('find_callback_slots', values);
      expect(result).toMatchObject({ status: 'ok', slots: [] });
      expect(result.say).toContain('no free time to book at the moment. I could connect you with a person instead.');
    }
  });

  it('[CBT7] what was offered is kept for two minutes, from others and not from the caller', async () => {
    const first = callbackBench({ slots: { hours: { wednesday: ['09:00-10:00'] }, horizon_days: 2 } });
    const other = callbackBench({
      store: first.store,
      callId: 'call_2',
      slots: { hours: { wednesday: ['09:00-10:00'] }, horizon_days: 2 },
    });
    const ids = await findIds(first);
    expect(ids).toHaveLength(2);
    expect(await findIds(other)).toEqual([]);
    expect(await findIds(first)).toEqual(ids);
    await other.clock.advance(120_001);
    expect(await findIds(other)).toEqual(ids);
  });

  it('[CBT7] the notice still holds when the two minutes are over', async () => {
    const of = callbackBench({ now: noon - 60_000 });
    expect((await labels(of))[0]).toMatch(/^today, .*at twelve thirty P M|^today, .*at one P M/);
    const late = callbackBench({ now: noon - 119_000 });
    expect((await labels(late))[0]).toMatch(/at one P M/);
    const early = callbackBench({ now: noon - 120_000 });
    expect((await labels(early))[0]).toMatch(/at twelve thirty P M/);
  });

  it('[CBT7] as many callers as there are agents get the same time', async () => {
    const slots = { hours: officeHours, capacity: 2 };
    const of = callbackBench({ slots });
    const store = of.store;
    const first = await findIds(of);
    expect(await findIds(callbackBench({ store, callId: 'call_2', slots }))).toEqual(first);
    const third = await findIds(callbackBench({ store, callId: 'call_3', slots }));
    expect(third).toHaveLength(3);
    expect(third.filter((id) => first.includes(id))).toEqual([]);
  });

  it('[CBT15] a store that is away is an answer', async () => {
    const of = callbackBench();
    of.store.away = true;
    expect((await of.run('find_callback_slots', {})).result).toMatchObject({ code: 'store_unavailable' });
  });
});
