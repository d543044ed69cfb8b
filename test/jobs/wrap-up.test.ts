import { describe, expect, it } from 'vitest';
import type { Callback } from '../../src/domain/callback.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import { Killed, Killer, reported } from './after-call-bench.ts';
import { bench, notes, ready, wrapUp } from './wrap-up-bench.ts';

describe('the notes of a call', () => {
  it('[WRP7] are an event of the call, and one message each for the system and the team', async () => {
    const { run, written, messages, delivered, clock } = await ready();
    await run();
    expect(written()).toMatchObject([{ type: 'wrap-up', notes, at: clock.now() }]);
    expect(messages().map(({ toolCallId, audience, tool, callId }) => [toolCallId, audience, tool, callId])).toEqual([
      ['wrap-up:webhook', 'notes', 'wrap_up', 'call_1'],
      ['wrap-up:mail', 'notes', 'wrap_up', 'call_1'],
    ]);
    expect(delivered).toEqual(messages().map(({ id }) => [id, true]));
  });

  it('[WRP7] killed before or after any step and begun again they come to the same, once', async () => {
    const whole = new Killer();
    await (await ready()).run(whole);
    expect(whole.steps.length).toBeGreaterThan(6);
    for (const after of [false, true]) {
      for (const step of whole.steps.keys()) {
        const { run, written, messages, asked } = await ready();
        const killer = new Killer();
        killer.at = { step, after };
        const what = `${after ? 'after' : 'before'} ${whole.steps[step]}`;
        await expect(run(killer), what).rejects.toThrow(Killed);
        await run();
        await run();
        expect(written(), what).toHaveLength(1);
        expect(messages(), what).toHaveLength(2);
        expect(asked.length, what).toBeLessThanOrEqual(2);
      }
    }
  });

  it('[WRP7] a second process that was quicker keeps its notes', async () => {
    const { run, written, events, clock, request, state } = await ready();
    const first = { ...notes, sentiment: 'mixed', summary: 'The first.' } as const;
    state.meanwhile = () => events([{ type: 'wrap-up', notes: first, at: clock.now() }]);
    await run();
    expect(written()).toHaveLength(1);
    expect(JSON.parse(request().body ?? '')).toMatchObject({ notes: { summary: 'The first.' } });
  });

  it('[WRP8] a model that writes none leaves nothing half done: the job comes again', async () => {
    const { run, written, messages, state, asked } = await ready();
    state.answers = 'words';
    await expect(run()).rejects.toMatchObject({ code: 'model_incomplete' });
    expect(asked).toHaveLength(2);
    expect(written()).toEqual([]);
    expect(messages()).toEqual([]);
    state.answers = 'notes';
    await run();
    expect(written()).toHaveLength(1);
  });

  it('[WRP9] go to the system of the business with all it needs to find the call, signed when they leave', async () => {
    const { run, request, store, clock, call: made } = await ready();
    await store.saveRecording(reported(clock));
    await store.saveRecording(reported(clock, { id: 'RE2', state: 'absent' }));
    await run();
    expect(request()).toEqual({
      medium: 'http',
      to: 'hooks.example.com',
      method: 'POST',
      url: 'https://hooks.example.com/calls?x=1',
      headers: { 'content-type': 'application/json' },
      body: expect.any(String),
      allowedHosts: ['hooks.example.com'],
      privateHosts: [],
      timeoutMs: 10_000,
      resultPaths: [],
      resultLimitBytes: 100,
      behind: true,
      signWith: '${NOTES_SECRET}',
      repeatable: true,
    });
    expect(JSON.parse(request().body ?? '')).toEqual({
      type: 'call_notes',
      call_id: 'call_1',
      call_sid: 'CA1',
      site: 'testers',
      line: 'desk',
      direction: 'inbound',
      started_at: new Date(made.startedAt).toISOString(),
      ended_at: new Date(clock.now()).toISOString(),
      caller: '+14155550123',
      agent: 'desk',
      callback_id: null,
      recording_ids: ['RE1'],
      notes,
    });
  });

  it.each([
    [{ kind: 'withheld' }, null],
    [{ kind: 'client', id: 'web' }, null],
    [{ kind: 'sip', uri: 'sip:jane@pbx.example.com' }, 'sip:jane@pbx.example.com'],
  ] as const)('[WRP9] name the caller as far as they are known: %o', async (from, expected) => {
    const made = bench();
    await made.begin({ from });
    await made.events(made.talk);
    await made.run();
    expect(JSON.parse(made.request().body ?? '')).toMatchObject({ caller: expected });
  });

  it('[WRP9] of a callback name whom it was for, and which it was', async () => {
    const made = bench();
    const attempts = [{ number: 1, state: 'ended', outcome: 'connected' }];
    made.store.callbacks.set('cb_1', {
      id: 'cb_1',
      callId: 'call_0',
      phone: '+14155550177',
      reason: '',
      attempts,
    } as unknown as Callback);
    await made.begin({ direction: 'outbound', from: { kind: 'phone', number: '+14155550101' }, to: '+14155550111' });
    const [started] = made.talk;
    await made.events([{ ...started, callback: 'cb_1', attempt: 1 } as CallEvent]);
    await made.run();
    expect(JSON.parse(made.request().body ?? '')).toMatchObject({ caller: '+14155550177', callback_id: 'cb_1' });
    expect(made.email().text).toContain('Caller: +14155550177');
  });

  it('[WRP9] of a call in which a callback was asked for name that one', async () => {
    const made = await ready();
    made.store.callbacks.set('cb_2', { id: 'cb_2', callId: 'call_1', phone: '+14155550199' } as unknown as Callback);
    await made.run();
    expect(JSON.parse(made.request().body ?? '')).toMatchObject({ caller: '+14155550123', callback_id: 'cb_2' });
  });

  it("[WRP10] go to the team by the line's preset, as text and as HTML that nothing said can add to", async () => {
    const { run, email } = await ready();
    await run();
    expect(email()).toMatchObject({
      medium: 'email',
      preset: 'default',
      to: 'team@example.com',
      alsoTo: ['lead@example.com'],
      from: { name: 'Testers', address: 'desk@example.com' },
      subject: 'Call notes, Desk: follow_up',
    });
    expect(email().text).toContain('Summary: The caller paid <twice> & wants it back.\n');
    expect(email().text).toContain('Promised:\n- A refund by Friday.\n- A call from "billing".');
    expect(email().text).not.toContain('To do');
    expect(email().html).toContain('The caller paid &lt;twice&gt; &amp; wants it back.');
    expect(email().html).toContain('<li>A call from &quot;billing&quot;.</li>');
    expect(email().html).not.toContain('<twice>');
  });

  it('[WRP10] go nowhere else than the line says', async () => {
    const quiet = await ready(wrapUp({ webhook: undefined, mail_to: [] }));
    await quiet.run();
    expect(quiet.written()).toHaveLength(1);
    expect(quiet.messages()).toEqual([]);
    const unmailed = await ready(wrapUp({ webhook: undefined }), { mail: {} });
    await unmailed.run();
    expect(unmailed.messages()).toEqual([]);
    expect(unmailed.log.lines.some(({ level }) => level === 'warn')).toBe(true);
  });

  it('[WRP11] are put down ten seconds after a call that wants them, once, and after no other', async () => {
    const made = await ready();
    await made.startWrapUp('call_1');
    const job = { name: 'wrap-up', callId: 'call_1' };
    expect(made.enqueued).toEqual([{ job, key: 'wrap-up:call_1', runAt: made.clock.now() + 10_000 }]);
    await made.startWrapUp('call_unknown');
    const unwanted = await ready(null);
    await unwanted.startWrapUp('call_1');
    await unwanted.run();
    const alone = bench();
    await alone.begin();
    await alone.events(alone.talk.slice(0, 1));
    await alone.startWrapUp('call_1');
    await alone.run();
    expect([made.enqueued.length, unwanted.enqueued.length, alone.enqueued.length]).toEqual([1, 0, 0]);
    expect([...unwanted.asked, ...alone.asked]).toEqual([]);
  });

  it('[WRP11] a store that is away when the call ends is logged, not thrown', async () => {
    const { store, startWrapUp, log } = await ready();
    store.away = true;
    await startWrapUp('call_1');
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});
