import { describe, expect, it } from 'vitest';
import type { Model, ModelEvent } from '../../src/ports.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

async function harness(answers: readonly ScriptedAnswer[]) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const phone = (await new CallHarness({ clock, model }).open()).setup();
  await clock.advance(10);
  return { clock, model, phone };
}

const failing = (failure: Partial<Extract<ModelEvent, { reason: 'failed' }>['failure']>): ScriptedAnswer => [
  { type: 'end', reason: 'failed', failure: { kind: 'unreachable', message: 'down', status: null, ...failure } },
];

describe('whole calls in virtual time', () => {
  it('[CALL10] a failing, throwing or nonsense model is an apology, and the next turn works', async () => {
    for (const bad of [
      failing({ status: 500 }),
      failing({ kind: 'rate-limited', status: 429 }),
      [text('<'), finished],
      [finished],
    ] as ScriptedAnswer[]) {
      const { clock, phone } = await harness([bad, [text('Here I am.'), finished]]);
      phone.says('Hello');
      await clock.advance(5000);
      expect(phone.spoken.trim()).not.toBe('');
      phone.says('Are you there?');
      await clock.advance(1000);
      expect(phone.spoken).toContain('Here I am.');
      phone.hangUp();
      await settle();
      expect(clock.pending).toBe(0);
    }
  });

  it('[CALL11] after an interrupt nothing more of the cut answer is sent, and the model is told only what was heard', async () => {
    const { clock, model, phone } = await harness([
      [
        text('We open at eight. '),
        { type: 'wait', ms: 500 },
        text('We close at six. '),
        { type: 'wait', ms: 500 },
        text('Never on Sunday.'),
        finished,
      ],
      [text('Sure.'), finished],
    ]);
    phone.says('When are you open?');
    await clock.advance(700);
    const before = phone.spoken;
    phone.frame({ type: 'interrupt', utteranceUntilInterrupt: 'We open at', durationUntilInterruptMs: '600' });
    await clock.advance(100);
    phone.says('Stop. Only Saturday.');
    await clock.advance(3000);
    expect(phone.spoken).toBe(`${before}Sure.`);
    expect(JSON.stringify(model.requests[1]?.history)).not.toContain('six');
    expect(model.requests[1]?.history.at(-2)).toMatchObject({
      role: 'bot',
      interrupted: true,
      text: expect.stringMatching(/^We open at\s?$/),
    });
  });

  it('[CALL12] a prompt before setup, an unknown tool, broken frames and two prompts at once: the caller is answered', async () => {
    const clock = new VirtualClock();
    const model = new ScriptedModel(clock, [
      [call('no_such_tool', {}), finished],
      [text('Let me help you directly.'), finished],
    ]);
    const phone = await new CallHarness({ clock, model }).open();
    for (const broken of ['', '{', 'null', '[]', '{"type":7}', '{"type":"prompt"}', '{"type":"unheard-of"}'])
      phone.frame(broken);
    phone.says('Hello');
    phone.says('there');
    await clock.advance(3000);
    expect(phone.spoken).toContain('Let me help you directly.');
    phone.hangUp();
    await settle();
    expect(clock.pending).toBe(0);
  });

  it('[CALL13] nothing is sent before the caller agreed, whatever the model calls', async () => {
    const sms: ScriptedAnswer = [call('send_sms', { to: 'caller', message: 'We open at eight.' }, 'c1'), finished];
    const again: ScriptedAnswer = [call('send_sms', { to: 'caller', message: 'We open at eight.' }, 'c2'), finished];
    const { clock, phone } = await harness([
      sms,
      [text("Shall I text that to the number you're calling from?"), finished],
      again,
      [text('Done.'), finished],
    ]);
    phone.says('Text me when you open');
    await clock.advance(3000);
    expect(phone.delivered).toEqual([]);
    phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' }).says('Yes please');
    await clock.advance(3000);
    expect(phone.delivered).toEqual(['+14155550130']);
  });

  it('[CALL14] a model that hangs is cut off by its adapter; one that never ends still lets the caller leave', async () => {
    const clock = new VirtualClock();
    const hanging: Model = {
      async *stream(_request, signal) {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        yield { type: 'end', reason: 'aborted' };
      },
      async warm() {},
    };
    const phone = (await new CallHarness({ clock, model: hanging }).open()).setup();
    phone.says('Hello');
    await clock.advance(60_000);
    phone.hangUp();
    await settle();
    expect(clock.pending).toBe(0);
  });
});
