import { describe, expect, it } from 'vitest';
import { judgeAgreement } from '../../src/domain/agreement.ts';

const judge = (text: string, language = 'en-US', afterQuestion = false) =>
  judgeAgreement(text, [language], afterQuestion);

describe('agreement', () => {
  it.each([
    'yes',
    'Yes, please.',
    'yeah',
    'Sure!',
    'go ahead',
    'Please do.',
    'that works',
    'Correct.',
    "That's right.",
    'um, yeah, that’s fine',
    'yes sir',
    'Okay, yes',
    'sounds good to me',
    'yes, can you send it?',
    'absolutely, thank you',
    'no problem',
    'sure, why not',
    'the number is correct',
    'yes please, thank you',
    'Please text it',
  ])('[AGR1] %j is a yes', (text) => {
    expect(judge(text)).toBe('yes');
  });

  it.each([
    'no',
    'Nope.',
    'no thanks',
    "that's not right",
    'yeah no',
    'yes, that is not my number',
    "yeah, don't send it",
    'No, it ends in four five',
    'wrong number',
    'never mind',
    'not yet',
    "I don't think so",
    'stop',
    'no, send it to my email',
  ])('[AGR2] %j is a no', (text) => {
    expect(judge(text)).toBe('no');
  });

  it.each([
    'yes but to a different number',
    'yes, to my other number',
    "no, that's right",
    'no no, that is correct',
    'what?',
    'yes?',
    'Yes, which number is that?',
    'is that right?',
    'wait',
    'I said four one five',
    'I would like to know your hours',
    'Please tell me your hours',
    'right now I am driving',
    'thank you',
    '',
    '…',
    'hello',
    'actually yes, no, hmm',
  ])('[AGR3] %j is unclear: it is asked again', (text) => {
    expect(judge(text, 'en-US', true)).not.toBe('yes');
    expect(judge(text)).not.toBe('yes');
  });

  it.each(['uh-huh', 'Mm-hmm.', 'okay', 'right', 'Perfect, thank you', 'It is.', 'great', 'please'])(
    '[AGR4] %j is a yes only right after a question',
    (text) => {
      expect(judge(text)).toBe('unclear');
      expect(judge(text, 'en-US', true)).toBe('yes');
    },
  );

  it.each([
    ['es-US', 'Sí, es correcto', 'No, gracias', 'Sí, pero a otro número', 'Si me puede decir el horario'],
    ['fr-FR', "Oui, c'est ça", 'Non, pas du tout', 'Oui, mais à un autre numéro', 'Si vous voulez bien me dire'],
    ['de-DE', 'Ja, genau', 'Nein, das stimmt nicht', 'Ja, aber an eine andere Nummer', 'Was kostet das?'],
    ['pt-BR', 'Sim, pode mandar', 'Não', 'Sim, mas para outro número', 'Quero saber o horário'],
    ['it-IT', 'Sì, va bene', 'No, è sbagliato', 'Sì, ma a un altro numero', 'Quanto costa?'],
    ['nl-NL', 'Ja hoor, dat klopt', 'Nee, dat klopt niet', 'Ja, maar naar een ander nummer', 'Hoe laat?'],
  ])('[AGR5] %s: yes, no and neither', (language, yes, no, changed, other) => {
    expect(judge(yes, language, true)).toBe('yes');
    expect(judge(no, language, true)).toBe('no');
    expect(judge(changed, language, true)).not.toBe('yes');
    expect(judge(other, language, true)).not.toBe('yes');
  });

  it('[AGR5] English is understood on every line', () => {
    expect(judge('yes, go ahead', 'de-DE')).toBe('yes');
  });
});
