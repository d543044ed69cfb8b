import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSensitive } from '../../src/domain/sensitive-text.ts';

const seed = 20_261_125;
describe('ordinary texts', () => {
  it.each([
    'It costs $1,450.00, due 12/01/2026 at 9:30.',
    'Pay $4,500.00, $4,750.00 or 4,500.00, 4,750.00, 3,200.00 in parts',
    'Between 4/12/2026 and 4/19/2026',
    '4.12.2026 - 5.1.2026, 4/12/2026-5/1/2026',
    'Open 9:00-17:00 Mon-Fri, 10-14 Sat',
    'Order 1234567890123, ticket AB-4821-7, parcel 1Z999AA10123456784',
    'Tracking 9400 1118 9922 3385 7412 34',
    'Lat 37.774929, -122.419416',
    'We open at 8, 9 or 10; five six seven days a week.',
    'ISBN 978-3-16-148410-0',
    'Meet at 12 30 or 14 30, room 412',
    '',
  ])('[SEN9] none: %s', (text) => {
    expect(findSensitive(text)).toBeNull();
  });

  it('[SEN9] counting is no card', () => {
    for (const gap of [' ', ', ', '\n', ' - ', '. ']) {
      const count = Array.from({ length: 40 }, (_, index) => index + 1);
      expect(findSensitive(count.join(gap)), gap).toBeNull();
    }
  });

  it('[SEN9] dates, times and amounts are none', () => {
    const two = fc.integer({ min: 1, max: 12 }).map((number) => `${number}`);
    const day = fc
      .tuple(two, two, fc.constantFrom('/', '.', '-'))
      .map(([one, other, sign]) => `${one}${sign}${other}${sign}2026`);
    const time = fc
      .tuple(two, fc.constantFrom('00', '15', '30'), fc.constantFrom(':', '.'))
      .map(([hour, minute, sign]) => `${hour}${sign}${minute}`);
    const amount = fc.integer({ min: 1000, max: 999_999 }).map((cents) => `$${(cents / 100).toFixed(2)}`);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(day, time, amount), { maxLength: 8 }),
        fc.constantFrom(' ', ', ', ' - ', '\n'),
        (items, gap) => {
          expect(findSensitive(items.join(gap))).toBeNull();
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it('[SEN9] a date with a number beside it is none', () => {
    for (let number = 10; number < 100; number++) {
      expect(findSensitive(`12.4.2026 - 5.1.2026 ${number}`), `${number}`).toBeNull();
      expect(findSensitive(`4${number} 111111 12.10.2026`), `${number}`).toBeNull();
    }
  });

  it('[SEN9] amounts without a currency are none', () => {
    const write = (language: string) => {
      const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
      return (value: number): string => format.format(value);
    };
    const values = fc.array(
      fc
        .oneof(fc.integer({ min: 40_000, max: 49_999 }), fc.integer({ min: 40_000, max: 600_000 }))
        .map((cents) => cents / 100),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(values, fc.constantFrom(write('en-US'), write('de-DE')), (amounts, how) => {
        const whole = amounts.every((amount) => amount >= 1000);
        if (how(1.5) === '1.50' || whole) expect(findSensitive(`In parts: ${amounts.map(how).join(', ')}`)).toBeNull();
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('[SEN10] any text is read without throwing', () => {
    const pieces = fc.constantFrom(
      'password',
      ' is ',
      ': ',
      'pin ',
      '4111',
      '-',
      '\u200b',
      '٤',
      '\ud835',
      '﷼',
      '\u{1D7CF}',
      'DE89',
      '+',
      '\n',
      'double',
      ' one',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }),
        (parts) => {
          expect([null, 'card_number', 'account_number', 'secret']).toContain(findSensitive(parts.join('')));
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    '4 ',
    '+4 ',
    '00 1',
    'eyJ-',
    'eyJaaaaaaaa',
    'password is ',
    'password: is ',
    'pin 1 ',
    'de89 ',
    'at 12 ',
    'double ',
    'a',
    '1',
    '. ',
    'sk-1',
    '1,234',
    'ssn is 1',
    '-----BEGIN A ',
    'SG.a',
    '\u{1D7CF} ',
  ])(
    '[SEN10] a hundred thousand signs take no longer than they should: %j',
    (piece) => {
      findSensitive(piece.repeat(100_000 / piece.length));
    },
    3000,
  );
});
