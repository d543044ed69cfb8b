import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallbackChanged } from '../../src/console/contract/callbacks.ts';
import type { Callback } from '../../src/domain/callback.ts';
import { attemptSample, CUSTOMER, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackDesk, deskSite } from './callback-desk.ts';

let bench: CallbackDesk;
beforeEach(async () => {
  bench = await new CallbackDesk().open();
});
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
});

const elevenSharp = TUESDAY_TEN + hour;
const call = (endedAt: number | null) => ({
  id: 'call_0',
  callSid: 'CA0',
  siteId: 'acme',
  lineId: 'support',
  direction: 'inbound' as const,
  from: { kind: 'phone' as const, number: CUSTOMER },
  to: '+14155550101',
  startedAt: TUESDAY_TEN - (endedAt ?? 5 * minute),
});
/** Another bench in place of the usual one. */
async function use(site: Parameters<typeof deskSite>, start = TUESDAY_TEN): Promise<void> {
  await bench.close();
  bench = await new CallbackDesk(deskSite(...site), start).open();
}
const slotAt = async (time: number): Promise<string> =>
  (await bench.desk.get('callbacks/callback_1/slots')).body.days
    .flatMap(({ slots }: { slots: readonly { id: string; startsAt: number }[] }) => slots)
    .find(({ startsAt }: { startsAt: number }) => startsAt === time)?.id;

