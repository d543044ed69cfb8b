import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSpoken } from '../../../src/domain/spoken/masked-words.ts';

describe('masking of what was said', () => {
  it.each([
    ["It's four one five, five five five, oh one two three.", "It's (a number)."],
    ['call 4 1 5, 5 5 5, 0 1 2 3 please', 'call (a number) please'],
    ['four-one-five-five-five-five-oh-one-two-three', '(a number)'],
    ['four one five, five fifty five, zero one, double two', '(a number)'],
    ['It is four one five. Five five five. Oh one two three', 'It is (a number)'],
    ['Es el dos uno dos, cinco cinco cinco, cero uno cuatro siete, gracias', 'Es el (a number), gracias'],
    ['null eins sieben sechs, drei drei zwei eins', '(a number)'],
    ['my PIN is one two three four', 'my PIN is one two three four'],
    [
      'one or two of the three, room 1204, 42.50 dollars, at nine',
      'one or two of the three, room 1204, 42.50 dollars, at nine',
    ],
  ])('[CRD5] numbers in %j', (text, expected) => {
    expect(maskSpoken(text)).toBe(expected);
  });

  it.each([
    ['j o h n at example dot com', '(an address)'],
    ['write to jane dot doe at gmail dot com, please', 'write to (an address), please'],
    ['to J-O-H-N dot s m i t h 42 at mail dot example dot co dot uk.', 'to (an address).'],
    ['jane underscore doe four two at g m x dot net', '(an address)'],
    ['jane at web dash shop dot de', '(an address)'],
    ['es jane arroba ejemplo punto es', 'es (an address)'],
    ['jane ät beispiel Punkt de', '(an address)'],
    ['jane @ example dot com', '(an address)'],
    ['meet me at noon. Dot will come', 'meet me at noon. Dot will come'],
    ['look at it', 'look at it'],
    ['at example dot com', 'at example dot com'],
  ])('[CRD5] addresses in %j', (text, expected) => {
    expect(maskSpoken(text)).toBe(expected);
  });

  it('[CRD5] a number said digit by digit is masked wherever it stands', () => {
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const digit = fc.integer({ min: 0, max: 9 }).chain((n) => fc.constantFrom(words[n] ?? '', String(n)));
    const number = fc.array(digit, { minLength: 7, maxLength: 15 });
    const gap = fc.constantFrom(' ', ', ', ' - ', '. ', '  ');
    fc.assert(
      fc.property(number, gap, fc.constantFrom('', 'It is ', 'hello, '), (digits, between, before) => {
        expect(maskSpoken(`${before}${digits.join(between)} thanks`)).toBe(`${before}(a number) thanks`);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('[CRD5] what is neither stays as it was, and no text takes long', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abc ,.!?\n-é😀'), maxLength: 60 });
    fc.assert(
      fc.property(plain, (text) => {
        expect(maskSpoken(text)).toBe(text);
      }),
      { seed: 9, numRuns: 300 },
    );
    const started = performance.now();
    for (const piece of ['a at a dot a ', 'one ', 'at ', 'dot ', 'a@a.', '1 ', '. '])
      maskSpoken(piece.repeat(Math.ceil(4000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
