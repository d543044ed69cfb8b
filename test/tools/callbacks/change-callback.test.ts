import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../src/domain/callback.ts';
import type { Bench } from '../call-bench.ts';
import {
  agreeToOwn,
  booked,
  callbackBench,
  findIds,
  noon,
  onFile,
  only,
  other,
  slotsOf,
  talk,
} from './callback-bench.ts';

const stranger = {
  from: { kind: 'phone', number: other } as const,
  callId: 'call_2',
  contact: { callbackNumber: null },
};

/** As the runner or another process writes it. */
async function put(of: Bench, id: string, change: Partial<Callback>): Promise<void> {
  const callback = of.store.callbacks.get(id)!;
  of.store.callbacks.set(id, { ...callback, ...change, version: callback.version + 1 });
}

describe('change_callback', () => {
  it('[CBT13] moves a callback to a time that was offered, and frees the old one', async () => {
    const of = callbackBench({ announce: 'email', contact: { timeZone: 'America/New_York' } });
    const { id, startsAt } = await booked(of);
    const [, slot] = await findIds(of, { day: '2026-11-27' });
    await put(of, id, { confirmedAt: 1, reminded: [60] });
    const { result } = await of.run('change_callback', { callback: id, slot });
    expect(result).toEqual({
      status: 'booked',
      say: "Your call back is moved to Friday November 27th, at ten A M. I've just e-mailed the confirmation.",
      callback: id,
      label: 'Friday November 27th, at ten A M',
      confirmation: 'email',
    });
    expect(only(of)).toMatchObject({
      id,
      state: 'scheduled',
      startsAt: Date.UTC(2026, 10, 27, 15),
      wall: { local: '2026-11-27T10:00', zone: 'America/New_York' },
      sequence: 1,
      confirmedAt: null,
      reminded: [],
      nextAt: noon,
    });
    expect(of.announced.at(-1)).toMatchObject({ news: { kind: 'moved' }, inCall: true, callback: { id, sequence: 1 } });
    const span = { siteId: 'acme', lineId: 'support', startsAt, endsAt: startsAt + 1 };
    expect(await of.store.takenSeats(span, 'call_2', noon + 200_000)).toEqual([]);
    expect((await of.store.callbackEvents(id)).map(({ type }) => type)).toEqual(['scheduled', 'rescheduled']);
  });

  it('[CBT13] cancels it, frees its time, and lets another be made', async () => {
    const of = callbackBench({ announce: 'sms' });
    const { id, startsAt } = await booked(of);
    const { result } = await of.run('change_callback', { callback: id });
    expect(result).toEqual({
      status: 'ok',
      say: "Your call back is cancelled: nobody will call. I've just texted the confirmation.",
      callback: id,
      confirmation: 'sms',
    });
    expect(only(of)).toMatchObject({ state: 'cancelled', nextAt: null, sequence: 1 });
    const span = { siteId: 'acme', lineId: 'support', startsAt, endsAt: startsAt + 1 };
    expect(await of.store.takenSeats(span, 'call_2', noon + 200_000)).toEqual([]);
    expect((await of.run('change_callback', { callback: id })).result.code).toBe('callback_unknown');
    expect((await of.run('request_callback', { phone: 'caller', reason: 'x' })).result.status).toBe('booked');
  });

  it('[CBT13] one that had ended gets another time and is open again', async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    await put(of, id, { state: 'missed', nextAt: null });
    const [, slot] = await findIds(of, { day: '2026-11-27' });
    expect((await of.run('change_callback', { callback: id, slot })).result.status).toBe('booked');
    expect(only(of).state).toBe('scheduled');
  });

  it('[CBT13] one that had ended stays so while the number has another', async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    await put(of, id, { state: 'missed', nextAt: null });
    await of.run('request_callback', { phone: 'caller', reason: 'x' });
    const [, slot] = await findIds(of, { day: '2026-11-27' });
    expect((await of.run('change_callback', { callback: id, slot })).result.code).toBe('already_booked');
  });

  it("[CBT13] a stranger's callback is unknown, in the words for one that does not exist", async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    const theirs = callbackBench({ ...stranger, store: of.store });
    agreeToOwn(theirs);
    const { result } = await theirs.run('change_callback', { callback: id });
    expect(result.code).toBe('callback_unknown');
    expect(result).toEqual((await theirs.run('change_callback', { callback: 'cb_0' })).result);
    const [slot] = await findIds(theirs);
    expect(result).toEqual((await theirs.run('change_callback', { callback: id, slot })).result);
    expect(only(of).state).toBe('scheduled');
  });

  it('[CBT13] it is theirs by the number they call from, the one on file, or one they agreed to', async () => {
    const of = callbackBench();
    const { id, phone } = await booked(of);
    const change = async (options: Parameters<typeof callbackBench>[0], question?: string) => {
      await put(of, id, { state: 'scheduled' });
      const theirs = callbackBench({ ...options, store: of.store, callId: 'call_3' });
      if (question !== undefined) talk(theirs, 1, question, 'Yes.');
      if (question !== undefined) theirs.context.consent.requireCall(phone);
      return (await theirs.run('change_callback', { callback: id })).result.status;
    };
    expect(await change({})).toBe('ok');
    expect(await change({ ...stranger, contact: { callbackNumber: phone } })).toBe('ok');
    expect(await change(stranger, 'Shall we call you back on 4 1 5, 5 5 5, 0 1 2 3?')).toBe('ok');
    expect(await change(stranger, 'Shall we call you back on 4 1 5, 5 5 5, 0 1 2 4?')).toBe('refused');
    expect(await change({ from: { kind: 'withheld' } })).toBe('refused');
  });

  it('[CBT13] what was arranged in this call can be changed in it, whatever its number', async () => {
    const of = callbackBench({ contact: { callbackNumber: onFile } });
    talk(of, 1, 'Shall we call you back on 2 1 2, 5 5 5, 0 1 4 7?', 'Yes.');
    await of.run('request_callback', { phone: other, reason: 'x' });
    talk(of, 3, 'Anything else?', 'No, use 415 555 0199');
    expect((await of.run('change_callback', { callback: only(of).id })).result.status).toBe('ok');
  });

  it('[CBT13] one of another line is unknown', async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    await put(of, id, { lineId: 'sales' });
    expect((await of.run('change_callback', { callback: id })).result.code).toBe('callback_unknown');
  });

  it('[CBT13] without times to book it can only be cancelled', async () => {
    const of = callbackBench({ line: { escalation: { callback_now: true } } });
    agreeToOwn(of);
    await of.run('request_callback', { phone: 'caller', reason: 'x' });
    const { id } = only(of);
    expect((await of.run('change_callback', { callback: id, slot: 'slot_1' })).result.code).toBe('not_enabled');
    expect((await of.run('change_callback', { callback: id })).result.status).toBe('ok');
  });

  it('[CBT8] it moves only to what was offered in this call', async () => {
    const of = callbackBench();
    const { id, startsAt } = await booked(of);
    const { result } = await of.run('change_callback', { callback: id, slot: 'slot_1' });
    expect(result.code).toBe('slot_unknown');
    expect(slotsOf({ result })).toHaveLength(3);
    expect(only(of).startsAt).toBe(startsAt);
    const [fresh] = slotsOf({ result });
    expect((await of.run('change_callback', { callback: id, slot: fresh!.id })).result.status).toBe('booked');
  });

  it('[CBT9] a time somebody else has by now: others, and it stays where it was', async () => {
    const of = callbackBench();
    const { id, startsAt } = await booked(of);
    const [slot] = await findIds(of, { day: '2026-11-27' });
    await of.clock.advance(121_000);
    const rival = callbackBench({ ...stranger, store: of.store, now: of.clock.now() });
    agreeToOwn(rival);
    await findIds(rival, { day: '2026-11-27' });
    await rival.run('schedule_callback', { slot, phone: 'caller', reason: 'x' });
    const { result } = await of.run('change_callback', { callback: id, slot });
    expect(result.code).toBe('slot_taken');
    expect(of.store.callbacks.get(id)?.startsAt).toBe(startsAt);
  });

  it('[CBT9] the time it has already is no change', async () => {
    const of = callbackBench();
    const { id, startsAt } = await booked(of);
    const slot = `slot_${(startsAt / 60_000).toString(36)}`;
    expect((await of.run('change_callback', { callback: id, slot })).result).toMatchObject({ status: 'ok' });
    expect(only(of)).toMatchObject({ startsAt, sequence: 0 });
  });

  it.each(['dialing', 'connected'] as const)('[CBT14] one that is %s is left alone', async (state) => {
    const of = callbackBench();
    const { id } = await booked(of);
    await put(of, id, { state });
    const [, slot] = await findIds(of);
    for (const values of [{ callback: id }, { callback: id, slot }]) {
      const { result } = await of.run('change_callback', values);
      expect(result.say).toMatch(/calling that number at this very moment/);
    }
    expect(only(of).state).toBe(state);
  });

  it('[CBT14] one that was changed meanwhile is read again, and left alone if it is being dialled by then', async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    const find = of.store.findCallback.bind(of.store);
    const meanwhile = (change: Partial<Callback>): void => {
      of.store.findCallback = async (wanted) => {
        of.store.findCallback = find;
        const found = await find(wanted);
        await put(of, id, change);
        return found;
      };
    };
    meanwhile({ state: 'dialing' });
    expect((await of.run('change_callback', { callback: id })).result.code).toBe('already_booked');
    await put(of, id, { state: 'scheduled' });
    meanwhile({ reminded: [60] });
    expect((await of.run('change_callback', { callback: id })).result.status).toBe('ok');
    expect(only(of)).toMatchObject({ state: 'cancelled', reminded: [60] });
  });

  it('[CBT15] a store that is away is an answer', async () => {
    const of = callbackBench();
    const { id } = await booked(of);
    of.store.away = true;
    expect((await of.run('change_callback', { callback: id })).result.code).toBe('store_unavailable');
  });
});
