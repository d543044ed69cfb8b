import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/call.ts';
import { Consent } from '../../src/domain/consent.ts';
import type { CallEvent } from '../../src/domain/event.ts';

const own = '+14155550123';
const other = '+12125550147';
const jane = 'jane@example.com';
const joan = 'joan@example.com';
const onFile = 'j.doe@gmail.com';
const contact: Contact = {
  id: 'c1',
  siteId: 's',
  name: 'Jane',
  callbackNumber: null,
  email: onFile,
  language: null,
  timeZone: null,
  notes: null,
  identifiers: [own],
};
const consentOf = (callerNumber: string | null = own, known: Contact | null = contact) =>
  new Consent({ callerNumber, contact: known, languages: ['en-US', 'de-DE'], defaultCountry: 'US' });

/** Lines "bot: …" and "caller: …" as the call's events; every caller line begins a turn. */
function eventsOf(...lines: string[]): CallEvent[] {
  let turn = 0;
  return lines.map((line, at): CallEvent => {
    const text = line.replace(/^\w+: /, '');
    if (line.startsWith('caller: ')) return { type: 'caller-said', turn: ++turn, text, via: 'speech', at };
    if (line.startsWith('typed: ')) return { type: 'noticed', noticeId: `form_${at}`, text, at };
    if (line.startsWith('told: ')) return { type: 'noticed', noticeId: `message:${at}:failed`, text, at };
    if (line.startsWith('named: ')) {
      const medium = text.includes('@') ? 'email' : 'sms';
      return { type: 'destination-changed', medium, destination: text, state: 'captured', at };
    }
    return { type: 'bot-said', turn, text, heard: text, interrupted: false, at };
  });
}

/** Plays them into a running call, in which a tool names a destination ("named: …"); gives all changes. */
function play(consent: Consent, ...lines: string[]) {
  return eventsOf(...lines).flatMap((event) => {
    if (event.type === 'caller-said') return consent.callerSaid(event.text, event.turn);
    if (event.type === 'bot-said') return consent.botSaid(event.heard, event.turn);
    if (event.type === 'destination-changed') consent.require(event.medium, event.destination, 0);
    return [];
  });
}

const readBack = (address: string): string => `bot: I have the address ${address}. Is that right?`;

describe('addresses that could not be had', () => {
  it('[CON14] one that was read back and is not right is a failed try, however the caller says so', () => {
    const consent = consentOf();
    play(consent, 'caller: mail me', `named: ${jane}`, readBack(jane), 'caller: No.');
    expect(consent.failedAddresses).toBe(1);
    play(consent, 'caller: again', `named: ${joan}`, readBack(joan), 'caller: It is john at example dot com');
    expect(consent.failedAddresses).toBe(2);
  });

  it('[CON14] what was given and is no address is one', () => {
    const consent = consentOf();
    consent.addressFailed();
    consent.addressFailed();
    expect(consent.failedAddresses).toBe(2);
  });

  it.each([
    ['the caller says neither yes nor no', [readBack(jane), 'caller: What do you charge?']],
    [
      'the bot asks for something else',
      [readBack(jane), 'caller: What do you charge?', 'bot: Five dollars. Would you prefer Monday?', 'caller: No.'],
    ],
    ['it was confirmed', [readBack(jane), 'caller: Yes.', 'bot: Anything else?', 'caller: No.']],
    ['a number was read back', ['bot: I have 212-555-0147. Is that right?', 'caller: No.']],
    ['it was not heard whole', ['bot: I have the address jane at', 'caller: No.']],
  ])('[CON14] none: %s', (_, lines) => {
    const consent = consentOf();
    play(consent, 'caller: hi', `named: ${jane}`, `named: ${other}`, ...lines);
    expect(consent.failedAddresses).toBe(0);
  });

  it('[CON14] none: the caller does not want the address on file', () => {
    const consent = consentOf();
    play(consent, 'caller: mail me', 'bot: Shall I e-mail it to j… at gmail dot com?', 'caller: No, not there.');
    expect(consent.failedAddresses).toBe(0);
    expect(consent.snapshot()).toContainEqual({ medium: 'email', destination: onFile, state: 'captured' });
  });

  it('[CON15] an address typed into the form ends the count, and what goes wrong after it counts anew', () => {
    const consent = consentOf();
    play(consent, 'caller: mail me', `named: ${jane}`, readBack(jane), 'caller: No.');
    consent.addressFailed();
    consent.addressTyped();
    expect(consent.failedAddresses).toBe(0);
    play(consent, 'caller: I typed it', `named: ${joan}`, readBack(joan), 'caller: No.');
    expect(consent.failedAddresses).toBe(1);
  });
});

