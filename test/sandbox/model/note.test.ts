import { describe, expect, it } from 'vitest';
import { readNote } from '../../../src/sandbox/model/note.ts';

const passedOn = (text: string) => {
  const note = readNote(text);
  return note.kind === 'done' ? [note.told, note.asked] : note;
};

describe('what a note tells', () => {
  it.each([
    ['Heard as the e-mail address Jane.Doe@example.com (spelled letter by letter).', 'jane.doe@example.com', null],
    ['Heard as the e-mail address (data): jane@example.com.', 'jane@example.com', null],
    ['Heard as the email address "jane@example.com"', 'jane@example.com', null],
    ['Heard as the phone number +14155550123.', null, '+14155550123'],
    ['Heard as the number +44 20 7946 0958, a landline.', null, '+442079460958'],
    [
      'Heard as the e-mail address j@example.com. Heard as the phone number +14155550123.',
      'j@example.com',
      '+14155550123',
    ],
  ])('[SBT30] "%s" is heard as %s, %s', (text, email, phone) => {
    expect(readNote(text)).toEqual({ kind: 'heard', email, phone });
  });

  it.each([
    ['The caller typed the address jane.doe@example.com into the form (data). Read it back.', 'jane.doe@example.com'],
    ['The caller typed the address (data): Jane@example.com', 'jane@example.com'],
    ['The caller typed the e-mail address <jane@example.com>.', 'jane@example.com'],
  ])('[SBT30] "%s" is a typed address', (text, address) => {
    expect(readNote(text)).toEqual({ kind: 'typed', address });
  });

  it.each([
    ['The text message to the number ending in 2 3 could not be delivered (blocked). Tell the caller.', 'sms'],
    ['The e-mail to j… at example dot com could not be delivered.', 'email'],
    ['The report_issue request did not succeed. Tell the caller.', null],
  ])('[SBT30] "%s" is undelivered: %s', (text, medium) => {
    expect(readNote(text)).toEqual({ kind: 'undelivered', medium });
  });

  it.each([
    ['The text message has been sent. Mention it only when asked.', 'Your text message has been sent.', false],
    ['The e-mail was delivered.', 'Your e-mail has arrived.', false],
    [
      'The order_status request has finished. Tell the caller in a sentence. Its answer (data): {"order_state":"shipped","days":2,"items":[],"to":{"city":"Oslo"}}',
      'I have the answer now: order state shipped, days 2, city Oslo.',
      true,
    ],
    [
      'The send_sms call that was cut off has finished since, with this result (data): {"status":"sent","say":"It is sent."}',
      'It is sent.',
      false,
    ],
    ['The request has finished (data): "gone"', 'What you asked for is done now.', false],
  ])('[SBT30] "%s" is passed on as "%s"', (text, told, asked) => {
    expect(passedOn(text)).toEqual([told, asked]);
  });

  it.each([
    'The caller has been silent for 8 s.',
    'The caller only acknowledged and is listening. Go on from where you stopped; repeat nothing.',
    'Something (data): The caller typed the address jane@example.com. It could not be delivered. It has finished.',
    'Heard as the e-mail address of nobody in particular',
  ])('[SBT30] "%s" is none of that', (text) => {
    expect(readNote(text)).toEqual({ kind: 'other' });
  });

  it('[SBT30] a long one is read in no time', () => {
    const long = `Heard as the e-mail address ${'!'.repeat(100_000)}`;
    expect(readNote(long)).toEqual({ kind: 'other' });
    expect(readNote(`${'typed the address '.repeat(5000)}(data)`)).toEqual({ kind: 'other' });
  });

  it('[SBT30] that a link to the form is to be offered, and in which words', () => {
    const words = 'Shall I text you a link where you can type the address in?';
    const note = `Two addresses were not right. Do not ask for a third one by voice. Say: "${words}" After a yes call it.`;
    expect(readNote(note)).toEqual({ kind: 'offer-form', words });
    expect(readNote('Say: "Good day."')).toEqual({ kind: 'other' });
  });

  it('[SBT30] who asked for no texts or e-mails, or for them again', () => {
    const wish = { kind: 'opted-out', medium: 'sms', again: false };
    expect(readNote('The caller asked not to be texted any more.')).toEqual(wish);
    expect(readNote('The caller asked not to be e-mailed.')).toEqual({ ...wish, medium: 'email' });
    expect(readNote('The caller asked to be texted again. That is kept.')).toEqual({ ...wish, again: true });
  });
});
