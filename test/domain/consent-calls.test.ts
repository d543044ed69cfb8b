import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/call.ts';
import { confirmCall } from '../../src/domain/callback-words.ts';
import { Consent } from '../../src/domain/consent.ts';

const own = '+14155550123';
const other = '+12125550147';
const onFile = '+14155550142';
const contact: Contact = {
  id: 'c1',
  siteId: 's',
  name: 'Jane',
  callbackNumber: onFile,
  email: 'jane.doe@gmail.com',
  language: null,
  timeZone: null,
  notes: null,
  identifiers: [own],
};

/** What is agreed to for a call after a question and an answer. */
function agreedTo(question: string, answer = 'Yes, please.', callerNumber: string | null = own): string[] {
  const consent = new Consent({
    callerNumber,
    contact,
    languages: ['en-US', 'es-US', 'de-DE', 'fr-FR', 'nl-NL', 'it-IT', 'pt-BR'],
    defaultCountry: 'US',
  });
  consent.callerSaid('Can somebody call me?', 1);
  consent.botSaid(question, 1);
  consent.callerSaid(answer, 2);
  return [own, other, onFile].filter((number) => consent.requireCall(number) === 'confirmed');
}

describe('agreeing to be called', () => {
  it.each([
    confirmCall(own, 'own'),
    "Shall we call you back on the number you're calling from?",
    'Would you like us to call you back?',
    'Can we reach you on this number?',
    'Shall I use the number you are calling from?',
    'Should somebody ring you on the number ending in 0 1 2 3?',
    '¿Le llamamos a este número?',
    '¿Quiere que le llamemos más tarde?',
    'Sollen wir Sie zurückrufen?',
    'Voulez-vous que nous vous rappelions ?',
    'Zullen we u terugbellen?',
    'Vuole che la richiamiamo?',
    'Quer que liguemos mais tarde?',
  ])('[CBT4] the own number was offered: %s', (question) => {
    expect(agreedTo(question)).toEqual([own]);
  });

  it.each([
    'Which number shall we call?',
    'Are you calling from home?',
    'Are you calling from your mobile phone?',
    'You have a call back tomorrow at ten. Shall I move it?',
    'Would you like to cancel your call back?',
    'Shall I move the call back to ten thirty?',
    'Shall we call you back on the number ending in 4 7?',
    'Did we call you back on this number?',
    "We'll call you back on the number you're calling from.",
    'Shall I book tomorrow at ten thirty?',
  ])('[CBT4] what offers no number: %s', (question) => {
    expect(agreedTo(question)).toEqual([]);
  });

  it.each(['No.', 'No, call 212 555 0147', 'Who are you?', ''])('[CBT4] no yes: %j', (answer) => {
    expect(agreedTo(confirmCall(own, 'own'), answer)).toEqual([]);
  });

  it('[CBT4] a given number is agreed to by its own read-back, and nothing else is by it', () => {
    expect(agreedTo(confirmCall(other, 'given'))).toEqual([other]);
    expect(agreedTo('I have the number 2 1 2, 5 5 5, 0 1 4 7. Shall we call you back on that number?')).toEqual([
      other,
    ]);
  });

  it('[CBT4] a yes to a text is none to another number', () => {
    expect(agreedTo("Shall I text it to the number you're calling from?")).toEqual([own]);
    expect(agreedTo('Shall I e-mail it to j… at gmail dot com?')).toEqual([]);
  });

  it.each([
    confirmCall(onFile, 'on-file'),
    'Shall we use the number on file, the one ending 42?',
    'Shall we call you on the number ending in four two?',
  ])('[CBT5] the number on file was offered: %s', (question) => {
    expect(agreedTo(question)).toEqual([onFile]);
  });

  it.each([
    'Shall we call you back on the number we have on file?',
    'Shall we call you back on the number we have on file, ending in 4 7?',
    "Shall we call the number you're calling from, ending 0 1 2 3, or the one on file, ending 42?",
    'Is 42 a good time to call?',
    'We have a number on file ending in 42.',
    'Which number, the one on file ending in 42?',
  ])('[CBT5] no number was offered clearly: %s', (question) => {
    expect(agreedTo(question)).toEqual([]);
  });

  it('[CBT5] where both numbers end the same, it is said which one', () => {
    const same = '+12125550142';
    expect(agreedTo('Shall we call you back on the number ending in 42?', 'Yes.', same)).toEqual([]);
    expect(agreedTo('Shall we call you back on the number on file, ending in 42?', 'Yes.', same)).toEqual([onFile]);
  });

  it('[CBT5] the other one is no longer asked about when one is offered instead', () => {
    const consent = new Consent({ callerNumber: own, contact, languages: ['en-US'], defaultCountry: 'US' });
    consent.botSaid(confirmCall(own, 'own'), 1);
    consent.callerSaid('Hmm, let me think.', 2);
    consent.botSaid(confirmCall(onFile, 'on-file'), 2);
    consent.callerSaid('Yes.', 3);
    expect([own, onFile].map((number) => consent.requireCall(number))).toEqual(['needs_confirmation', 'confirmed']);
  });

  it('[CBT4] no more texts is not no call, and no call lifts it', () => {
    const consent = new Consent({ callerNumber: own, contact, languages: ['en-US'], defaultCountry: 'US' });
    consent.callerSaid('Stop texting me.', 1);
    consent.botSaid(confirmCall(own, 'own'), 1);
    consent.callerSaid('Yes.', 2);
    expect(consent.requireCall(own)).toBe('confirmed');
    expect(consent.require('sms', own, 2)).toBe('opted_out');
  });
});