describe('a question about another destination', () => {
  const asked = ['caller: hi', `named: ${jane}`, readBack(jane), 'caller: Let me think about it.'];

  it.each([
    ["bot: Shall I text that to the number you're calling from?", own],
    ['bot: Or the number 212-555-0147, is that right?', other],
    ['bot: Is joan@example.com correct?', joan],
    ['bot: I have joan@example.com. Is that right?', joan],
    ['bot: Not jane@example.com, then. Is it joan@example.com?', joan],
    ['bot: Shall I e-mail it to j… at gmail dot com?', onFile],
  ])('[CON9] a yes to it is none to the address read back before: %s', (question, meant) => {
    const consent = consentOf();
    play(consent, ...asked, question, 'caller: Yes, please.');
    expect(consent.require('email', jane, 3)).toBe('needs_confirmation');
    expect(consent.require(meant.includes('@') ? 'email' : 'sms', meant, 3)).toBe('confirmed');
    const late = consentOf();
    play(late, ...asked.filter((line) => !line.startsWith('named')), question, 'caller: Yes, please.');
    expect(late.require('email', jane, 3)).toBe('needs_confirmation');
  });

  it.each(['bot: And the address jane@example.com, is that right?', 'bot: Is 415-555-0199 the right number?'])(
    '[CON9] nor to the number read back before: %s',
    (question) => {
      const consent = consentOf();
      play(consent, 'caller: hi', 'bot: I have 212-555-0147, right?', 'caller: One moment.', question, 'caller: Yes.');
      expect(consent.require('sms', other, 3)).toBe('needs_confirmation');
    },
  );

  it('[CON9] both read back in one question are both meant, and so is one that is said once more', () => {
    const consent = consentOf();
    play(consent, 'caller: hi', 'bot: I have 212-555-0147 and jane@example.com. Is that right?', 'caller: Yes.');
    expect([consent.require('sms', other, 2), consent.require('email', jane, 2)]).toEqual(['confirmed', 'confirmed']);
    const again = consentOf();
    play(again, ...asked, 'bot: Take your time.', 'caller: Yes.');
    expect(again.require('email', jane, 3)).toBe('confirmed');
  });
});

