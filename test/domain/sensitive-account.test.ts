import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSensitive } from '../../src/domain/sensitive-text.ts';

const seed = 20_261_125;
/** ISO 13616 with whole numbers: the check digits that leave one. */
function ibanOf(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

const iban = fc
  .constantFrom(
    ['DE', /^\d{18}$/],
    ['GB', /^[A-Z]{4}\d{14}$/],
    ['NO', /^\d{11}$/],
    ['FR', /^\d{10}[A-Z0-9]{11}\d\d$/],
    ['NL', /^[A-Z]{4}\d{10}$/],
    ['MT', /^[A-Z]{4}\d{23}$/],
  )
  .chain(([country, account]) => fc.stringMatching(account as RegExp).map((signs) => ibanOf(country as string, signs)));

const socialSecurity = fc
  .tuple(fc.integer({ min: 1, max: 899 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9999 }))
  .filter(([area]) => area !== 666)
  .map(([area, group, serial]) => [
    `${area}`.padStart(3, '0'),
    `${group}`.padStart(2, '0'),
    `${serial}`.padStart(4, '0'),
  ]);

describe('account numbers in a text', () => {
  it('[SEN4] an IBAN is found in any grouping and case, words around it or not', () => {
    const cut = fc.constantFrom(/(....)(?=.)/g, /(..)(?=.)/g, /(.{9})(?=.)/g, /(.)(?=.)/g);
    const words = fc.constantFrom('', ' thanks for that', '. Bye', ', 12 months', '\nBank of all');
    fc.assert(
      fc.property(
        iban,
        cut,
        fc.constantFrom('', ' ', '-', '\u00a0', '.'),
        words,
        fc.boolean(),
        (number, at, gap, rest, small) => {
          const text = `${number.replace(at, `$1${gap}`)}${rest}`;
          expect(findSensitive(`Pay to ${small ? text.toLowerCase() : text}`)).toBe('account_number');
        },
      ),
      { seed, numRuns: 500 },
    );
    expect(findSensitive('IBANDE89370400440532013000')).toBe('account_number');
  });

  it('[SEN4] an IBAN with a wrong check digit is none', () => {
    fc.assert(
      fc.property(iban, fc.integer({ min: 0, max: 96 }), (number, check) => {
        fc.pre(check % 97 !== Number(number.slice(2, 4)) % 97);
        const wrong = `${number.slice(0, 2)}${String(check).padStart(2, '0')}${number.slice(4)}`;
        expect(findSensitive(`Reference ${wrong}`)).not.toBe('account_number');
      }),
      { seed, numRuns: 500 },
    );
    for (const text of ['Ticket XX89370400440532013000', 'DE8937040044053201300', 'DE893704004405320130001'])
      expect(findSensitive(text), text).toBeNull();
  });

  it('[SEN4] a social security number is found with dashes, and in any writing when it is called one', () => {
    const named = fc.constantFrom('SSN ', 'my SSN is ', 'Social Security number: ', 'social security no. ');
    fc.assert(
      fc.property(
        socialSecurity,
        fc.constantFrom('-', '\u2011', '–'),
        named,
        fc.constantFrom('', ' ', '.', '-'),
        (parts, dash, name, gap) => {
          expect(findSensitive(`It's ${parts.join(dash)}.`)).toBe('account_number');
          expect(findSensitive(`${name}${parts.join(gap)}`)).toBe('account_number');
        },
      ),
      { seed, numRuns: 500 },
    );
    expect(findSensitive('my social is two one nine oh nine nine nine nine nine')).toBe('account_number');
  });

  it.each([
    '000-12-3456',
    '666-12-3456',
    '912-12-3456',
    '219-00-1234',
    '219-09-0000',
    '219-09-99999',
    '1219-09-9999',
    '1-219-09-9999',
    '219 09 9999',
    '219-09-999',
  ])('[SEN4] never given out, or no such number: %s', (text) => {
    expect(findSensitive(`Order ${text}`)).toBeNull();
  });
});
