import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { findSensitive } from '../../src/domain/sensitive-text.ts';
import { cardNumber, passesChecksum } from '../support/card-numbers.ts';

const seed = 20_261_125;

/** Cuts a number anywhere and puts any of the separators into the cuts. */
const grouped = (separators: readonly string[]) =>
  fc
    .tuple(
      cardNumber,
      fc.array(fc.option(fc.constantFrom(...separators), { nil: '' }), { minLength: 20, maxLength: 20 }),
    )
    .map(([digits, gaps]) => [...digits].map((digit, at) => (at === 0 ? digit : `${gaps[at]}${digit}`)).join(''));

const before = fc.constantFrom('', 'My card: ', 'Pay with #', '1. ', 'Card 2 - ', '(', '"', 'CARD', '\n');
const after = fc.constantFrom('', ' exp 12/29', '. Thanks', ' 12/29 ', '\n12 Main St', ')', ', 5 pieces', 'x');

/** Every script with digits of its own that the runtime can write. */
const scripts = Intl.supportedValuesOf('numberingSystem')
  .map((numberingSystem) => {
    const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
    return [...'0123456789'].map((digit) => format.format(Number(digit)));
  })
  .filter((signs) => signs.every((sign) => /^\p{Nd}$/u.test(sign)));

describe('payment cards in a text', () => {
  it('[SEN1] a card is found in any grouping, with any neighbours', () => {
    const writing = grouped([
      ' ',
      '-',
      '.',
      '_',
      ' - ',
      '  ',
      '\u00a0',
      '–',
      '\u2011',
      '−',
      '\u202f',
      '\u200b',
      '\u00ad',
    ]);
    fc.assert(
      fc.property(writing, before, after, (card, left, right) => {
        expect(findSensitive(`${left}${card}${right}`)).toBe('card_number');
      }),
      { seed, numRuns: 3000 },
    );
  });

  it.each(['2-7-2000 0000000005', '6 01-1-2000 00000000', '4000 0000 0000 10.02'])(
    '[SEN1] a card that looks like a date in part: %s',
    (text) => {
      const digits = text.slice(0, -1);
      const last = [...'0123456789'].find((digit) => passesChecksum(`${digits}${digit}`.replace(/\D/g, '')));
      expect(findSensitive(`${digits}${last}`)).toBe('card_number');
    },
  );

  it('[SEN1] a card is found with a comma or on a new line after every few digits', () => {
    fc.assert(
      fc.property(
        cardNumber,
        fc.constantFrom(/(....)(?=.)/g, /(.)(?=.)/g),
        fc.constantFrom(', ', ',', '\n', ' / '),
        (card, cut, gap) => {
          expect(findSensitive(card.replace(cut, `$1${gap}`))).toBe('card_number');
        },
      ),
      { seed, numRuns: 600 },
    );
    expect(findSensitive('3782, 822463, 10005')).toBe('card_number');
  });

  it('[SEN1] a card is found in the digits of any script', () => {
    expect(scripts.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(cardNumber, fc.constantFrom(...scripts), (card, script) => {
        expect(findSensitive([...card].map((digit) => script[Number(digit)]).join(''))).toBe('card_number');
      }),
      { seed, numRuns: 1000 },
    );
    expect(findSensitive([...'4111111111111111'].map((digit) => `${digit}\ufe0f\u20e3`).join(''))).toBe('card_number');
  });

  it.each([
    'four one one one, 1111-1111-1111',
    '4111, 1111 1111 1111',
    '411111111111, 1111',
    'm8x4 four one one one, 1111-1111-1111 four one one one, 1111-1111-1111',
  ])('[SEN2] a comma in the middle parts no card: %s', (text) => {
    expect(findSensitive(text)).toBe('card_number');
  });

  it('[SEN2] a card is found in the digit words of every language', () => {
    const languages = [
      'zero one two three four five six seven eight nine',
      'oh one two three four five six seven eight nine',
      'cero uno dos tres cuatro cinco seis siete ocho nueve',
      'zéro un deux trois quatre cinq six sept huit neuf',
      'null eins zwei drei vier fünf sechs sieben acht neun',
      'zero um dois três quatro cinco seis sete oito nove',
      'zero uno due tre quattro cinque sei sette otto nove',
      'nul een twee drie vier vijf zes zeven acht negen',
    ].map((words) => words.split(' '));
    fc.assert(
      fc.property(
        cardNumber,
        fc.constantFrom(...languages),
        fc.constantFrom(' ', ', ', '-', '. ', '\n'),
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        (card, words, gap, written, capital) => {
          const said = [...card].map((digit, at) => (at < written ? digit : words[Number(digit)])).join(gap);
          expect(findSensitive(`It is ${capital ? said.toUpperCase() : said} .`)).toBe('card_number');
        },
      ),
      { seed, numRuns: 2000 },
    );
    const ones = 'double one '.repeat(6);
    expect(findSensitive(`four triple one ${ones}`)).toBe('card_number');
  });

  it('[SEN3] a card with one digit changed is none', () => {
    fc.assert(
      fc.property(cardNumber, fc.nat(18), fc.integer({ min: 1, max: 9 }), (card, place, by) => {
        const at = place % card.length;
        const wrong = `${card.slice(0, at)}${(Number(card[at]) + by) % 10}${card.slice(at + 1)}`;
        expect(findSensitive(`Order ${wrong}`)).toBeNull();
      }),
      { seed, numRuns: 2000 },
    );
  });

  it.each(['0000000000000000', '1234567890123452', '7992739871300000', '9400111899223385741234', '490154203237518'])(
    '[SEN3] a right check digit alone makes no card: %s',
    (digits) => {
      expect(findSensitive(digits)).toBeNull();
    },
  );
});