describe('wishes about messages', () => {
  it('[CON16] "stop texting me" holds at once for the own number and those confirmed, and for nothing else', () => {
    const consent = consentOf();
    const [unconfirmed, confirmed] = ['+14155550199', other];
    play(consent, 'caller: hi', `named: ${unconfirmed}`, `named: ${confirmed}`);
    play(consent, 'caller: hi', 'bot: I have 212-555-0147. Is that right?', 'caller: Yes.', 'bot: It is on its way.');
    expect(consent.callerSaid('Stop texting me.', 3)).toEqual([
      { medium: 'sms', destination: own, state: 'opted_out' },
      { medium: 'sms', destination: confirmed, state: 'opted_out' },
    ]);
    expect(consent.require('sms', own, 3)).toBe('opted_out');
    expect(consent.require('sms', confirmed, 3)).toBe('opted_out');
    expect(consent.require('sms', unconfirmed, 3)).toBe('needs_confirmation');
    expect(consent.require('email', onFile, 3)).toBe('needs_confirmation');
  });

  it('[CON16] for e-mails it is the address on file', () => {
    const consent = consentOf();
    expect(consent.callerSaid('Please stop e-mailing me', 1)).toEqual([
      { medium: 'email', destination: onFile, state: 'opted_out' },
    ]);
    expect(consent.require('email', onFile, 1)).toBe('opted_out');
    expect(consent.require('sms', own, 1)).toBe('needs_confirmation');
  });

  it('[CON16] no yes to an offer lifts it; "start texting me again" does', () => {
    const consent = consentOf();
    const offer = "bot: Shall I text that to the number you're calling from?";
    play(consent, 'caller: Stop texting me.', offer, 'caller: Yes, please.');
    expect(consent.require('sms', own, 2)).toBe('opted_out');
    expect(consent.callerSaid('Start texting me again', 3)).toEqual([
      { medium: 'sms', destination: own, state: 'opted_in' },
    ]);
    expect(consent.require('sms', own, 3)).toBe('confirmed');
  });

  it('[CON16] where nothing is known of the caller there is nothing to keep', () => {
    const consent = consentOf(null, null);
    expect(consent.callerSaid('Stop texting me. And stop e-mailing me.', 1)).toEqual([]);
    expect(consent.callerSaid('Stop e-mailing me.', 2)).toEqual([]);
  });

  it('[CON17] one named by a tool only after the wish is meant when the caller had confirmed it before', () => {
    const consent = consentOf();
    const confirmed = ['caller: hi', 'bot: I have 212-555-0147, right?', 'caller: Yes.', 'bot: It is on its way.'];
    play(consent, ...confirmed, 'caller: Stop texting me.');
    expect(consent.require('sms', other, 3)).toBe('opted_out');
    expect(consent.require('sms', other, 3)).toBe('opted_out');
    expect(consent.botSaid('All right.', 3).map(({ state }) => state)).toEqual([
      'captured',
      'read_back',
      'confirmed',
      'opted_out',
    ]);
  });

  it('[CON17] and not when it was read back and confirmed after it', () => {
    const consent = consentOf();
    play(consent, 'caller: Stop texting me.', 'bot: I have 212-555-0147, right?', 'caller: Yes.');
    expect(consent.require('sms', other, 2)).toBe('confirmed');
    expect(consent.require('sms', own, 2)).toBe('opted_out');
  });

  it('[CON17] whatever is said after it, nothing is sent to the own number until the caller says so', () => {
    const line = fc.constantFrom(
      'caller: yes',
      'caller: no',
      'caller: text it to this number please',
      'caller: stop texting me',
      'caller: can you text me the link',
      "bot: Shall I text that to the number you're calling from?",
      'bot: I have 415-555-0123. Is that right?',
      'bot: You can text me again.',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (before, after) => {
        const consent = consentOf();
        play(consent, ...before, 'caller: Please stop texting me.', ...after);
        expect(consent.require('sms', own, 99)).toBe('opted_out');
        const restored = consentOf();
        restored.restore(eventsOf(...before, 'caller: Please stop texting me.', ...after));
        expect(restored.require('sms', own, 99)).toBe('opted_out');
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });
});

describe('after a lost connection', () => {
  it('[CON18] wishes hold, and are lifted as before', () => {
    const consent = consentOf();
    consent.restore(eventsOf('caller: Stop texting me.', 'bot: All right.', 'caller: And the link?'));
    expect(consent.require('sms', own, 2)).toBe('opted_out');
    const again = consentOf();
    again.restore(eventsOf('caller: Stop texting me.', 'bot: All right.', 'caller: You can text me again.'));
    expect(again.require('sms', own, 2)).toBe('needs_confirmation');
  });

  it('[CON18] tries that failed are counted, once each', () => {
    const events = eventsOf(`named: ${jane}`, 'caller: hi', readBack(jane), 'caller: No.', 'bot: Once more?');
    const consent = consentOf();
    consent.restore(events);
    expect(consent.failedAddresses).toBe(1);
    consent.require('email', jane, 2);
    expect(consent.failedAddresses).toBe(1);
  });

  it.each([
    ['before the caller’s last words', ['typed: an address', 'caller: Done.']],
    ['after them', ['caller: One moment.', 'typed: an address']],
  ])('[CON15] an address typed %s ends the count', (_, lines) => {
    const before = [`named: ${jane}`, 'caller: hi', readBack(jane), 'caller: No.'];
    const consent = consentOf();
    consent.restore(eventsOf(...before, ...lines));
    expect(consent.failedAddresses).toBe(0);
    const others = consentOf();
    others.restore(eventsOf(...before, ...lines.map((line) => line.replace('typed', 'told'))));
    expect(others.failedAddresses).toBe(1);
  });

  it('[CON11] a yes does not answer a question before one that may have been heard', () => {
    const offer = "bot: Shall I text that to the number you're calling from?";
    for (const [later, state] of [
      ['bot: Which number should I use?', 'needs_confirmation'],
      ['bot: One moment, please.', 'confirmed'],
    ] as const) {
      const consent = consentOf();
      consent.restore(eventsOf('caller: hi', offer, 'caller: My boiler is leaking.', later));
      consent.callerSaid("That's right.", 3);
      expect(consent.require('sms', own, 3)).toBe(state);
      const late = consentOf();
      const readOut = 'bot: I have the number 212-555-0147. Is that right?';
      late.restore(eventsOf('caller: hi', readOut, 'caller: My boiler is leaking.', later));
      late.callerSaid("That's right.", 3);
      expect(late.require('sms', '+12125550147', 3)).toBe(state);
    }
  });

  it('[CON18] what the caller says of a destination of an earlier session is a change of it', () => {
    const consent = consentOf();
    const events = eventsOf('caller: hi', `named: ${jane}`, readBack(jane), 'caller: Yes.', 'bot: It is on its way.');
    consent.restore(events);
    expect(consent.isConfirmed('email', jane)).toBe(true);
    expect(consent.callerSaid('Wait, it is joan at example dot com', 3)).toEqual([
      { medium: 'email', destination: jane, state: 'reset' },
    ]);
    expect(consent.require('email', jane, 3)).toBe('needs_confirmation');
  });

  it('[CON18] however many destinations the events name, no more are followed than in a call', () => {
    const consent = consentOf();
    consent.restore(eventsOf(...Array.from({ length: 100 }, (_, index) => `named: a${index}@example.com`)));
    expect(consent.snapshot()).toHaveLength(30);
  });
});
