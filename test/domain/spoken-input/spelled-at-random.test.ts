import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpokenAddress } from '../../../src/domain/spoken-input/read-spoken-address.ts';
import { readSpokenNumber } from '../../../src/domain/spoken-input/read-spoken-number.ts';
import { anyPick, type Pick, type Speaker, speakers, spellAddress } from './speaker.ts';

const seed = 20261124;
const letters = 'abcdefghijklmnopqrstuvwxyz';
const characters = fc.string({
  unit: fc.constantFrom(...letters, ...letters, ...'0123456789'),
  minLength: 1,
  maxLength: 5,
});
const local = fc
  .tuple(characters, fc.array(fc.tuple(fc.constantFrom('.', '-', '_', '+', ''), characters), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.flat().join(''));
const domain = fc.constantFrom('gmail.com', 'web.de', 'hotmail.co.uk', 'orange.fr', 'acme.it', 'my-shop.es');

/** National numbers with their E.164 form, as they are dialled at home. */
const numbers: readonly (readonly [country: string, national: string, e164: string])[] = [
  ['US', '4155552671', '+14155552671'],
  ['US', '2125550147', '+12125550147'],
  ['US', '8005550199', '+18005550199'],
  ['GB', '07911123456', '+447911123456'],
  ['DE', '015112345678', '+4915112345678'],
  ['DE', '03033445566', '+493033445566'],
  ['FR', '0612345678', '+33612345678'],
  ['ES', '612344478', '+34612344478'],
  ['IT', '3331234567', '+393331234567'],
  ['PT', '912345678', '+351912345678'],
  ['NL', '0612223478', '+31612223478'],
];

/** In groups, each written, or digit by digit, also doubled. */
function sayNumber(digits: string, speaker: Speaker, pick: Pick): string {
  const groups: string[] = [];
  for (let rest = digits; rest !== ''; rest = rest.slice(groups.at(-1)?.length))
    groups.push(rest.slice(0, pick(1, 2, 3, 4)));
  return groups.map((group) => sayGroup(group, speaker, pick)).join(pick(' ', ', ', '. ', ' - '));
}

function sayGroup(group: string, speaker: Speaker, pick: Pick): string {
  const word = (digit: string): string => pick(digit, speaker.digits[Number(digit)] ?? digit);
  const [first = ''] = group;
  if (group.length === 2 && group === first + first && pick(true, false)) return `${speaker.double} ${word(first)}`;
  return pick(group, [...group].map(word).join(' '));
}

describe('what is said in any way people say it', () => {
  it('[HEA8] an address is read exactly or not at all, and rarely not', () => {
    const read: (string | null)[] = [];
    fc.assert(
      fc.property(local, domain, fc.constantFrom(...speakers), anyPick, (name, at, speaker, pick) => {
        const address = `${name}@${at}`;
        const text = spellAddress(address, speaker, pick);
        const heard = readSpokenAddress(text);
        read.push(heard);
        expect([text, heard ?? address]).toEqual([text, address]);
      }),
      { seed, numRuns: 3000 },
    );
    expect(read.filter((address) => address === null).length / read.length).toBeLessThan(0.06);
  });

  it('[HEA12] a number is read exactly or not at all, and rarely not', () => {
    const read: (string | null)[] = [];
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.constantFrom(...speakers),
        anyPick,
        ([country, national, e164], speaker, pick) => {
          const plus = pick(false, false, true);
          const said = plus
            ? `${pick('+', `${speaker.plus} `)}${sayNumber(e164.slice(1), speaker, pick)}`
            : sayNumber(national, speaker, pick);
          const text = `${pick('', 'hello, ', 'ok: ')}${said}${pick('', '.', ', ok')}`;
          const heard = readSpokenNumber(text, country);
          read.push(heard);
          expect([text, heard ?? e164]).toEqual([text, e164]);
        },
      ),
      { seed, numRuns: 3000 },
    );
    expect(read.filter((number) => number === null).length / read.length).toBeLessThan(0.02);
  });
});
