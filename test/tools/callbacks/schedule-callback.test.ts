import { describe, expect, it } from 'vitest';
import { own } from '../call-bench.ts';
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

const schedule = (slot: string, phone = 'caller') => ['schedule_callback', { slot, phone, reason: 'Invoice' }] as const;

describe('schedule_callback', () => {
  it('[CBT8] books the time that was chosen, with its seat', async () => {
    const of = callbackBench({
      announce: 'sms',
      slots: { buffer_minutes: 10 },
      contact: { timeZone: 'America/New_York' },
    });
    agreeToOwn(of);
    const [, slot] = await findIds(of);
    const { result } = await of.run(...schedule(slot!));
    const callback = only(of);
    const label = 'tomorrow, Wednesday November 25th, at nine A M';
    expect(result).toEqual({
      status: 'booked',
      say: `Your call back is booked for ${label}, on the number ending 23. I've just texted the confirmation.`,
      callback: callback.id,
      label,
      confirmation: 'sms',
    });
    const startsAt = Date.UTC(2026, 10, 25, 14);
    expect(callback).toMatchObject({
      kind: 'scheduled',
      state: 'scheduled',
      phone: own,
      startsAt,
      wall: { local: '2026-11-25T09:00', zone: 'America/New_York' },
      durationMinutes: 30,
      nextAt: noon,
      sequence: 0,
      callerZone: 'America/New_York',
    });
    const span = { siteId: 'acme', lineId: 'support', startsAt: startsAt - 1000, endsAt: startsAt + 3_600_000 };
    expect(await of.store.takenSeats(span, 'call_2', noon)).toContainEqual({
      startsAt,
      endsAt: startsAt + 40 * 60_000,
    });
    expect(of.announced).toEqual([{ callback, news: { kind: 'booked' }, inCall: true }]);
  });

  it.each([
    ['email', "I've just e-mailed the confirmation."],
    [null, ''],
  ] as const)('[CBT10] says by what the confirmation went out: %s', async (announce, words) => {
    const of = callbackBench({ announce });
    const [slot] = await findIds(of);
    agreeToOwn(of);
    const { say, confirmation } = (await of.run(...schedule(slot!))).result;
    expect(say).toMatch(words === '' ? /on the number ending 23\.$/ : new RegExp(`${words.replaceAll('.', '\\.')}$`));
    expect(confirmation).toBe(announce ?? 'none');
  });

  it('[CBT10] goes to the address that was agreed to in this call, and to no other on file', async () => {
    const asked = callbackBench();
    await booked(asked);
    expect(only(asked).email).toBeNull();
    const of = callbackBench();
    talk(of, 1, 'Shall I e-mail it to j… at example dot org?', 'Yes.');
    await booked(of);
    expect(only(of).email).toBe('jane.doe@example.org');
  });

  it('[CBT3] nothing is booked before the caller agreed to the number; the time is kept meanwhile', async () => {
    const of = callbackBench({ slots: { hours: { wednesday: ['09:00-09:30'] }, horizon_days: 2 } });
    const [slot] = await findIds(of);
    await of.clock.advance(100_000);
    const { result } = await of.run(...schedule(slot!));
    expect(result).toMatchObject({ status: 'needs_confirmation', say: expect.stringContaining('ending in 0 1 2 3?') });
    expect(of.store.callbacks.size).toBe(0);
    await of.clock.advance(100_000);
    const rival = callbackBench({
      store: of.store,
      callId: 'call_2',
      now: of.clock.now(),
      slots: { hours: { wednesday: ['09:00-09:30'] }, horizon_days: 2 },
    });
    expect(await findIds(rival)).toEqual([]);
    talk(of, 1, result.say, 'Yes.');
    expect((await of.run(...schedule(slot!))).result.status).toBe('booked');
  });

  it('[CBT5] the number on file, and a number that is given', async () => {
    const of = callbackBench({ contact: { callbackNumber: onFile } });
    const [slot] = await findIds(of);
    agreeToOwn(of);
    expect((await of.run(...schedule(slot!, 'contact'))).result.status).toBe('needs_confirmation');
    expect((await of.run(...schedule(slot!, other))).result.status).toBe('needs_confirmation');
    expect((await of.run(...schedule(slot!, '+19005551234'))).result.code).toBe('number_not_allowed');
    talk(of, 3, 'Shall we call you back on 2 1 2, 5 5 5, 0 1 4 7?', 'Yes.');
    await of.run(...schedule(slot!, other));
    expect(only(of).phone).toBe(other);
  });

  it.each(['first', 'slot_zzz', 'slot_1', ''])('[CBT8] %j was never offered: fresh times', async (slot) => {
    const of = callbackBench();
    agreeToOwn(of);
    const { result } = await of.run(...schedule(slot));
    expect(result).toMatchObject({ status: 'refused', code: 'slot_unknown' });
    expect(result.say).toMatch(/Which one suits you\?$/);
    expect(result.slots).toHaveLength(3);
    const [fresh] = slotsOf({ result });
    expect((await of.run(...schedule(fresh!.id))).result.status).toBe('booked');
  });

  it('[CBT8] a time of the plan that nobody offered in this call is unknown, one of an earlier session is not', async () => {
    const found = callbackBench();
    const ids = await findIds(found);
    const of = callbackBench({ store: found.store, callId: 'call_2' });
    agreeToOwn(of);
    expect((await of.run(...schedule(ids[0]!))).result.code).toBe('slot_unknown');
    const result = { status: 'ok', say: '', slots: [{ id: ids[0]!, label: '' }] } as const;
    const later = callbackBench({ earlier: [{ name: 'find_callback_slots', turn: 1, result }] });
    agreeToOwn(later);
    expect((await later.run(...schedule(ids[0]!))).result.status).toBe('booked');
    const echo = callbackBench({ earlier: [{ name: 'some_action', turn: 1, result }] });
    agreeToOwn(echo);
    expect((await echo.run(...schedule(ids[0]!))).result.code).toBe('slot_unknown');
  });

  it('[CBT9] the loser of a race gets the three nearest others', async () => {
    const of = callbackBench();
    const [, slot] = await findIds(of);
    await of.clock.advance(121_000);
    const rival = callbackBench({
      store: of.store,
      callId: 'call_2',
      from: { kind: 'phone', number: other },
      now: of.clock.now(),
    });
    agreeToOwn(rival);
    await findIds(rival);
    expect((await rival.run(...schedule(slot!))).result.status).toBe('booked');
    agreeToOwn(of);
    const { result } = await of.run(...schedule(slot!));
    expect(result).toMatchObject({ status: 'refused', code: 'slot_taken' });
    expect(slotsOf({ result }).map(({ label }) => label.replace(/ our time.*/, ''))).toEqual([
      'tomorrow, Wednesday November 25th, at nine thirty A M',
      'tomorrow, Wednesday November 25th, at ten A M',
      'tomorrow, Wednesday November 25th, at ten thirty A M',
    ]);
    expect(of.store.callbacks.size).toBe(1);
  });

  it('[CBT9] a time that is too near by now is not booked any more', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    const [slot] = await findIds(of);
    await of.clock.advance(31 * 60_000);
    const { result } = await of.run(...schedule(slot!));
    expect(result.code).toBe('slot_taken');
    expect(slotsOf({ result }).map(({ id }) => id)).not.toContain(slot);
    expect(of.store.callbacks.size).toBe(0);
  });

  it('[CBT11] one open callback per number and line', async () => {
    const of = callbackBench({ contact: { timeZone: 'America/New_York' } });
    const first = await booked(of);
    const [, slot] = await findIds(of);
    const { result } = await of.run(...schedule(slot!));
    expect(result).toMatchObject({ status: 'refused', code: 'already_booked', callback: first.id });
    expect(result.say).toBe(
      'There is a call back arranged for that number already, for today, Tuesday November 24th, at one P M. Shall I move it to another time?',
    );
    expect(of.announced).toHaveLength(1);
  });

  it('[CBT12] the same tool call has the same callback and the same answer', async () => {
    const of = callbackBench({ announce: 'sms' });
    const earlier = [
      { name: 'find_callback_slots', turn: 1, result: { status: 'ok', say: '', slots: [] as unknown[] } },
    ] as const;
    const [slot] = await findIds(of);
    earlier[0].result.slots.push({ id: slot, label: '' });
    agreeToOwn(of);
    const [name, values] = schedule(slot!);
    const first = await of.run(name, values, { id: 'tool-a' });
    const again = callbackBench({ store: of.store, announce: 'sms', earlier });
    agreeToOwn(again);
    expect(await again.run(name, values, { id: 'tool-a' })).toEqual(first);
    expect(only(of).toolCallId).toBe('tool-a');
  });

  it('[CBT15] a store that is away is an answer', async () => {
    const of = callbackBench();
    const [slot] = await findIds(of);
    agreeToOwn(of);
    of.store.away = true;
    expect((await of.run(...schedule(slot!))).result).toMatchObject({ code: 'store_unavailable' });
  });
});
