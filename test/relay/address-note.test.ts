import { describe, expect, it } from 'vitest';
import { Consent } from '../../src/domain/consent.ts';
import { addressNote } from '../../src/relay/address-note.ts';
import { CallHarness } from '../support/call-harness.ts';
import { finished, ScriptedModel, text } from '../support/scripted-model.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { inForceOf } from '../tools/call-bench.ts';

const now = new VirtualClock().now();
const asks = 'Shall I text you a link where you can type the address in?';

describe('an address that cannot be had by voice', () => {
  it('[ACT54] two that the bot read out by itself and the caller turned down: the model is told, once, to offer the form', async () => {
    const clock = new VirtualClock();
    const model = new ScriptedModel(clock, [
      [text('I have john dot smith at gmail dot com. Is that right?'), finished],
      [text('I have jon dot smyth at gmail dot com. Is that right?'), finished],
      [text(asks), finished],
      [text('As you like.'), finished],
    ]);
    const inForce = inForceOf({});
    const phone = (await new CallHarness({ clock, model, inForce }).open()).setup();
    for (const words of ['E-mail it to me', 'No, that is wrong', 'No, wrong again', 'No, leave it']) {
      phone.says(words);
      await clock.advance(3000);
      phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' });
      await clock.advance(100);
    }
    const notes = model.requests.map(({ history }) => history.filter(({ role }) => role === 'note'));
    expect(notes.map(({ length }) => length)).toEqual([0, 0, 1, 1]);
    expect(notes[2]?.[0]).toMatchObject({ text: expect.stringContaining(asks) });
    expect(model.requests[3]?.history.findIndex(({ role }) => role === 'note')).toBeGreaterThan(3);
    phone.hangUp();
  });

  it('[ACT54] where no form can be texted a person is offered, else nothing', () => {
    const withoutLinks = { link_delivery: { sms: false, email: true } };
    expect(addressNote(inForceOf({}), 1, 2, now)).toContain('address_form');
    expect(addressNote(inForceOf({ line: withoutLinks }), 1, 2, now)).toContain('connect you with a person');
    expect(
      addressNote(inForceOf({ line: { ...withoutLinks, escalation: { transfer: false } } }), 1, 2, now),
    ).toBeNull();
    expect(addressNote(inForceOf({}), 0, 1, now)).toBeNull();
    expect(addressNote(inForceOf({}), 2, 3, now)).toBeNull();
  });

  it('[CON19] an address the bot read out by itself counts as a try when it was not right; a masked one and a number do not', () => {
    const tries = (...lines: readonly (readonly [bot: string, caller: string])[]): number => {
      const consent = new Consent({ callerNumber: null, contact: null, languages: ['en-US'], defaultCountry: 'US' });
      lines.forEach(([bot, caller], turn) => {
        consent.botSaid(bot, turn);
        consent.callerSaid(caller, turn + 1);
      });
      return consent.failedAddresses;
    };
    expect(tries(['I have j, o, e at gmail dot com. Is that right?', 'No.'])).toBe(1);
    expect(tries(['I have joe@gmail.com. Is that right?', 'No, it is jo dot e at gmail dot com'])).toBe(1);
    expect(tries(['I have joe@gmail.com. Is that right?', 'Yes.'])).toBe(0);
    expect(tries(['Shall I e-mail it to j… at example dot org?', 'No.'])).toBe(0);
    expect(tries(['I have the number 212-555-0147. Is that right?', 'No.'])).toBe(0);
  });
});
