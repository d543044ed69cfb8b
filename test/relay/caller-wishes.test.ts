import { describe, expect, it } from 'vitest';
import { callerNotes } from '../../src/relay/caller-notes.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { rules } from './session-harness.ts';

const own = '+14155550130';
const transferring = testLine({
  escalation: { transfer: true },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
});

async function harness(answers: readonly ScriptedAnswer[]) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const phone = (await new CallHarness({ clock, model, inForce: transferring }).open()).setup();
  phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' });
  return { clock, model, phone };
}

describe('what a caller says about messages', () => {
  it('[FUP22] the model is told what is kept, and no more than that', () => {
    const notes = (said: string, known = { sms: true, email: true }) =>
      callerNotes(said, { ...rules, known }).join(' ');
    expect(notes('Stop texting me')).toMatch(/asked not to be texted any more\. That is kept for all calls\./);
    expect(notes('Stop e-mailing me')).toMatch(/asked not to be e-mailed any more\. That is kept for all calls\./);
    const nothing = { sms: false, email: false };
    expect(notes('Stop texting me', nothing)).toMatch(/own number is not known/);
    expect(notes('Stop e-mailing me', { ...nothing, sms: true })).toMatch(/own address is not known/);
    for (const said of ['Stop texting me', 'Stop e-mailing me'])
      expect(notes(said, nothing)).not.toContain('for all calls');
    expect(notes('Start texting me again')).toMatch(/texted again\. That is kept\. A STOP they had texted .* START/);
    expect(notes('You can e-mail me again')).not.toContain('START');
    expect(notes('Can you text me the link?')).toBe('');
  });

  it('[FUP22] it is recorded, kept and told to the model in the turn in which it is said', async () => {
    const { clock, model, phone } = await harness([[text('I will not text you any more.'), finished]]);
    phone.says('Please stop texting me.');
    await clock.advance(100);
    expect(phone.store.events).toContainEqual(
      expect.objectContaining({ type: 'opt-out', medium: 'sms', destination: own, optedOut: true }),
    );
    expect(await phone.store.isOptedOut('testers', 'sms', own)).toBe(true);
    expect(model.requests[0]?.history.at(-1)).toEqual({ role: 'note', text: expect.stringContaining('asked not to') });
    phone.hangUp();
  });

  it('[FUP23] it holds too when it is said while the call is being put through, where nobody answers it', async () => {
    const { clock, model, phone } = await harness([
      [call('transfer_to_agent', { reason: 'asked', summary: 'Wants a person.' }), finished],
    ]);
    phone.says('A person, please.');
    await clock.advance(300);
    expect(phone.spoken).not.toBe('');
    phone.says('And stop texting me.');
    await clock.advance(100);
    expect(model.requests).toHaveLength(1);
    expect(await phone.store.isOptedOut('testers', 'sms', own)).toBe(true);
    phone.hangUp();
    expect(clock.pending).toBe(0);
  });
});
