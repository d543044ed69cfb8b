import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textedKeyword } from '../../src/domain/opt-out-words.ts';

const keywords = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'UNSTOP', 'YES'],
  help: ['HELP', 'INFO'],
} as const;
const kinds = ['stop', 'start', 'help'] as const;
const kind = fc.constantFrom(...kinds);
const word = kind.chain((name) => fc.constantFrom(...keywords[name]).map((text) => ({ name, text })));

describe('the words of a text', () => {
  it('[OPT7] each keyword is known, in any case, with anything but words around it', () => {
    const around = fc.string({
      unit: fc.constantFrom(' ', '\n', '\t', '.', '!', '?', '"', "'", '…', '\u00a0', '🙏', '\u200b', '-', '’'),
      maxLength: 6,
    });
    for (const name of kinds) for (const text of keywords[name]) expect(textedKeyword(text)).toBe(name);
    fc.assert(
      fc.property(
        word,
        around,
        around,
        fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }),
        ({ name, text }, before, after, small) => {
          const mixed = [...text].map((sign, at) => (small[at] ? sign.toLowerCase() : sign)).join('');
          expect(textedKeyword(`${before}${mixed}${after}`)).toBe(name);
        },
      ),
      { seed: 20_261_125, numRuns: 1000 },
    );
    for (const text of ['Opt-out', 'stop all', 'ＳＴＯＰ', 'st\u200bop'])
      expect(textedKeyword(text), text).toBe('stop');
  });

  it('[OPT7] a keyword in a sentence is none', () => {
    for (const text of [
      'Please stop by at ten',
      'Yes please',
      'the end',
      'stop?no',
      'stop stop',
      '',
      '…',
      'stopp',
      'stop1',
      '✋',
      's t o p',
      'no',
    ])
      expect(textedKeyword(text), text).toBeNull();
    fc.assert(
      fc.property(word, fc.constantFrom('me', 'now', 'it', 'ok', '1'), fc.boolean(), ({ text }, other, first) => {
        expect(textedKeyword(first ? `${other} ${text}` : `${text} ${other}`)).toBeNull();
      }),
      { seed: 20_261_125, numRuns: 300 },
    );
  });

  it('[OPT7] what the carrier says it is wins', () => {
    fc.assert(
      fc.property(fc.string(), kind, fc.boolean(), (body, name, small) => {
        expect(textedKeyword(body, small ? name : ` ${name.toUpperCase()} `)).toBe(name);
      }),
      { seed: 20_261_125, numRuns: 200 },
    );
    expect(textedKeyword('stop', 'START')).toBe('start');
    expect(textedKeyword('stop', 'SOMETHING')).toBe('stop');
    expect(textedKeyword('hello', '')).toBeNull();
  });
});
