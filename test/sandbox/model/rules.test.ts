import { describe, expect, it } from 'vitest';
import { readBriefing } from '../../../src/sandbox/model/briefing.ts';
import { dictatedEmail, dictatedPhone } from '../../../src/sandbox/model/dictation.ts';
import { understand } from '../../../src/sandbox/model/intent.ts';
import { answerFrom } from '../../../src/sandbox/model/knowledge.ts';
import { splitWords } from '../../../src/sandbox/model/streaming.ts';
import { argumentsFor, choices } from '../../../src/sandbox/model/tool-schema.ts';

describe('dictated values', () => {
  it.each([
    ['415 555 0123', '+14155550123'],
    ['(415) 555-0123', '+14155550123'],
    ['four one five five five five oh one two three', '+14155550123'],
    ['area code 415, then double five five, zero one double two', '+14155550122'],
    ['four fifteen, five fifty five, zero one twenty three', '+14155550123'],
    ['1 415 555 0123', '+14155550123'],
    ['plus 4 4 20 7946 0958', '+442079460958'],
    ['+49 30 901820', '+4930901820'],
    ['at 9 o clock', null],
    ['555 0123', null],
    ['my address is jo1234567890@example.com', null],
  ])('[SBM10] hears a phone number in "%s": %s', (text, expected) => {
    expect(dictatedPhone(text)).toBe(expected);
  });

  it.each([
    ['john@example.com', 'john@example.com'],
    ['It is John.Smith@Example.co.uk, please', 'john.smith@example.co.uk'],
    ['j o h n at gmail dot com', 'john@gmail.com'],
    ["it's john dot smith at gmail dot com please", 'john.smith@gmail.com'],
    ['no, jane underscore four two at my dash company dot co dot uk', 'jane_42@my-company.co.uk'],
    ['a n n a at example dot org', 'anna@example.org'],
    ['I will be there at noon', null],
    ['look at the dot', null],
  ])('[SBM10] hears an address in "%s": %s', (text, expected) => {
    expect(dictatedEmail(text)).toBe(expected);
  });
});

describe('intents', () => {
  it.each([
    ['Text me the booking page.', 'send', 'sms'],
    ['Could you e-mail me your prices?', 'send', 'email'],
    ['send me that by text message', 'send', 'sms'],
    ['send me an SMS', 'send', 'sms'],
    ['What is your e-mail address?', null, 'email'],
    ['I want to speak to a person', 'agent', null],
    ['agent!', 'agent', null],
    ['How much is it per person?', null, null],
    ['Do you offer support hours on Sunday?', null, null],
    ['Can someone call me back?', 'callback', null],
    ['¿Habla español?', 'language', null],
    ['Goodbye.', 'bye', null],
    ["No thanks, that's all.", 'bye', null],
    ['Never mind', 'cancel', null],
    ['Sorry, could you repeat that?', 'repeat', null],
    ['Hold on a second', 'hold', null],
    ['Are you a robot?', 'name', null],
    ['Thank you very much', 'thanks', null],
    ['Good morning!', 'greeting', null],
  ])('[SBM11] "%s" wishes %s by %s', (text, wish, medium) => {
    expect(understand(text)).toMatchObject({ wish, medium });
  });

  it.each([
    ['Yes, please.', true, false],
    ["That's right.", true, false],
    ['Um, sure.', true, false],
    ['Sí.', true, false],
    ['No.', false, true],
    ["No, that's wrong.", false, true],
    ["Don't.", false, true],
    ['Yesterday I called.', false, false],
    ['Nothing works.', false, false],
  ])('[SBM11] "%s" is a yes: %s, a no: %s', (text, yes, no) => {
    expect(understand(text)).toMatchObject({ yes, no });
  });
});

describe('what the stand-in reads', () => {
  const knowledge = readBriefing(`# Knowledge
## Opening hours
We open at 9. We close at 6.
## Returns
- **Bikes**
  can be returned within 30 days.
# Links
- none here`).knowledge;

  it('[SBM12] splits knowledge into statements under their headings', () => {
    expect(knowledge.map(({ heading, text }) => `${heading}: ${text}`)).toEqual([
      'Opening hours: We open at 9.',
      'Opening hours: We close at 6.',
      'Returns: Bikes can be returned within 30 days.',
    ]);
  });

  it('[SBM12] finds the statements a question is about, or none', () => {
    expect(answerFrom(knowledge, 'What are your hours?')).toBe('We open at 9. We close at 6.');
    expect(answerFrom(knowledge, 'Can I get a refund?')).toBe('Bikes can be returned within 30 days.');
    expect(answerFrom(knowledge, 'Who won the game?')).toBeNull();
    expect(answerFrom([], 'Anything?')).toBeNull();
  });

  it('[SBM12] copes with instructions that have no sections at all', () => {
    expect(readBriefing('Be nice.')).toMatchObject({
      knowledge: [],
      links: [],
      caller: { numberKnown: true, email: null },
    });
  });

  it('[SBM13] fills arguments by the schema of the tool', () => {
    const nullable = { type: ['string', 'null'] };
    const parameters = {
      properties: { a: { type: 'string' }, b: nullable, c: { type: 'number' } },
      required: ['a', 'b', 'c'],
    };
    const tool = { name: 'x', description: '', parameters };
    expect(argumentsFor(tool, { a: 'one', unknown: 'dropped' })).toEqual({ a: 'one', b: null, c: 0 });
    const language = { anyOf: [{ type: 'string', enum: ['en', 'es'] }, { type: 'null' }] };
    expect(choices({ ...tool, parameters: { properties: { language } } }, 'language')).toEqual(['en', 'es']);
  });

  it('[SBM13] streams words that join to the text again', () => {
    for (const text of ['One two  three. ', ' lead', '', 'x']) expect(splitWords(text).join('')).toBe(text);
  });
});
