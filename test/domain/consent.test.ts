import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/call.ts';
import { Consent } from '../../src/domain/consent.ts';
import type { CallEvent } from '../../src/domain/event.ts';

const own = '+14155550123';
const other = '+12125550147';
const contact: Contact = {
  id: 'c1',
  siteId: 's',
  name: 'Jane',
  callbackNumber: null,
  email: 'Jane.Doe@gmail.com',
  language: null,
  timeZone: null,
  notes: null,
  identifiers: [own],
};
const consentOf = (callerNumber: string | null = own, known: Contact | null = contact) =>
  new Consent({ callerNumber, contact: known, languages: ['en-US', 'es-US'], defaultCountry: 'US' });

/** Plays lines "bot: …" and "caller: …"; every caller line begins a turn. */
function play(consent: Consent, ...lines: string[]): void {
  let turn = 0;
  for (const line of lines) {
    if (line.startsWith('caller: ')) consent.callerSaid(line.slice(8), ++turn);
    else consent.botSaid(line.replace(/^bot: /, ''), turn);
  }
}

describe('consent', () => {
  it('[CON1] a destination is confirmed when it was read back and a later caller turn said yes', () => {
    const consent = consentOf();
    expect(consent.require('sms', other, 1)).toBe('needs_confirmation');
    expect(consent.botSaid('I have 212-555-0147. Is that right?', 1)).toContainEqual({
      medium: 'sms',
      destination: other,
      state: 'read_back',
    });
    expect(consent.callerSaid('Yes.', 2)).toEqual([{ medium: 'sms', destination: other, state: 'confirmed' }]);
    expect(consent.require('sms', other, 2)).toBe('confirmed');
    expect(consent.isConfirmed('sms', other)).toBe(true);
  });

  it('[CON1] a yes of the same turn, or before the read-back, is none', () => {
    const consent = consentOf();
    consent.require('sms', other, 1);
    consent.callerSaid('Yes.', 1);
    consent.botSaid('I have 212-555-0147. Is that right?', 1);
    consent.callerSaid('Yes.', 1);
    expect(consent.isConfirmed('sms', other)).toBe(false);
  });

  it('[CON2] asking never confirms, however often a tool asks', () => {
    const consent = consentOf();
    for (let turn = 0; turn < 50; turn++) expect(consent.require('sms', other, turn)).toBe('needs_confirmation');
    expect(consent.require('sms', own, 51)).toBe('needs_confirmation');
  });

  it('[CON3] a read-back cut off before the value is none', () => {
    const consent = consentOf();
    play(consent, 'caller: text me at 212 555 0147', 'bot: I have 212-555', 'caller: yes');
    expect(consent.require('sms', other, 2)).toBe('needs_confirmation');
  });

  it.each([
    'I have 2 1 2, 5 5 5, 0 1 4 7. Right?',
    "That's two one two, five five five, oh one four seven, correct?",
    'So (212) 555-0147?',
    'I will text +1 212 555 0147, okay?',
    'Es el dos uno dos, cinco cinco cinco, cero uno cuatro siete, ¿correcto?',
    'Your number is 212-555-0147, 24 hours a day. Right?',
  ])('[CON4] a number is read back in digits or words: %j', (line) => {
    const consent = consentOf();
    play(consent, 'caller: hello', `bot: ${line}`, 'caller: yes');
    expect(consent.require('sms', other, 2)).toBe('confirmed');
  });

  it.each(['I have 212-555-0148. Right?', 'I have 555-0147. Right?', 'So 3 2 1 2 5 5 5 0 1 4 7?', 'Shall I text you?'])(
    '[CON4] another number, or a part of it, is no read-back: %j',
    (line) => {
      const consent = consentOf();
      play(consent, 'caller: hello', `bot: ${line}`, 'caller: yes');
      expect(consent.require('sms', other, 2)).toBe('needs_confirmation');
    },
  );

  it.each([
    "Shall I text it to the number you're calling from?",
    'Can I use this number?',
    'I can text you the link. Would you like that?',
    'Shall I send it to the number ending in 0 1 2 3?',
    'Would you like me to text you that?',
    '¿Le envío el enlace por mensaje a este número?',
  ])("[CON5] the caller's own number counts as read back once offered: %j", (line) => {
    const consent = consentOf();
    play(consent, 'caller: can I have the link', `bot: ${line}`, 'caller: yes please');
    expect(consent.isConfirmed('sms', own)).toBe(true);
  });

  it.each([
    'I can text you things. How can I help?',
    'Which number should I text?',
    'Shall I e-mail it to you?',
    "I'll text 212-555-0147, okay?",
    'Is there anything else I can help you with?',
    'Did you get my text?',
    "I'll text the number you're calling from.",
  ])('[CON5] what is no offer of the own number: %j', (line) => {
    const consent = consentOf();
    play(consent, 'caller: hello', `bot: ${line}`, 'caller: yes');
    expect(consent.isConfirmed('sms', own)).toBe(false);
  });

  it('[CON5] the caller asking for the own number counts only after the bot offered it', () => {
    const consent = consentOf();
    play(consent, 'bot: How can I help?', "caller: yes, text it to the number I'm calling from");
    expect(consent.require('sms', own, 1)).toBe('needs_confirmation');
    play(consent, 'bot: Shall I text or e-mail it?', 'caller: text it to this number please');
    expect(consent.require('sms', own, 2)).toBe('confirmed');
  });

  it.each([
    'It is j o h n dot s m i t h at example dot com. Right?',
    'I have john.smith@example.com, is that correct?',
    'J-O-H-N dot smith at example dot com, yes?',
    'That is john dot smith at example dot com?',
  ])('[CON6] an address is read back as written or as spoken: %j', (line) => {
    const consent = consentOf();
    play(consent, 'caller: mail me', `bot: ${line}`, 'caller: correct');
    expect(consent.require('email', 'john.smith@example.com', 2)).toBe('confirmed');
  });

  it.each(['I have john.smith@example.com, right?', 'j o h n dot smith at example dot com?'])(
    '[CON6] an address that is only part of the one read back is another: %j',
    (line) => {
      const consent = consentOf();
      play(consent, 'caller: mail me', `bot: ${line}`, 'caller: yes');
      for (const address of [
        'ohn.smith@example.com',
        'smith@example.com',
        'john.smith@example.co',
        'john.smith@example.com.br',
        'n.smith@example.com',
      ]) {
        expect(consent.require('email', address, 2)).toBe('needs_confirmation');
      }
    },
  );

  it("[CON7] for the contact's own address the masked form counts, for another with the same mask it does not", () => {
    const consent = consentOf();
    play(consent, 'caller: mail it', 'bot: Shall I send it to j… at gmail dot com?', 'caller: yes');
    expect(consent.require('email', 'jane.doe@gmail.com', 2)).toBe('confirmed');
    expect(consent.require('email', 'jim@gmail.com', 2)).toBe('needs_confirmation');
  });

  it.each(['No.', 'No, it is 212 555 0148', 'It is 212-555-0199', 'yes, 212 555 0199'])(
    '[CON8] a no or a correction resets: %j',
    (answer) => {
      const consent = consentOf();
      consent.require('sms', other, 1);
      play(consent, 'caller: hi', 'bot: I have 212-555-0147. Is that right?');
      expect(consent.callerSaid(answer, 2)).toContainEqual({ medium: 'sms', destination: other, state: 'reset' });
      consent.callerSaid('yes', 3);
      expect(consent.isConfirmed('sms', other)).toBe(false);
    },
  );

  it('[CON8] another number said later takes a confirmed one back; a plain no to something else does not', () => {
    const consent = consentOf();
    play(
      consent,
      'caller: hi',
      'bot: I have 212-555-0147. Is that right?',
      'caller: yes',
      'bot: Anything else?',
      'caller: no',
    );
    expect(consent.require('sms', other, 3)).toBe('confirmed');
    consent.callerSaid('Actually, use 415-555-0199', 4);
    expect(consent.require('sms', other, 4)).toBe('needs_confirmation');
  });

  it('[CON9] a yes to another question is none', () => {
    const consent = consentOf();
    play(
      consent,
      'caller: hi',
      'bot: I have 212-555-0147. Is that right?',
      'caller: what do you charge?',
      'bot: Five dollars. Would you prefer Monday?',
      'caller: yes',
    );
    expect(consent.require('sms', other, 3)).toBe('needs_confirmation');
  });

  it('[CON10] a destination the tool names only after the yes is judged by what was said before', () => {
    const consent = consentOf();
    play(consent, 'caller: text me at 212 555 0147', 'bot: I have 212-555-0147, right?', 'caller: yes');
    expect(consent.require('sms', other, 2)).toBe('confirmed');
    expect(consent.botSaid('Sent.', 2).map(({ state }) => state)).toEqual(['captured', 'read_back', 'confirmed']);
  });

  it("[CON11] is rebuilt from the call's events; what may not have been heard is left out", () => {
    const events: CallEvent[] = [
      {
        type: 'bot-said',
        turn: 1,
        text: 'I have 212-555-0147, right?',
        heard: 'I have 212-555-0147, right?',
        interrupted: false,
        at: 1,
      },
      { type: 'caller-said', turn: 2, text: 'yes', via: 'speech', at: 2 },
      { type: 'bot-said', turn: 2, text: 'And 415-555-0199?', heard: 'And 415-555-0199?', interrupted: false, at: 3 },
    ];
    const consent = consentOf();
    consent.restore(events);
    consent.callerSaid('yes', 3);
    expect(consent.require('sms', other, 3)).toBe('confirmed');
    expect(consent.require('sms', '+14155550199', 3)).toBe('needs_confirmation');
    const cut = consentOf();
    cut.restore([events[0]!, { ...events[0]!, heard: 'I have 212', interrupted: true } as CallEvent, events[1]!]);
    expect(cut.require('sms', other, 3)).toBe('needs_confirmation');
  });

  it('[CON12] a withheld number is never confirmed, and the snapshot tells every state', () => {
    const consent = consentOf(null, null);
    play(consent, 'caller: hi', "bot: Shall I text the number you're calling from?", 'caller: yes');
    expect(consent.snapshot()).toEqual([]);
    consent.require('email', 'a@example.com', 1);
    expect(consent.snapshot()).toEqual([{ medium: 'email', destination: 'a@example.com', state: 'captured' }]);
  });

  it('[CON13] nothing is confirmed that was never read back, whatever anybody says', () => {
    const bot = fc.constantFrom(
      'Is that right?',
      'Shall I text you?',
      'Shall I e-mail j… at gmail dot com?',
      'I have 415-555-0199. Right?',
      'Is it amy at example dot com?',
      'Anything else?',
      'Sent to +1 212 555.',
      'ok',
    );
    const caller = fc.constantFrom(
      'yes',
      'no',
      'uh-huh',
      'text it',
      'it is 212 555 0147',
      'john at example dot com',
      'sure, go ahead',
      "that's right",
    );
    const line = fc.oneof(
      bot.map((text) => `bot: ${text}`),
      caller.map((text) => `caller: ${text}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const consent = consentOf();
        consent.require('sms', other, 0);
        play(consent, ...lines);
        expect(consent.isConfirmed('sms', other)).toBe(false);
        expect(consent.require('email', 'john@example.com', 99)).toBe('needs_confirmation');
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it('[CON13] no text at all throws or hangs', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (heard, said) => {
          const consent = consentOf();
          consent.botSaid(heard, 1);
          consent.callerSaid(said, 2);
          consent.require('sms', other, 2);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
    const long = consentOf();
    long.botSaid('1 '.repeat(5000), 1);
    long.callerSaid(`${'a@b.'.repeat(5000)}`, 2);
    expect(long.require('sms', other, 2)).toBe('needs_confirmation');
  });
});
