import { describe, expect, it } from 'vitest';
import { checkCallable, checkTextable, nationalNumber, parsePhoneNumber } from '../../src/domain/phone-number.ts';

describe('phone numbers', () => {
  it.each([
    ['+14155550123', '+14155550123'],
    ['(415) 555-0123', '+14155550123'],
    ['415.555.0123', '+14155550123'],
    [' +49 1511 2345678 ', '+4915112345678'],
  ])('[NUM1] %j is read as %s', (raw, e164) => {
    expect(parsePhoneNumber(raw, 'US')).toBe(e164);
  });

  it.each([
    '',
    '911',
    '555-0123',
    '+1415555012',
    'four one five 555 2671',
    '+1 415 555 0123 ext 5',
    '+999123456789',
    'caller',
    '1'.repeat(50),
    '+14155550123; +12125550147',
  ])('[NUM2] %j is no number', (raw) => {
    expect(parsePhoneNumber(raw, 'US')).toBeNull();
  });

  it('[NUM3] the policy goes by country, not by calling code', () => {
    expect(checkTextable('+14155550123', ['US'])).toBeNull();
    expect(checkTextable('+18765551234', ['US'])).toBe('number_not_allowed');
    expect(checkTextable('+18765551234', ['US', 'JM'])).toBeNull();
    expect(checkTextable('+447911123456', ['GB'])).toBe('number_not_allowed');
    expect(checkTextable('+4915112345678', ['US'])).toBe('number_not_allowed');
  });

  it.each(['+18005551234', '+19005551234', '+15005550006', '+881612345678', '+442079460958'])(
    '[NUM4] %s may never be texted: toll-free, premium, personal, satellite, fixed',
    (number) => {
      expect(checkTextable(number, ['US', 'GB'])).toBe('number_not_allowed');
    },
  );

  it('[NUM4] the numbers reserved for fiction may be texted', () => {
    expect(checkTextable('+12125550147', ['US'])).toBeNull();
  });

  it('[NUM5] people of the allowed countries may be called back, at a landline too', () => {
    expect(checkCallable('+442079460958', ['GB'])).toBeNull();
    expect(checkCallable('+14155550123', ['US'])).toBeNull();
    expect(checkCallable('+4915112345678', ['US', 'GB'])).toBe('number_not_allowed');
    for (const number of ['+18005551234', '+19005551234', '+881612345678', '+448431234567'])
      expect(checkCallable(number, ['US', 'GB'])).toBe('number_not_allowed');
    expect(checkCallable('+1415', ['US'])).toBe('bad_number');
  });

  it('[NUM1] gives the digits people say', () => {
    expect(nationalNumber('+14155550123')).toBe('4155550123');
  });
});
