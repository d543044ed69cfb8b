import { describe, expect, it } from 'vitest';
import { afterEvent, newLiveCall } from '../../src/console/contract/live-state.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { CommandKind } from '../../src/domain/operator-command.ts';
import { NoticeFeed } from '../../src/relay/notice-feed.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { testLine } from '../support/test-line.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const transferring = testLine({
  transfer: { targets: [{ id: 'dana', number: '+14155550140' }] },
  escalation: { transfer: true },
});

async function harness(answers: readonly ScriptedAnswer[], inForce: LineInForce = testLine()) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const phone = (await new CallHarness({ clock, model, inForce }).open()).setup();
  const feed = new NoticeFeed({ store: phone.store, clock, log: phone.log });
  feed.opened('call_1', phone.driver);
  await clock.advance(10);
  let given = 0;
  return {
    clock,
    model,
    phone,
    feed,
    agent: (value: string) => phone.frame({ type: 'info', name: 'agentSpeaking', value }),
    async order(kind: CommandKind, words = '', at = clock.now()): Promise<void> {
      const id = `cmd_${++given}`;
      await phone.store.addCommand({ id, callId: 'call_1', kind, text: words, now: false, operator: 'dana', at });
      feed.nudge('call_1');
      await clock.advance(10);
    },
    outcomes: () => phone.store.events.filter((event) => event.type === 'operator-command'),
    kept: async () =>
      (await phone.store.commandsOfCall('call_1')).map(({ kind, status, outcome }) => [kind, status, outcome]),
    /** What the console would show. */
    live: () =>
      phone.store.events.reduce(
        (live, { callId: _, seq, id: __, ...event }) => afterEvent(live, event, seq),
        newLiveCall({ callId: 'call_1', siteId: 's', lineId: 'l', caller: 'c', outbound: false, startedAt: 0 }),
      ),
    async leave(): Promise<void> {
      phone.hangUp();
      feed.closed(phone.driver);
      await settle();
      expect(clock.pending).toBe(0);
    },
  };
}

describe('an operator in a whole call', () => {
  it('[CMD29] a sentence is spoken; its outcome is an event of the call and kept with the command', async () => {
    const { phone, agent, order, outcomes, kept, leave } = await harness([]);
    agent('off');
    await order('say', 'A colleague calls you back in ten minutes.');
    expect(phone.spoken).toContain('A colleague calls you back in ten minutes.');
    expect(outcomes()).toMatchObject([
      { commandId: 'cmd_1', kind: 'say', operator: 'dana', status: 'done', outcome: 'Said.' },
    ]);
    expect(await kept()).toEqual([['say', 'done', 'Said.']]);
    await leave();
  });

  it('[CMD29] also when the store was away as it was done', async () => {
    const { clock, phone, agent, order, kept, leave } = await harness([]);
    const finish = phone.store.finishCommand.bind(phone.store);
    let failures = 0;
    phone.store.finishCommand = async (...input) => {
      if (++failures <= 3) throw new Error('away');
      return finish(...input);
    };
    agent('off');
    await order('say', 'We are here.');
    expect(await kept()).toEqual([['say', 'taken', null]]);
    await clock.advance(6100);
    expect(await kept()).toEqual([['say', 'done', 'Said.']]);
    await leave();
  });

  it('[CMD24] a note is in the next request of the model, and the caller hears nothing of it', async () => {
    const { clock, model, phone, agent, order, outcomes, leave } = await harness([
      [text('Delivery is free.'), finished],
    ]);
    agent('off');
    await order('note', 'Offer free delivery.');
    await clock.advance(5000);
    expect(model.requests).toHaveLength(0);
    expect(phone.spoken).toBe('');
    phone.says('What does delivery cost?');
    await clock.advance(500);
    expect(model.requests[0]?.history.at(-2)).toMatchObject({
      role: 'note',
      text: expect.stringContaining('"Offer free delivery."'),
    });
    expect(phone.spoken).toBe('Delivery is free.');
    expect(outcomes()).toMatchObject([{ kind: 'note', text: 'Offer free delivery.', status: 'done' }]);
    await leave();
  });

  it('[CMD22] a later session of the call knows what was said and noted in an earlier one', async () => {
    const { clock, model, phone, agent, order } = await harness([[text('Good.'), finished]]);
    agent('off');
    await order('say', 'We refund you today.');
    agent('off');
    await order('note', 'They are a good customer.');
    phone.driver.closed(1006);
    await phone.reopen();
    phone.setup();
    await clock.advance(5000);
    phone.says('Fine');
    await clock.advance(500);
    const history = model.requests[0]?.history ?? [];
    expect(history).toContainEqual({ role: 'bot', text: 'We refund you today.' });
    expect(history.some((item) => item.role === 'note' && item.text.includes('good customer'))).toBe(true);
    phone.hangUp();
    await settle();
    expect(clock.pending).toBe(0);
  });

  it('[CMD25] put through: the hand-off goes the way of the bot’s own', async () => {
    const { clock, phone, agent, order, kept } = await harness([], transferring);
    agent('off');
    await order('transfer');
    expect(phone.spoken).toContain('connecting you');
    await clock.advance(10_000);
    const end = phone.sent.find((frame) => frame.type === 'end');
    expect(JSON.parse(end?.handoffData ?? '{}')).toMatchObject({ kind: 'transfer', reason: expect.any(String) });
    expect(await kept()).toEqual([['transfer', 'done', 'The caller is being put through.']]);
    expect(clock.pending).toBe(0);
  });

  it('[CMD25] the hours are those of the moment: out of hours it is refused and the talk goes on', async () => {
    const line = testLine({
      limits: { silence_seconds: 60 },
      transfer: { targets: [{ id: 'dana', number: '+14155550140', hours: { tuesday: ['08:00-09:01'] } }] },
      escalation: { transfer: true },
    });
    const { clock, agent, order, kept, leave } = await harness([], line);
    agent('off');
    await clock.advance(61_000);
    agent('off');
    await order('transfer');
    expect(await kept()).toMatchObject([['transfer', 'refused', expect.stringMatching(/hours/)]]);
    await leave();
  });

  it('[CMD26] ended: the farewell is spoken out, then the session ends', async () => {
    const { clock, phone, agent, order } = await harness([]);
    agent('off');
    await order('end');
    expect(phone.spoken).toContain('Goodbye.');
    expect(phone.sent.some((frame) => frame.type === 'end')).toBe(false);
    await clock.advance(15_000);
    expect(phone.sent.at(-1)).toEqual({ type: 'end' });
    expect(phone.store.events.at(-1)).toMatchObject({ type: 'session-ended', reason: 'operator-ended' });
    expect(clock.pending).toBe(0);
  });

  it('[CMD28] one that comes a minute late is refused', async () => {
    const { clock, phone, agent, order, kept, leave } = await harness([]);
    agent('off');
    await order('say', 'Too late.', clock.now() - 61_000);
    expect(phone.spoken).toBe('');
    expect(await kept()).toMatchObject([['say', 'refused', expect.stringMatching(/late/)]]);
    await leave();
  });
});

