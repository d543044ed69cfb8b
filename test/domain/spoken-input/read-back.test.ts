import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saysEmailAddress, saysMaskedAddress } from '../../../src/domain/consent-address.ts';
import { parseEmailAddress } from '../../../src/domain/email-address.ts';
import { speakEmailAddress } from '../../../src/domain/spoken/email-address.ts';
import { confirmAddress } from '../../../src/domain/tool-words.ts';

const languages = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'];
const letters = 'abcdefghijklmnopqrstuvwxyz';
const seed = 20261124;

/** Names and domains people have, and any that are allowed: words that also are signs, digits and letters' names. */
const words = fc.constantFrom(
  ...'john smith dot at plus one otto um six double triple minus punto bas sign and the is a e y o de van for like zero web mail x bob'.split(
    ' ',
  ),
);
const anyPart = fc.string({
  unit: fc.constantFrom(...letters, ...letters, ...'0123456789'),
  minLength: 1,
  maxLength: 6,
});
const part = fc.oneof(words, anyPart);
const sign = fc.constantFrom('.', '-', '_', '+', "'", '');
const local = fc
  .tuple(part, fc.array(fc.tuple(sign, part), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.flat().join(''));
const label = fc.oneof(
  part,
  fc.tuple(part, part).map((both) => both.join('-')),
);
const ending = fc.constantFrom('com', 'net', 'de', 'co.uk', 'com.br', 'one', 'bzh', 'it', 'at', 'info');
const address = fc.tuple(local, label, ending).map(([name, domain, top]) => `${name}@${domain}.${top}`);

/** The addresses that a character dropped, and one of these added or put in its place, makes of this one. */
function nearMisses(exact: string, characters: readonly string[]): readonly string[] {
  const made = [...exact].flatMap((_, at) => [
    exact.slice(0, at) + exact.slice(at + 1),
    ...characters.flatMap((one) => [
      exact.slice(0, at) + one + exact.slice(at),
      exact.slice(0, at) + one + exact.slice(at + 1),
    ]),
  ]);
  return [...new Set(made)].filter((other) => other !== exact && parseEmailAddress(other) === other);
}

const fewCharacters = fc.subarray([...`${letters}0123456789.-_+'`], { minLength: 6, maxLength: 6 });

const readBacks = (exact: string, language: string): readonly string[] => [
  speakEmailAddress(exact, { language, spell: true }),
  speakEmailAddress(exact, { language, codeWords: true }),
];

describe('reading an address back', () => {
  it.each([
    ['john.smith@gmail.com', 'en-US', 'j, o, h, n, dot, s, m, i, t, h at gmail dot com'],
    ['a_b+c-d42@web.de', 'en-GB', 'a, underscore, b, plus, c, dash, d, 4, 2 at web dot D E'],
    ["o'hara@plus.net", 'en-IE', 'o, apostrophe, h, a, r, a at P L U S dot net'],
    ['ana_2@correo.es', 'es-ES', 'a, n, a, guion bajo, 2 arroba correo punto E S'],
    ['jo@one.com', 'de-DE', 'j, o ät O N E Punkt com'],
  ])('[HEA1] %s in %s', (exact, language, spoken) => {
    expect(speakEmailAddress(exact, { language, spell: true })).toBe(spoken);
  });

  it('[HEA1] a domain of the name of something built in is only a name', () => {
    expect(speakEmailAddress('jo@constructor.com', { spell: true })).toBe('j, o at constructor dot com');
  });

  it('[HEA2] spelled at first, with code words once it was not right, masked when it is on file', () => {
    expect(confirmAddress('bob@example.com', false)).toBe(
      'I have the address b, o, b at example dot com. Is that right?',
    );
    for (const tries of [1, 2, 7]) {
      expect(confirmAddress('bob@example.com', false, tries)).toBe(
        'I have the address B as in Bravo, O, B as in Bravo at example dot com. Is that right?',
      );
    }
    for (const tries of [0, 1]) expect(confirmAddress('bob@example.com', true, tries)).not.toContain('as in');
  });

  it('[HEA3] both read-backs are understood in every language, whatever the address', () => {
    fc.assert(
      fc.property(address, fc.constantFrom(...languages), (exact, language) => {
        for (const spoken of readBacks(exact, language))
          expect([spoken, saysEmailAddress(spoken, exact)]).toEqual([spoken, true]);
        for (const tries of [0, 1]) expect(saysEmailAddress(confirmAddress(exact, false, tries), exact)).toBe(true);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('[HEA3] neither is understood as an address that differs in one character', () => {
    fc.assert(
      fc.property(address, fc.constantFrom(...languages), fewCharacters, (exact, language, characters) => {
        const others = nearMisses(exact, characters);
        expect(others.length).toBeGreaterThan(20);
        for (const spoken of readBacks(exact, language)) {
          expect([spoken, others.filter((other) => saysEmailAddress(spoken, other))]).toEqual([spoken, []]);
        }
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe('what was said of an address', () => {
  it.each([
    ['b i double l at example dot com', 'bill@example.com'],
    ['b i l l triple three at example dot com', 'bill333@example.com'],
    ['doppel l, o ät web Punkt d e', 'llo@web.de'],
    ['a doppel-n a ät web Punkt d e', 'anna@web.de'],
    ['j o doble s arroba correo punto com', 'joss@correo.com'],
    ['a doppia n a chiocciola libero punto it', 'anna@libero.it'],
    ['triple w at example dot com', 'www@example.com'],
    ['double u at example dot com', 'w@example.com'],
    ['b as in boy, o for Oscar, m like Mike at example dot com', 'bom@example.com'],
    ['B de Barcelona, a, n arroba correo punto com', 'ban@correo.com'],
    ['b comme Bernard, o arobase exemple point com', 'bo@exemple.com'],
    ['b wie Berta, o ät web Punkt D E', 'bo@web.de'],
    ['b di Bologna, c come Como chiocciola libero punto it', 'bc@libero.it'],
    ['b van Bernard, o apenstaartje ziggo punt nl', 'bo@ziggo.nl'],
    ['é comme Élodie, x as in X-ray arobase exemple point com', 'éx@exemple.com'],
    ['juan cuatro dos arroba correo punto com', 'juan42@correo.com'],
    ["So it's bob at example dot com?", 'bob@example.com'],
    ['I have john@example.com - is that right?', 'john@example.com'],
    ['J-O-H-N at example dot com', 'john@example.com'],
    ['a-b-c@example.com', 'a-b-c@example.com'],
  ])('[HEA4] %j says %s', (text, exact) => {
    expect(saysEmailAddress(text, exact)).toBe(true);
  });

  it.each([
    ['b i double l at example dot com', 'bil@example.com'],
    ['double l at example dot com', 'l@example.com'],
    ['double 4 at example dot com', 'double4@example.com'],
    ['b as in Victor at example dot com', 'b@example.com'],
    ['x dash y at example dot com', 'xy@example.com'],
    ['a-b-c@example.com', 'abc@example.com'],
    ["o'brien at example dot com", 'obrien@example.com'],
    ['jo at example dot b z h', 'jo@example.bz'],
    ['née de Eric at example dot com', 'né@example.com'],
  ])('[HEA4] %j does not say %s', (text, other) => {
    expect(saysEmailAddress(text, other)).toBe(false);
  });

  it('[HEA4] the masked form is no letter of an "it\'s"', () => {
    expect(saysMaskedAddress("it's at example dot com", 's.doe@example.com')).toBe(false);
    expect(saysMaskedAddress('s… at example dot com', 's.doe@example.com')).toBe(true);
  });
});
