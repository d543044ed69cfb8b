import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSensitive } from '../../src/domain/sensitive-text.ts';

const seed = 20_261_125;
const hex = '0123456789abcdef';

describe('secrets in a text', () => {
  it.each([
    'sk-proj-abcdefghijklmnop1234',
    'sk-ant-api03-abcdefghijkl',
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'github_pat_11ABCDEFG0abcdefghijkl_x',
    'xoxb-123456789012-abc',
    `AIza${'x'.repeat(35)}`,
    `AC${hex.repeat(2)}`,
    `SK${hex.repeat(2)}`,
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    '-----BEGIN RSA PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    '—–BEGIN PGP PRIVATE KEY BLOCK—–',
  ])('[SEN5] %s', (key) => {
    expect(findSensitive(`It is ${key} .`)).toBe('secret');
    expect(findSensitive(`(${[...key].join('\u200b')})`)).toBe('secret');
  });

  it.each([
    '-----BEGIN PUBLIC KEY-----',
    'sk-learn-based-approach-for-everyone',
    `MG${hex.repeat(2)}`,
    `AC${hex.repeat(2)}0`,
    `xAC${hex.repeat(2)}`,
    'the eyJ sign',
    '550e8400-e29b-41d4-a716-446655440000',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  ])('[SEN5] none: %s', (text) => {
    expect(findSensitive(text)).toBeNull();
  });

  it('[SEN6] a password is found however it is told', () => {
    const name = fc.constantFrom(
      'password',
      'Your PASSWORD',
      'new passcode',
      'passphrase',
      '**Password**',
      'DB_PASSWORD',
      'Wi-Fi password',
      '"password"',
    );
    const link = fc.constantFrom(
      ': ',
      ' : ',
      '=',
      ' = ',
      ' is ',
      ' is: ',
      ' is now ',
      ' -> ',
      ':\n',
      ' was ',
      ' is "',
      ': “',
      ' has been set to ',
    );
    const value = fc.stringMatching(/^[a-z]{3,8}\d{2,4}[!#a-z]?$/);
    fc.assert(
      fc.property(name, link, value, fc.constantFrom('', '.', ' and more', '"', '\nBye'), (what, how, secret, rest) => {
        expect(findSensitive(`${what}${how}${secret}${rest}`)).toBe('secret');
      }),
      { seed, numRuns: 2000 },
    );
  });

  it.each(
    [
      'The password is swordfish.',
      'My password is mariposa and my name is Bo',
      'Password: open sesame today',
      'password is "Tr0ub4dor"',
      'Use password hunter2 at the door',
      'Change your password to Summer2026!',
      'pa\u200bss\u00adword: hunter2',
      'ｐａｓｓｗｏｒｄ： hunter2',
      'Das Passwort ist geheim99',
      'la contraseña es gato123',
      'Contraseña: mariposa',
      'mot de passe : Soleil42',
      'A senha é gato42',
      'Het wachtwoord is zomer2026',
      'API key: abc123def',
    ].filter((text) => !text.endsWith('Sommer')),
  )('[SEN6] password: %s', (text) => {
    expect(findSensitive(text)).toBe('secret');
  });

  it('[SEN6] a PIN and the code on a card are found, as digits and as words', () => {
    const pin = fc.constantFrom(
      'PIN is ',
      'PIN: ',
      'Your pin ',
      'pin code is ',
      'PIN number: ',
      "pin's ",
      'Ihre PIN lautet ',
      'passcode ',
      'PIN = ',
      'PIN (',
    );
    const card = fc.constantFrom('CVV ', 'CVV: ', 'cvc is ', 'CVV2 ', 'security code is ', 'CVV code: ', 'cvv (');
    const words = 'zero one two three four five six seven eight nine'.split(' ');
    const write = fc.constantFrom(
      (digits: string) => digits,
      (digits: string) => [...digits].join(' '),
      (digits: string) => [...digits].map((digit) => words[Number(digit)]).join(' '),
      (digits: string) => [...digits].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
    );
    const sentence = fc.oneof(
      fc.tuple(pin, fc.stringMatching(/^\d{4,8}$/)),
      fc.tuple(card, fc.stringMatching(/^\d{3,4}$/)),
    );
    fc.assert(
      fc.property(sentence, write, fc.constantFrom('', '.', ' thanks', ')'), ([name, digits], how, rest) => {
        expect(findSensitive(`${name}${how(digits)}${rest}`)).toBe('secret');
      }),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    'Your password reset page is ready.',
    'Use the PIN pad at the door.',
    'Happy to help with your password.',
    'Your password is not set yet.',
    'Your password is required, and it is case-sensitive.',
    'The password is at least 8 characters.',
    'Password: 8-20 characters',
    'The password is 12 characters long',
    'Forgot your password: call us',
    'Password: required',
    'Reset your password: https://example.com/reset2026',
    'Lost your password: example.com/reset',
    'Questions about the password: help99@example.com',
    'Lost password: 415-555-0130',
    'Your password was changed.',
    'Your password is wrong.',
    'The password is protected.',
    'The PIN is secret.',
    'The PIN is 4 digits',
    'Your PIN must have 4 to 6 digits',
    'The PIN is one of many',
    'The CVV is the 3 digits on the back',
    'We never ask for your PIN or password.',
    'Your security code is sent by text',
    'Your confirmation code is 482913',
    'The access key is under the mat',
    'The password is on the fridge',
    'Password: ****',
    'Password: <your password>',
    'We sent the password to bo99@example.com',
    'Your card ending in 4242 expires 12/29',
  ])('[SEN7] none: %s', (text) => {
    expect(findSensitive(text)).toBeNull();
  });
});
