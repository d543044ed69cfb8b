import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Callback, CallbackState } from '../../src/domain/callback.ts';
import { testCallback, tuesdayTen } from '../support/test-callback.ts';
import { buttonsOn, CallbackBench, saidOn, stateOn, timesOn } from './callback-bench.ts';

let bench: CallbackBench;
beforeEach(async () => {
  bench = await new CallbackBench().open();
});
afterEach(() => bench.close());

/** Another bench in place of the first. */
const restart = async (line: Record<string, unknown>, site: Record<string, unknown> = {}) => {
  await bench.close();
  bench = await new CallbackBench(line, site).open();
};
const attempt = {
  number: 1,
  round: 1,
  first: 'agent',
  targetId: 'a',
  to: '+14155550111',
  from: '+14155550101',
  state: 'ringing',
  callSid: null,
  outcome: null,
  startedAt: 0,
  endedAt: null,
} as const;

describe('changing a callback by its page', () => {
  it('[CBN23] keeps that the caller will be there, once', async () => {
    await bench.book();
    const { text } = await bench.press('confirm');
    expect(saidOn(text)).toBe('Thank you, your callback is confirmed.');
    expect(stateOn(text)).toMatch(/^Confirmed: /);
    expect(buttonsOn(text)).toEqual(['move', 'cancel']);
    const { confirmedAt, version } = bench.stored();
    expect(confirmedAt).toBe(bench.clock.now());
    expect((await bench.press('confirm')).status).toBe(200);
    expect(bench.stored().version).toBe(version);
    const events = await bench.store.callbackEvents(testCallback().id);
    expect(events.map(({ type, actor }) => `${type} ${actor}`)).toEqual(['scheduled bot', 'confirmed caller']);
    expect(bench.announced).toEqual([]);
  });

  it('[CBN23] a time that is over cannot be confirmed', async () => {
    await bench.book({ startsAt: bench.clock.now() });
    expect(buttonsOn((await bench.ask()).text)).not.toContain('confirm');
    expect((await bench.press('confirm')).status).toBe(409);
    expect(bench.stored().confirmedAt).toBeNull();
  });

  it('[CBN24] moves it: a new seat for the old one, told once', async () => {
    await bench.book({ confirmedAt: 5 });
    const slot = await bench.timeOn('2026-11-25', '9:30 AM');
    const { status, text } = await bench.press('move', { slot });
    const startsAt = Date.UTC(2026, 10, 25, 17, 30);
    expect([status, saidOn(text)]).toEqual([200, 'Your new time is booked.']);
    expect(stateOn(text)).toBe('We will call you on Wednesday, November 25 at 9:30 AM PST.');
    expect(bench.stored()).toMatchObject({
      state: 'scheduled',
      startsAt,
      wall: { local: '2026-11-25T09:30', zone: 'America/Los_Angeles' },
      durationMinutes: 30,
      sequence: 1,
      confirmedAt: null,
    });
    expect(await bench.seats()).toEqual([{ startsAt, endsAt: startsAt + 1_800_000 }]);
    expect(bench.announced).toEqual([{ id: testCallback().id, sequence: 1, news: { kind: 'moved' } }]);
    expect(timesOn((await bench.ask('?day=2026-11-25')).text).has('9:30 AM')).toBe(false);
    expect(timesOn((await bench.ask('?day=2026-12-01')).text).has('10:30 AM')).toBe(true);
  });

  it('[CBN25] cancels it: the seat is free again, told once', async () => {
    await bench.book();
    const { text } = await bench.press('cancel');
    expect(saidOn(text)).toBe('Your callback has been cancelled.');
    expect(stateOn(text)).toBe('This callback is cancelled. You can choose a new time.');
    expect(bench.stored()).toMatchObject({ state: 'cancelled', sequence: 1, nextAt: null });
    expect(await bench.seats()).toEqual([]);
    expect((await bench.press('cancel')).status).toBe(409);
    expect(bench.announced).toEqual([{ id: testCallback().id, sequence: 1, news: { kind: 'cancelled' } }]);
  });

  it('[CBN26] a time that somebody else took is refused, with other times', async () => {
    await bench.book();
    const slot = await bench.timeOn('2026-11-25', '9:30 AM');
    const startsAt = Date.UTC(2026, 10, 25, 17, 30);
    await bench.book({ id: 'cb_other', callId: 'call_2', phone: '+14155550199', startsAt });
    const { status, text } = await bench.press('move', { slot }, '?day=2026-11-25');
    expect([status, saidOn(text)]).toEqual([
      409,
      'Somebody else was faster: that time is taken. Please choose another one.',
    ]);
    expect([...timesOn(text).keys()].slice(0, 2)).toEqual(['9:00 AM', '10:00 AM']);
    expect(text).toMatch(/<title>Somebody else /);
    expect(bench.stored()).toMatchObject({ startsAt: tuesdayTen, sequence: 0 });
    expect(bench.announced).toEqual([]);
  });

  it('[CBN26] so is one that is past, too far, or made up; none is asked for again', async () => {
    await bench.book();
    const soon = await bench.timeOn('2026-11-24', '9:30 AM');
    await bench.clock.advance(60_000);
    const idOf = (at: number) => `slot_${(at / 60_000).toString(36)}`;
    const wrong = [
      soon,
      idOf(tuesdayTen + 60_000),
      idOf(tuesdayTen + 30 * 86_400_000),
      'slot_',
      'slot_zzzzzzz',
      "'; --",
    ];
    for (const slot of wrong) expect([slot, (await bench.press('move', { slot })).status]).toEqual([slot, 409]);
    const none = await bench.press('move');
    expect([none.status, saidOn(none.text)]).toEqual([422, 'Please choose a time first.']);
    for (const body of [
      '',
      'action=delete&sequence=0',
      'action=cancel',
      'action=cancel&sequence=x',
      'action=cancel&sequence=-1',
    ])
      expect((await bench.ask('', { method: 'POST', body: new URLSearchParams(body) })).status).toBe(422);
    const json = {
      method: 'POST',
      body: '{"action":"cancel","sequence":0}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await bench.ask('', json)).status).toBe(422);
    expect(bench.stored()).toMatchObject({ state: 'scheduled', startsAt: tuesdayTen });
  });

  it.each<readonly [CallbackState, readonly string[], string]>([
    ['requested', ['move', 'cancel'], 'We will call you shortly.'],
    ['due', ['move', 'cancel'], 'We will call you shortly.'],
    ['retry_wait', ['move', 'cancel'], 'We will call you shortly.'],
    ['dialing', [], 'We are calling you right now. Nothing can be changed at the moment.'],
    ['connected', [], 'We are calling you right now. Nothing can be changed at the moment.'],
    ['completed', [], 'This callback has taken place.'],
    ['blocked', [], 'This callback cannot take place.'],
    ['missed', ['move'], 'This callback did not take place. You can choose a new time.'],
    ['expired', ['move'], 'This callback did not take place. You can choose a new time.'],
    ['exhausted', ['move'], 'This callback did not take place. You can choose a new time.'],
    ['cancelled', ['move'], 'This callback is cancelled. You can choose a new time.'],
  ])('[CBN27] while it is %s: %j', async (name, actions, words) => {
    const slot = `slot_${(Date.UTC(2026, 10, 25, 17, 30) / 60_000).toString(36)}`;
    for (const action of ['confirm', 'cancel', 'move']) {
      await restart({});
      await bench.book({ state: name });
      const { text } = await bench.ask();
      expect([buttonsOn(text), stateOn(text)]).toEqual([actions, words]);
      const { status } = await bench.press(action, { slot });
      expect([action, status]).toEqual([action, actions.includes(action) ? 200 : 409]);
      const after = action === 'move' ? 'scheduled' : 'cancelled';
      expect(bench.stored().state).toBe(actions.includes(action) ? after : name);
    }
  });

  it('[CBN27] nor can it be changed while a call of it is still under way', async () => {
    await bench.book({ state: 'retry_wait', attempts: [attempt] });
    expect(stateOn((await bench.ask()).text)).toMatch(/^We are calling you right now/);
    expect((await bench.press('cancel')).status).toBe(409);
    expect(bench.stored().state).toBe('retry_wait');
  });

  it('[CBN28] where there is another open one, that is said', async () => {
    await bench.book({ state: 'cancelled' });
    await bench.book({ id: 'cb_other', callId: 'call_2' });
    const slot = await bench.timeOn('2026-11-25', '9:30 AM');
    const { status, text } = await bench.press('move', { slot });
    expect([status, saidOn(text)]).toEqual([
      409,
      'You already have another callback with us: Tuesday, December 1 at 10:30 AM PST. Change that one instead.',
    ]);
    expect(bench.stored().state).toBe('cancelled');
    expect(bench.announced).toEqual([]);
  });

  it('[CBN29] a page left open does not change what was changed since', async () => {
    await bench.book();
    await bench.press('move', { slot: await bench.timeOn('2026-11-25', '9:30 AM') });
    for (const action of ['cancel', 'confirm', 'move']) {
      const { status, text } = await bench.press(action, {
        sequence: '0',
        slot: await bench.timeOn('2026-11-26', '9:30 AM'),
      });
      expect([status, saidOn(text)]).toEqual([
        409,
        'Your callback has changed in the meantime. This is how it stands now.',
      ]);
    }
    expect(bench.stored()).toMatchObject({ state: 'scheduled', sequence: 1, confirmedAt: null });
  });

  it('[CBN29] a runner looking at it at the same time does not matter', async () => {
    await bench.book();
    const save = bench.store.saveCallback.bind(bench.store);
    const touched = (changes: Partial<Callback>) => {
      const { version, ...rest } = bench.stored();
      bench.store.callbacks.set(rest.id, { ...rest, ...changes, version: version + 1 });
    };
    bench.store.saveCallback = async (...given) => {
      bench.store.saveCallback = save;
      touched({ reminded: [1440] });
      return save(...given);
    };
    expect((await bench.press('confirm')).status).toBe(200);
    expect(bench.stored()).toMatchObject({ reminded: [1440], confirmedAt: bench.clock.now() });
    bench.store.saveCallback = async (...given) => {
      touched({ state: 'dialing' });
      return save(...given);
    };
    const { status, text } = await bench.press('cancel');
    expect([status, stateOn(text)]).toEqual([409, expect.stringMatching(/^We are calling you right now/)]);
    expect(bench.stored().state).toBe('dialing');
    expect(bench.announced).toEqual([]);
  });

  it('[CBN29] of two at once one is done', async () => {
    await bench.book();
    const [one, other] = [await bench.timeOn('2026-11-25', '9:30 AM'), await bench.timeOn('2026-11-26', '9:30 AM')];
    const answers = await Promise.all([
      bench.press('move', { slot: one }),
      bench.press('move', { slot: other }),
      bench.press('cancel'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(bench.announced).toHaveLength(1);
    expect((await bench.seats()).length).toBe(bench.stored().state === 'cancelled' ? 0 : 1);
  });
});
