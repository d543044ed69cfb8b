import { describe, expect, it } from 'vitest';
import { speakCode } from '../../../src/domain/spoken/code.ts';
import { speakEmailAddress } from '../../../src/domain/spoken/email-address.ts';
import { speakMoney } from '../../../src/domain/spoken/money.ts';
import { speakPhoneNumber, speakWrittenPhoneNumber } from '../../../src/domain/spoken/phone-number.ts';

describe('phone numbers', () => {
  it.each([
    ['+14155552671', 'en-US', '4 1 5, 5 5 5, 2 6 7 1'],
    ['+493012345678', 'en-US', 'plus 4 9, 3 0 1, 2 3 4, 5 6 7 8'],
    ['+34912345678', 'es-ES', 'más 3 4, 9 1 2, 3 4 5, 6 7 8'],
    ['+351212345678', 'pt-PT', 'mais 3 5 1, 2 1 2, 3 4 5, 6 7 8'],
  ])('[SK1] %s in %s', (number, language, spoken) => {
    expect(speakPhoneNumber(number, { language })).toBe(spoken);
  });

  it.each([
    ['020 7946 0958', '0 2 0, 7 9 4 6, 0 9 5 8'],
    ['+44 20 7946 0958', 'plus 4 4, 2 0, 7 9 4 6, 0 9 5 8'],
    ['+1 (415) 555-2671', '4 1 5, 5 5 5, 2 6 7 1'],
    ['1-800-555-0100', '8 0 0, 5 5 5, 0 1 0 0'],
    ['4 1 5 5 5 5 2 6 7 1', '4 1 5, 5 5 5, 2 6 7 1'],
  ])('[SK1] written groups stay groups: %s', (number, spoken) => {
    expect(speakWrittenPhoneNumber(number)).toBe(spoken);
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['jane.doe42@gmail.com', 'en-US', 'jane dot doe 4 2 at gmail dot com'],
    ['jk_sales-team@acme.co.uk', 'en-US', 'J K underscore sales dash team at acme dot co dot U K'],
    ['xkcd@gmx.de', 'de-DE', 'X K C D ät G M X Punkt D E'],
    ['ana@correo.es', 'es-ES', 'ana arroba correo punto E S'],
    ['a+b@example.com', 'fr-FR', 'A plus B arobase example point com'],
  ])('[SK2] %s in %s', (address, language, spoken) => {
    expect(speakEmailAddress(address, { language })).toBe(spoken);
  });

  it('[SK2] code words tell letters apart that sound alike', () => {
    expect(speakEmailAddress('bo.k7@gmail.com', { codeWords: true })).toBe('B as in Bravo, O dot K 7 at gmail dot com');
  });
});

describe('codes and money', () => {
  it.each([
    ['482913', '4 8 2, 9 1 3'],
    ['AB-4821', 'A B, 4 8 2 1'],
    ['x1', 'X, 1'],
  ])('[SK3] a code is said character by character: %s', (code, spoken) => {
    expect(speakCode(code)).toBe(spoken);
  });

  it.each([
    ['42.50', '$', 'en-US', '42 dollars and 50 cents'],
    ['1', '$', 'en-US', '1 dollar'],
    ['1,200.00', '£', 'en-GB', '1200 pounds'],
    ['0.99', '€', 'en-IE', '99 cents'],
    ['1.200,50', '€', 'de-DE', '1200 Euro und 50 Cent'],
    ['42,50', '€', 'fr-FR', '42 euros et 50 centimes'],
    ['5', '$', 'es-US', '5 dólares'],
    ['3.5', '$', 'en-US', '3.5 dollars'],
  ] as const)('[SK4] %s %s in %s', (amount, currency, language, spoken) => {
    expect(speakMoney(amount, currency, { language })).toBe(spoken);
  });
});
