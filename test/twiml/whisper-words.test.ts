import { describe, expect, it } from 'vitest';
import { whisperWords } from '../../src/twiml/whisper-words.ts';

const whisper = (more: Partial<Parameters<typeof whisperWords>[0]> = {}) =>
  whisperWords({
    language: 'en-US',
    businessName: 'Acme',
    caller: { name: 'Dana Reyes', number: '+14155550121' },
    reason: 'billing',
    summary: 'The invoice is wrong.',
    ...more,
  });

describe('what an agent hears', () => {
  it('[XFR38] who calls, why, and what was said', () => {
    expect(whisper()).toEqual({
      question: {
        language: 'en-US',
        text: 'Call for Acme. Dana Reyes, number ending in 0 1 2 1. Reason: billing. The invoice is wrong. Press 1 to take the call.',
      },
      again: { language: 'en-US', text: 'To take the call, press 1. Otherwise just hang up.' },
    });
  });

  it('[XFR38] what is not known is left out', () => {
    expect(whisper({ caller: { name: null, number: null }, reason: ' ', summary: '' }).question.text).toBe(
      'Call for Acme. A caller. Press 1 to take the call.',
    );
  });

  it.each([
    ['es-US', 'Llamada para Acme. Dana Reyes, número terminado en 0 1 2 1. Motivo: billing.'],
    ['de-DE', 'Anruf für Acme. Dana Reyes, Nummer mit der Endung 0 1 2 1. Anliegen: billing.'],
    ['fr-CA', 'Appel pour Acme. Dana Reyes, numéro se terminant par 0 1 2 1. Motif : billing.'],
  ])('[XFR38] in %s', (language, begins) => {
    const { question, again } = whisper({ language });
    expect(question.text.startsWith(begins)).toBe(true);
    expect([question.language, again.language]).toEqual([language, language]);
  });

  it.each([
    ['multi', 'en-US'],
    ['ja-JP', 'en-US'],
    ['es', 'es-MX'],
    ['__proto__', 'en-US'],
  ])('[XFR38] a line in %s is spoken to in %s', (language, tag) => {
    expect(whisper({ language }).question.language).toBe(tag);
  });

  it('[XFR39] the summary takes at most 20 s at 15 characters a second, and ends with a whole word', () => {
    const { text } = whisper({ reason: '', summary: 'word '.repeat(400) }).question;
    const summary = /0 1 2 1\. (.*) Press 1/.exec(text)?.[1] ?? '';
    expect(summary.length).toBeGreaterThan(290);
    expect(summary.length).toBeLessThanOrEqual(301);
    expect(summary.endsWith('word.')).toBe(true);
  });

  it('[XFR39] reason and names have their limits too', () => {
    const long = 'x'.repeat(5000);
    const { text } = whisper({
      businessName: long,
      caller: { name: long, number: long },
      reason: long,
      summary: long,
    }).question;
    expect(text.length).toBeLessThan(700);
  });
});
