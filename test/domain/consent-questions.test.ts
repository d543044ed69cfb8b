import { describe, expect, it } from 'vitest';
import { Consent } from '../../src/domain/consent.ts';

const other = '+12125550147';
const consentOf = () =>
  new Consent({ callerNumber: '+14155550123', contact: null, languages: ['en-US'], defaultCountry: 'US' });
let turn = 0;

/** Plays lines "bot: …" and "caller: …"; every caller line begins a turn. */
function play(consent: Consent, ...lines: string[]): void {
  for (const line of lines) {
    if (line.startsWith('caller: ')) consent.callerSaid(line.slice(8), ++turn);
    else consent.botSaid(line.replace(/^bot: /, ''), turn);
  }
}

describe('which question a yes answers', () => {
  it.each([
    ['bot: I have 212-555-0147. Is that right? Which number should I use?'],
    ['bot: I have 212-555-0147. Is that right? Is there anything else I can do for you today?'],
    ['bot: I have 212-555-0147. Is that right?', 'caller: hm, wait a second', 'bot: Which number should I use?'],
  ])('[CON9] a yes to what was asked last is none: %s', (...asked) => {
    const consent = consentOf();
    play(consent, 'caller: text me', ...asked, 'caller: yes');
    expect(consent.require('sms', other, 9)).toBe('needs_confirmation');
  });

  it.each(['Is that right?', 'Yes?', 'Shall I text it there?', 'Does that work?'])(
    '[CON9] a question that only asks whether it is right is none about something else: %s',
    (question) => {
      const consent = consentOf();
      play(consent, 'caller: text me', `bot: I have 212-555-0147. ${question}`, 'caller: yes');
      expect(consent.require('sms', other, 9)).toBe('confirmed');
    },
  );

  it('[CON8] a no takes a confirmation back when the destination was just read back once more', () => {
    const consent = consentOf();
    play(consent, 'caller: text me', 'bot: I have 212-555-0147, right?', 'caller: yes');
    expect(consent.require('sms', other, 2)).toBe('confirmed');
    play(consent, 'bot: To 212-555-0147 again?', "caller: no, don't");
    expect(consent.require('sms', other, 4)).toBe('needs_confirmation');
  });
});