describe('phone numbers in a text', () => {
  const ownCountries = Object.entries(examples as Record<string, string>);
  const phone = fc
    .tuple(fc.constantFrom(...ownCountries), fc.stringMatching(/^\d{6}$/))
    .map(([[country, example], digits]) =>
      parsePhoneNumberFromString(
        `${example.slice(0, -6)}${digits.slice(-Math.min(6, example.length))}`,
        country as CountryCode,
      ),
    )
    .filter((number) => number?.isValid() === true)
    .map((number) => number as NonNullable<typeof number>);

  it('[SEN8] a number of any country with its country is none, in any writing', () => {
    expect(ownCountries.length).toBeGreaterThan(200);
    const separator = fc.constantFrom('', ' ', '-', '.', ' - ');
    fc.assert(
      fc.property(phone, separator, fc.constantFrom('+', '00', '00 ', '011 ', '(+', '＋'), (number, gap, plus) => {
        const pieces = number.formatInternational().slice(1).split(' ');
        expect(findSensitive(`Call ${plus}${pieces.join(gap)} after nine`)).toBeNull();
        expect(findSensitive(`Call ${number.number}, or write.`)).toBeNull();
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('[SEN8] without its country a number is a card only by length and checksum', () => {
    fc.assert(
      fc.property(phone, (number) => {
        for (const text of [number.formatNational(), number.number.slice(1), number.formatInternational().slice(1)]) {
          const digits = text.replace(/\D/g, '');
          if (digits.length < 13 || !passesChecksum(digits)) expect(findSensitive(text), text).toBeNull();
        }
      }),
      { seed, numRuns: 2000 },
    );
    expect(findSensitive('Ring +688-90-0005 or 00 688-90-0005')).toBeNull();
    expect(findSensitive('4222222222222')).toBe('card_number');
    expect(findSensitive('+4111 1111 1111 1111')).toBe('card_number');
    expect(findSensitive('+1 415 555 0130, 4111 1111 1111 1111')).toBe('card_number');
  });

  it('[SEN8] a long number behind 00 or 011 is none', () => {
    const german = fc
      .stringMatching(/^15[127]\d{8}$/)
      .filter((digits) => parsePhoneNumberFromString(`+49${digits}`)?.isValid() === true);
    fc.assert(
      fc.property(german, fc.constantFrom('00 ', '011 ', '00-', '+'), (digits, prefix) => {
        expect(findSensitive(`Ring ${prefix}49 ${digits.slice(0, 3)} ${digits.slice(3)}`)).toBeNull();
      }),
      { seed, numRuns: 600 },
    );
  });

  it('[SEN9] numbers of any length in a list make no card', () => {
    const long = fc.oneof(
      fc.stringMatching(/^4\d{7}$/),
      fc.stringMatching(/^4\d{2}-\d{7}$/),
      fc.stringMatching(/^4\d{3} \d{4}$/),
    );
    fc.assert(
      fc.property(long, long, fc.constantFrom(', ', '\n', ' / ', '; ', '. '), (one, two, gap) => {
        expect(findSensitive(`Numbers ${one}${gap}${two}`)).toBeNull();
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('[SEN9] two numbers side by side make no card', () => {
    const local = fc.stringMatching(/^[2-9]\d{2}-[2-9]\d{2}-\d{4}$/);
    fc.assert(
      fc.property(
        local,
        local,
        fc.constantFrom(' ', ', ', '\n', ' / ', ' or ', '. ', '; '),
        fc.boolean(),
        (one, two, gap, brackets) => {
          const write = (number: string): string => (brackets ? number.replace(/^(\d+)-/, '($1) ') : number);
          expect(findSensitive(`Call ${write(one)}${gap}${write(two)} today`)).toBeNull();
        },
      ),
      { seed, numRuns: 2000 },
    );
  });
});
