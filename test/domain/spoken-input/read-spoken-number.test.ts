import { describe, expect, it } from 'vitest';
import { readSpokenNumber } from '../../../src/domain/spoken-input/read-spoken-number.ts';

const us = '+14155552671';

describe('a number that was said', () => {
  it.each([
    ['four one five, triple five, two six seven one', 'US', us],
    ['my number is (415) 555-2671, thanks', 'US', us],
    ['area code 415 555 2671', 'US', us],
    ['415 and then 555, then 2671', 'US', us],
    ['415. 555. 2671.', 'US', us],
    ['1.415.555.2671', 'US', us],
    ['four-one-five five-five-five two-six-seven-one', 'US', us],
    ['four one five dash five five five dash two six seven one', 'US', us],
    ['four fifteen, five fifty-five, twenty-six seventy-one', 'US', us],
    ['four one five um five five five uh two six seven one', 'US', us],
    ['oh, 415 555 2671', 'US', us],
    ['I have 2. 415 555 2671', 'US', us],
    ['415 555 26, sorry, 415 555 2671', 'US', us],
    ['no, 415 555 2671', 'US', us],
    ['415 555 2671, yes, 415 555 2671', 'US', us],
    ['the phone number of my account is 415 555 2671', 'US', us],
    ['call me on 415 555 2671 at noon', 'US', us],
    ['one eight hundred five five five oh one nine nine', 'US', '+18005550199'],
    ['eight double oh five five five oh one double nine', 'US', '+18005550199'],
    ['plus four nine one five one one two three four five six seven eight', 'US', '+4915112345678'],
    ['+44 20 7946 0958', 'US', '+442079460958'],
    ['zero double one four four two oh seven nine four six oh nine five eight', 'US', '+442079460958'],
    ['double zero four four two zero seven nine four six zero nine five eight', 'US', '+442079460958'],
    ['oh seven nine double one one two three four five six', 'GB', '+447911123456'],
    ['seis uno dos tres cuatro cuatro cuatro siete ocho', 'ES', '+34612344478'],
    ['for my order, call me at 415 555 2671', 'US', us],
    ['zéro six douze trente-quatre cinquante-six soixante-dix-huit', 'FR', '+33612345678'],
    ['null eins fünf eins zwölf vierunddreißig sechsundfünfzig achtundsiebzig', 'DE', '+4915112345678'],
    ['plus neunundvierzig, eins fünf eins eins, zwei drei vier fünf sechs sieben acht', 'US', '+4915112345678'],
    ['nove um dois três quatro cinco seis sete oito', 'PT', '+351912345678'],
    ['tre tre tre uno due tre quattro cinque sei sette', 'IT', '+393331234567'],
    ['nul zes twaalf vierendertig zesenvijftig achtenzeventig', 'NL', '+31612345678'],
  ])('[HEA9] %j in %s', (text, country, e164) => {
    expect(readSpokenNumber(text, country)).toBe(e164);
  });

  it.each([
    ['Keys pressed: 4 1 5 5 5 5 2 6 7 1', us],
    ['Keys pressed: 4 1 5 5 5 5 2 6 7 1 #', us],
    ['Keys pressed: 1 4 1 5 5 5 5 2 6 7 1#', us],
    ['Keys pressed: 4 1 5 * 5 5 5 2 6 7 1', null],
    ['Keys pressed: 4 1 5 # 5 5 5 2 6 7 1', null],
    ['Keys pressed: 1 2 3 4', null],
    ['Keys pressed: (masked)', null],
    ['Keys pressed: ', null],
  ])('[HEA10] %j', (text, e164) => {
    expect(readSpokenNumber(text, 'US')).toBe(e164);
  });

  it.each([
    ['415 555 267', 'US'],
    ['555 2671', 'US'],
    ['415 555 2671 5', 'US'],
    ['five 415 555 2671', 'US'],
    ['155 555 2671', 'US'],
    ['415 555 2671 or 415 555 2672', 'US'],
    ['415 555 2671, no wait, 2672', 'US'],
    ['it is 415 555 2671, not 415 555 2672', 'US'],
    ['415 555 2671 extension 5', 'US'],
    ['my order number is 415 555 2671', 'US'],
    ['meine Kundennummer ist 030 33445566', 'DE'],
    ['mi dni es 612344478', 'ES'],
    ['15112345678', 'DE'],
    ['0 30 1234', 'DE'],
    ['between 415 and 555 and 2671 pieces', 'US'],
    ['seiscientos 612344478', 'ES'],
    ['my card is 4111 1111 1111 1111', 'US'],
    ['four one five 555 double fifty five 2671', 'US'],
    ['double oh four one five', 'US'],
    ['plus', 'US'],
    ['', 'US'],
    ['415 555 2671', 'nowhere'],
  ])('[HEA11] %j in %s is none', (text, country) => {
    expect(readSpokenNumber(text, country)).toBeNull();
  });
});