describe('a call in progress as it is seen', () => {
  it('[LIV7] greeting, listening, thinking, a tool, speaking, listening: each as it begins', async () => {
    const { clock, phone, agent, live, leave } = await harness([
      [{ type: 'wait', ms: 300 }, call('send_sms', { to: 'caller', message: 'Hi' }), finished],
      [{ type: 'wait', ms: 300 }, text('Shall I text '), { type: 'wait', ms: 400 }, text('this number?'), finished],
    ]);
    const seen: [string, number][] = [];
    const begun = clock.now();
    const look = () => {
      const { doing, since } = live();
      const last = seen.at(-1);
      if (last?.[0] !== doing.kind) seen.push([doing.kind, since - begun]);
    };
    look();
    agent('off');
    await clock.advance(1000);
    look();
    phone.says('Text me');
    for (let ms = 0; ms < 1500; ms += 10) {
      look();
      await clock.advance(10);
    }
    agent('off');
    look();
    expect(seen.map(([kind]) => kind)).toEqual(['greeting', 'listening', 'thinking', 'speaking', 'listening']);
    expect(seen[2]?.[1]).toBe(1000);
    expect(seen[3]?.[1]).toBe(1600);
    const types = phone.store.events.map(({ type }) => type);
    expect(types.indexOf('tool-called')).toBeLessThan(types.indexOf('speaking-began', types.indexOf('tool-called')));
    expect(live().lines.map(({ who }) => who)).toEqual(['bot', 'caller', 'event', 'bot']);
    await leave();
  });

  it('[LIV7] what is recorded of it comes behind the word it tells of', async () => {
    const { clock, phone, agent, leave } = await harness([[text('Yes, we are open.'), finished]]);
    agent('off');
    const before = phone.sent.length;
    const recorded: number[] = [];
    const append = phone.store.appendEvents.bind(phone.store);
    phone.store.appendEvents = async (events) => {
      for (const { event } of events) if (event.type === 'speaking-began') recorded.push(phone.sent.length);
      return append(events);
    };
    phone.says('Are you open?');
    await clock.advance(500);
    expect(recorded).toEqual([before + 1]);
    expect(phone.store.events.filter(({ type }) => type === 'speaking-began')).toHaveLength(1);
    await leave();
  });
});
