import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textedKeyword } from '../../src/domain/opt-out-words.ts';

const stop = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const start = ['START', 'UNSTOP', 'YES'];
const help = ['HELP', 'INFO'];

describe('the words of a text', () => {
  it('[ITX8] each keyword is known, in any case, with any punctuation around it', () => {
    for (const [kind, words] of [
      ['stop', stop],
      ['start', start],
      ['help', help],
    ] as const) {
      for (const word of words) {
        for (const text of [word, word.toLowerCase(), ` ${word}. `, `"${word}"!`, `${word}\n`])
          expect(textedKeyword(text), text).toBe(kind);
      }
    }
    expect(textedKeyword('Opt-out')).toBe('stop');
  });

  it('[ITX8] a word in a sentence is none', () => {
    for (const text of ['Please stop by at ten', 'Yes please', 'the end', 'stop?no', '', '…', 'stopp', '✋'])
      expect(textedKeyword(text), text).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(textedKeyword(`I wonder ${text}`)).toBeNull();
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
  });

  it('[ITX2] what Twilio says it is wins', () => {
    expect(textedKeyword('ARRETER', 'STOP')).toBe('stop');
    expect(textedKeyword('stop', 'START')).toBe('start');
    expect(textedKeyword('stop', 'SOMETHING')).toBe('stop');
    expect(textedKeyword('hello', '')).toBeNull();
  });
});