describe('call now', () => {
  it('[DCB7] makes it due at once, with all its tries, and the runner dials it once', async () => {
    const used = [attemptSample({ startedAt: 1 }), attemptSample({ number: 2, round: 2, startedAt: 2 })];
    await bench.seated({ startsAt: elevenSharp, attempts: used, nextAt: null });
    const runner = bench.runner();
    bench.nudge = runner.nudge;
    runner.start();
    await bench.clock.advance(5000);
    expect(bench.placer.calls).toEqual([]);
    const { status, body } = await bench.does('call-now');
    expect(status).toBe(200);
    expect(CallbackChanged.parse(body)).toEqual(body);
    expect(body).toMatchObject({ callback: { sequence: 1, startsAt: bench.clock.now() }, told: null });
    await bench.clock.advance(3000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get()).toMatchObject({ state: 'dialing', kind: 'scheduled' });
    expect(bench.get().attempts.at(-1)).toMatchObject({ round: 1, targetId: 'desk' });
    expect(await bench.seats()).toEqual([]);
    expect(bench.store.audit).toMatchObject([
      { action: 'callback-call-now', operator: 'ann', subject: 'callback callback_1', detail: { any_hour: false } },
    ]);
  });

  it.each<[string, Partial<Callback>]>([
    ['is requested and its call is over', { kind: 'now', state: 'requested', wall: null }],
    [
      'waits for its next try',
      { kind: 'now', state: 'retry_wait', wall: null, attempts: [attemptSample({ startedAt: 1 })] },
    ],
    ['was missed', { state: 'missed', nextAt: null, note: 'nobody could call in time' }],
    [
      'has used all its tries',
      { state: 'exhausted', nextAt: null, attempts: [attemptSample({ startedAt: 1, round: 3 })] },
    ],
  ])('[DCB7] takes up one that %s', async (_, changes) => {
    await bench.book({ nextAt: TUESDAY_TEN + hour, ...changes });
    expect((await bench.does('call-now')).status).toBe(200);
    bench.runner().start();
    await bench.clock.advance(1000);
    expect(bench.placer.calls).toHaveLength(1);
    expect(bench.get().attempts.at(-1)?.round).toBe(1);
  });

  it.each<[string, Partial<Callback>, RegExp]>([
    [
      'is called already',
      { state: 'dialing', attempts: [attemptSample({ state: 'ringing', outcome: null })] },
      /at this very moment/,
    ],
    [
      'was moved while it rang',
      { state: 'scheduled', attempts: [attemptSample({ state: 'ringing', outcome: null, endedAt: null })] },
      /at this very moment/,
    ],
    ['was cancelled', { state: 'cancelled' }, /cancelled/],
    ['is completed', { state: 'completed' }, /talked already/],
    ['is blocked', { state: 'blocked' }, /may not be called/],
    ['is for a number the line may not call', { phone: '+442071838750' }, /sms_countries/],
  ])('[DCB8] is refused for one that %s', async (_, changes, why) => {
    await bench.book({ nextAt: null, ...changes });
    const before = bench.get();
    for (const anyway of [false, true]) {
      const { status, body } = await bench.does('call-now', { anyway });
      expect(status).toBe(409);
      expect(body).toEqual({ error: expect.stringMatching(why) });
    }
    expect(bench.get()).toEqual(before);
    expect(bench.store.audit).toEqual([]);
  });

  it('[DCB8] is refused in the quiet hours of whoever is called, whatever is confirmed', async () => {
    await bench.book({ startsAt: elevenSharp, callerZone: 'Asia/Kolkata' });
    const { body } = await bench.does('call-now', { anyway: true });
    expect(body).toEqual({ error: expect.stringMatching(/night at the customer's until Wed,? 2 Dec,? 0?8:00/) });
    const { choices } = (await bench.desk.get('callbacks/callback_1')).body;
    expect(choices.callNow).toEqual({ refusal: body.error, anyway: false });
  });

  it('[DCB8] is refused while the caller is on the phone with us, and after a call nobody saw the end of it is not', async () => {
    await bench.book({ kind: 'now', state: 'requested', wall: null });
    await bench.store.openCall({ call: call(null), siteVersion: 'v1' });
    expect((await bench.does('call-now', { anyway: true })).body.error).toContain('still on the phone');
    await bench.clock.advance(25 * minute);
    expect((await bench.does('call-now')).status).toBe(200);
  });

  it('[DCB8] is refused where the line calls nobody back', async () => {
    await use([{}, { escalation: { callback_now: true } }]);
    await bench.book();
    expect((await bench.does('call-now')).body.error).toContain('does not call back any more');
  });

  it('[DCB9] outside the hours of all agents takes a second confirmation, and then rings them through all rounds', async () => {
    await use([{ quiet_hours: { from: '23:00', to: '06:00' } }], TUESDAY_TEN + 9 * hour);
    await bench.book({ startsAt: TUESDAY_TEN + 24 * hour });
    const asked = await bench.does('call-now');
    expect(asked.status).toBe(409);
    expect(asked.body).toEqual({ error: expect.stringMatching(/hours before Wed,? 2 Dec,? 0?9:00 PST/), anyway: true });
    expect((await bench.does('call-now', { anyway: true })).status).toBe(200);
    expect(bench.store.audit).toMatchObject([{ detail: { any_hour: true } }]);
    bench.placer.faults = Array.from({ length: 6 }, () => ({
      ...{ reached: true, certain: true, retryable: false, message: 'no', retryAfterMs: null },
      code: '13224',
    }));
    bench.runner().start();
    await bench.clock.advance(hour);
    expect(bench.get().attempts.map(({ round, targetId }) => `${round} ${targetId}`)).toEqual([
      '1 desk',
      '1 dispatch',
      '2 desk',
      '2 dispatch',
      '3 desk',
      '3 dispatch',
    ]);
    expect(bench.get().state).toBe('exhausted');
  });

  it('[DCB9] that confirmation holds for this time only: moved, it waits for the agents again', async () => {
    await use([{ quiet_hours: { from: '23:00', to: '06:00' } }], TUESDAY_TEN + 9 * hour);
    await bench.book({ startsAt: TUESDAY_TEN + 24 * hour });
    await bench.does('call-now', { anyway: true });
    expect(bench.get().anyHour).toBe(true);
    await bench.does('move', { slot: await slotAt(TUESDAY_TEN + 25 * hour) });
    expect(bench.get()).toMatchObject({ state: 'scheduled', startsAt: TUESDAY_TEN + 25 * hour });
    expect(bench.get()).not.toHaveProperty('anyHour');
  });
});

describe('move', () => {
  it('[DCB10] takes the new seat and gives the old one back, keeps the entry, and tells the caller', async () => {
    await bench.seated({ startsAt: elevenSharp, confirmedAt: 1, reminded: [1440] });
    const { status, body } = await bench.does('move', { slot: await slotAt(elevenSharp + hour) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ callback: { id: 'callback_1', sequence: 1 }, told: 'sms' });
    expect(bench.get()).toMatchObject({
      state: 'scheduled',
      startsAt: elevenSharp + hour,
      wall: { local: '2026-12-01T12:00', zone: 'America/Los_Angeles' },
      confirmedAt: null,
      reminded: [],
    });
    expect(await bench.seats()).toMatchObject([{ startsAt: elevenSharp + hour, callbackId: 'callback_1' }]);
    expect(bench.news).toMatchObject([{ kind: 'moved', id: 'callback_1' }]);
    expect(bench.nudges).toBe(1);
    const detail = { from: elevenSharp, to: elevenSharp + hour };
    expect(bench.store.audit).toMatchObject([{ action: 'callback-move', operator: 'ann', detail }]);
  });

  it('[DCB10] goes to no time that is taken, over, made up, or at night', async () => {
    await bench.seated({ startsAt: elevenSharp });
    await bench.store.holdSeat(bench.seatAt(elevenSharp + hour), 'call_9', TUESDAY_TEN + hour, TUESDAY_TEN);
    const slotOf = (time: number) => `slot_${(time / minute).toString(36)}`;
    for (const time of [elevenSharp + hour, TUESDAY_TEN - hour, elevenSharp + minute, TUESDAY_TEN + 12 * hour])
      expect(await bench.does('move', { slot: slotOf(time) })).toMatchObject({
        status: 409,
        body: { error: expect.stringContaining('Choose another one') },
      });
    expect((await bench.does('move', { slot: slotOf(elevenSharp) })).body.error).toContain('already');
    expect(bench.get().sequence).toBe(0);
    expect(bench.news).toEqual([]);
  });

  it('[DCB10] is refused for what was cancelled, and where the line takes no bookings', async () => {
    await bench.book({ state: 'cancelled', nextAt: null });
    expect((await bench.does('move', { slot: 'slot_x' })).body.error).toContain('cancelled');
    await use([{}, { escalation: { callback_now: true } }]);
    await bench.book();
    expect((await bench.does('move', { slot: 'slot_x' })).body.error).toContain('takes no bookings');
  });

  it('[DCB10] is refused when the number has another one open', async () => {
    await bench.book({ state: 'missed', nextAt: null });
    const slot = await slotAt(elevenSharp);
    await bench.book({ id: 'newer', toolCallId: 'newer', startsAt: TUESDAY_TEN + 3 * hour });
    expect((await bench.does('move', { slot })).body.error).toContain('newer');
    expect(bench.get().state).toBe('missed');
  });
});

describe('cancel', () => {
  it('[DCB11] gives the seat back and tells the caller', async () => {
    await bench.seated({ startsAt: elevenSharp });
    expect((await bench.does('cancel')).body).toMatchObject({ callback: { state: 'cancelled' }, told: 'sms' });
    expect(await bench.seats()).toEqual([]);
    expect(bench.news).toMatchObject([{ kind: 'cancelled' }]);
    expect(bench.store.audit).toMatchObject([{ action: 'callback-cancel', subject: 'callback callback_1' }]);
    expect(await bench.does('cancel')).toMatchObject({
      status: 409,
      body: { error: expect.stringMatching(/nothing to cancel/) },
    });
    bench.runner().start();
    await bench.clock.advance(2 * hour);
    expect(bench.placer.calls).toEqual([]);
  });

  it('[DCB11] apologises to a caller who waits for a call in a moment', async () => {
    await bench.book({ kind: 'now', state: 'due', wall: null });
    await bench.does('cancel');
    expect(bench.news).toMatchObject([{ kind: 'apology' }]);
  });
});
