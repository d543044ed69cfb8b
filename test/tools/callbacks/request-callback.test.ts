import { describe, expect, it } from 'vitest';
import { own } from '../call-bench.ts';
import { agreeToOwn, callbackBench, night, noon, onFile, only, other, talk } from './callback-bench.ts';

const request = (phone = 'caller', reason = 'Invoice 12') => ['request_callback', { phone, reason }] as const;

describe('request_callback', () => {
  it("[CBT2] stores one callback for the number agreed to, due after the line's delay", async () => {
    const of = callbackBench({ callbacks: { delay_seconds: 40 }, contact: { timeZone: 'America/Chicago' } });
    agreeToOwn(of);
    const { result } = await of.run(...request('caller', ` Invoice\u0007 12 ${'x'.repeat(900)}`));
    const callback = only(of);
    expect(result).toMatchObject({ status: 'booked', callback: callback.id });
    expect(result.say).toBe('Someone will call you back on the number ending 23, a moment after we hang up.');
    expect(callback).toMatchObject({
      kind: 'now',
      state: 'requested',
      phone: own,
      startsAt: noon + 40_000,
      nextAt: noon + 40_000,
      durationMinutes: 30,
      wall: null,
      callerName: 'Jane',
      callerZone: 'America/Chicago',
      language: 'en-US',
      callId: 'call_1',
      email: null,
      version: 1,
    });
    expect(callback.reason).toMatch(/^Invoice 12 x+$/);
    expect(callback.reason).toHaveLength(500);
    expect(await of.store.callbackEvents(callback.id)).toMatchObject([
      { type: 'requested', actor: 'caller', at: noon },
    ]);
    expect(of.announced).toEqual([]);
  });

  it('[CBT2] an e-mail address agreed to and the language spoken by now go with it', async () => {
    const of = callbackBench();
    of.agree();
    await of.run('switch_language', { language: 'es-US' });
    await of.run(...request());
    expect(only(of)).toMatchObject({ email: 'jane.doe@example.org', language: 'es-US' });
  });

  it('[CBT3] is not stored before the caller agreed, and says what to ask', async () => {
    const of = callbackBench();
    const { result } = await of.run(...request());
    expect(result).toEqual({
      status: 'needs_confirmation',
      say: "Shall we call you back on the number you're calling from, ending in 0 1 2 3?",
    });
    talk(of, 1, result.say, 'Yes.');
    expect((await of.run(...request())).result.status).toBe('booked');
  });

  it.each(['(212) 555-0147', 'two one two, five five five, oh one four seven', other])(
    '[CBT3] a number that is given is read back whole: %s',
    async (phone) => {
      const of = callbackBench();
      agreeToOwn(of);
      const { result } = await of.run(...request(phone));
      expect(result.say).toBe('Shall we call you back on 2 1 2, 5 5 5, 0 1 4 7?');
      expect(of.store.callbacks.size).toBe(0);
      talk(of, 3, result.say, "That's right.");
      await of.run(...request(phone));
      expect(only(of).phone).toBe(other);
    },
  );

  it.each([
    ['+19005551234', 'number_not_allowed'],
    ['+18005551234', 'number_not_allowed'],
    ['+4915112345678', 'number_not_allowed'],
    ['+18765550123', 'number_not_allowed'],
    ['+88213000000', 'number_not_allowed'],
    ['911', 'bad_number'],
    ['my wife', 'bad_number'],
    ['', 'bad_number'],
  ])('[CBT3] %j is not called, whoever agrees', async (phone, code) => {
    const of = callbackBench();
    talk(of, 1, `I have the number ${phone}. Is that right?`, 'Yes.');
    expect((await of.run(...request(phone))).result).toMatchObject({ status: 'refused', code });
    expect(of.store.callbacks.size).toBe(0);
  });

  it('[CBT3] a withheld number cannot be called, and neither can a contact without one', async () => {
    const of = callbackBench({ from: { kind: 'withheld' } });
    for (const phone of ['caller', 'contact'])
      expect((await of.run(...request(phone))).result).toMatchObject({ status: 'refused', code: 'bad_number' });
  });

  it('[CBT3] landlines are called: they need not take texts', async () => {
    const of = callbackBench({ line: { sms_countries: ['GB'] } });
    talk(of, 1, 'Shall we call you back on plus 4 4 2 0 7 9 4 6 0 9 5 8?', 'Yes.');
    await of.run(...request('+442079460958'));
    expect(only(of).phone).toBe('+442079460958');
  });

  it('[CBT4] a number agreed to for a text may be called, and the other way round', async () => {
    const texted = callbackBench();
    talk(texted, 1, "Shall I text it to the number you're calling from?", 'Yes.');
    expect((await texted.run(...request())).result.status).toBe('booked');
    const called = callbackBench();
    agreeToOwn(called);
    expect((await called.run('send_sms', { to: 'caller', message: 'Hello' })).result.status).toBe('sent');
  });

  it('[CBT4] who wants no more texts can still be called', async () => {
    const of = callbackBench();
    of.context.consent.callerSaid('Stop texting me.', 1);
    talk(of, 1, "Shall we call you back on the number you're calling from?", 'Yes.');
    expect((await of.run('send_sms', { to: 'caller', message: 'Hello' })).result.code).toBe('opted_out');
    expect((await of.run(...request())).result.status).toBe('booked');
  });

  it('[CBT5] the number on file counts when it was the one offered', async () => {
    const of = callbackBench({ contact: { callbackNumber: onFile } });
    const { result } = await of.run(...request('contact'));
    expect(result.say).toBe('Shall we call you back on the number we have on file, ending in 4 2?');
    talk(of, 1, result.say, 'Yes.');
    expect((await of.run(...request('caller'))).result.status).toBe('needs_confirmation');
    expect(of.store.callbacks.size).toBe(0);
    await of.run(...request('contact'));
    expect(only(of).phone).toBe(onFile);
  });

  it('[CBT6] with nobody there it says so and offers to book', async () => {
    const hours = { friday: ['09:00-10:00'] };
    const targets = [{ id: 'desk', number: '+14155550111', hours }];
    const of = callbackBench({ line: { transfer: { targets } } });
    agreeToOwn(of);
    const { result } = await of.run(...request());
    expect(result).toMatchObject({ status: 'refused', code: 'outside_hours' });
    expect(result.say).toContain('I could book a time instead');
    const now = callbackBench({ line: { escalation: { callback_now: true }, transfer: { targets } } });
    expect((await now.run(...request())).result.say).not.toMatch(/book|connect/);
  });

  it('[CBT6] one agent within their own hours is enough, and live transfer may be off', async () => {
    const targets = [
      { id: 'day', number: '+14155550111', hours: { friday: ['09:00-10:00'] } },
      { id: 'night', number: '+14155550112' },
    ];
    const of = callbackBench({ line: { escalation: { callback_now: true }, transfer: { targets } } });
    agreeToOwn(of);
    expect((await of.run(...request())).result.status).toBe('booked');
  });

  it('[CBT6] nobody is called at a quiet hour of theirs', async () => {
    const early = Date.UTC(2026, 10, 24, 12, 30);
    const of = callbackBench({
      now: early,
      callbacks: { quiet_hours: night },
      contact: { timeZone: 'America/Los_Angeles' },
    });
    agreeToOwn(of);
    const { result } = await of.run(...request());
    expect(result).toMatchObject({ status: 'refused', code: 'outside_hours' });
    expect(result.say).toContain(
      'only from today, Tuesday November 24th, at eleven A M our time, that is eight A M your time',
    );
    expect(of.store.callbacks.size).toBe(0);
  });

  it('[CBT6] the quiet hours are those of the line, also none', async () => {
    const early = Date.UTC(2026, 10, 24, 12, 30);
    const never = callbackBench({
      now: early,
      callbacks: { quiet_hours: { from: '00:00', to: '00:00' } },
      contact: { timeZone: 'America/Los_Angeles' },
    });
    agreeToOwn(never);
    expect((await never.run(...request())).result.status).toBe('booked');
  });

  it('[CBT6] the zone of the contact says nothing of a number they give', async () => {
    const of = callbackBench({
      now: Date.UTC(2026, 10, 24, 14),
      callbacks: { quiet_hours: night },
      contact: { timeZone: 'Pacific/Honolulu' },
    });
    talk(of, 1, 'Shall we call you back on 2 1 2, 5 5 5, 0 1 4 7?', 'Yes.');
    expect((await of.run(...request(other))).result.status).toBe('booked');
  });

  it('[CBT11] a second one is refused with the first', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    await of.run(...request());
    const { result } = await of.run(...request());
    expect(result).toMatchObject({
      status: 'refused',
      code: 'already_booked',
      callback: only(of).id,
      when: 'in a moment',
    });
    expect(result.say).toContain('Shall I move it');
  });

  it('[CBT12] the same tool call has the same callback, also in another session', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    const first = await of.run(request()[0], request()[1], { id: 'tool-a' });
    expect(await of.run(request()[0], request()[1], { id: 'tool-a' })).toEqual(first);
    const again = callbackBench({ store: of.store });
    agreeToOwn(again);
    expect(await again.run(request()[0], request()[1], { id: 'tool-a' })).toEqual(first);
    expect(only(of).toolCallId).toBe('tool-a');
  });

  it('[CBT15] a store that is away is an answer', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    of.store.away = true;
    const { result } = await of.run(...request());
    expect(result).toMatchObject({ status: 'failed', code: 'store_unavailable' });
    expect(result.say).toContain('I could connect you with a person instead.');
  });

  it('[CBT15] nothing is stored once the caller has cut in', async () => {
    const of = callbackBench();
    agreeToOwn(of);
    const { result } = await of.run(...request(), { signal: AbortSignal.abort() });
    expect(result.code).toBe('interrupted');
    expect(of.store.callbacks.size).toBe(0);
  });
});
