import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, saidAloud } from '../../src/domain/spoken/said-aloud.ts';

describe('what somebody wrote, said aloud', () => {
  it.each([
    ['See https://evil.example.com/x?y=1, now', 'See the link, now'],
    ['(www.example.com)', '(the link)'],
    ['go to shop.example.com.', 'go to the link.'],
    ['mail jane.doe@gmail.com!', 'mail jane dot doe at gmail dot com!'],
    ['http://a@evil.example.com/', 'the link'],
    ['one\n\ntwo\u0000\u202e  three', 'one two three'],
    ['He owes 12.50, since 9 a.m.', 'He owes 12.50, since 9 a.m.'],
    ['', ''],
  ])('[XFR8] %j', (text, said) => {
    expect(saidAloud(text, 'en-US', 300)).toBe(said);
  });

  it('[XFR8] in the language it is said in', () => {
    expect(saidAloud('https://a.example.com', 'de-DE', 300)).toBe('der Link');
  });

  it('[XFR9] a long text ends with a whole sentence, else with a whole word', () => {
    expect(cutText('One two three. Four five six.', 20)).toBe('One two three.');
    expect(cutText('One. Two three four five six.', 20)).toBe('One. Two three four');
    expect(cutText('x'.repeat(50), 20)).toBe('x'.repeat(20));
    expect(cutText('😀'.repeat(20), 5)).toBe('😀😀');
    expect(cutText('exactly so', 10)).toBe('exactly so');
  });

  it('[XFR9] whatever it is: one line, never longer than asked, no URL', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('https://a.example.com/b', 'www.evil.com', 'e.g.', '. '),
    );
    const property = fc.property(
      fc.array(word, { maxLength: 80 }),
      fc.integer({ min: 10, max: 400 }),
      (words, longest) => {
        const said = saidAloud(words.join(' '), 'en-US', longest);
        expect(said.length).toBeLessThanOrEqual(longest);
        expect(said).not.toMatch(/[\n\p{Cc}]|example\.com|evil\.com/u);
        expect(said.isWellFormed()).toBe(true);
      },
    );
    fc.assert(property, { numRuns: 400, seed: 20_261_125 });
  });

  it('[XFR9] quickly, however long and hostile', () => {
    const began = performance.now();
    for (const text of ['a.'.repeat(50_000), 'x@'.repeat(50_000), '('.repeat(100_000), 'http://'.repeat(20_000)])
      saidAloud(text, 'en-US', 300);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
