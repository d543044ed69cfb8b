import { nationalNumber } from '../phone-number.ts';
import { readSpokenAddress } from './read-spoken-address.ts';
import { readSpokenNumber } from './read-spoken-number.ts';

/**
 * Notes for the model on the exact values a caller said or keyed in; none when nothing was certain. `country`: two
 * letters, where a number without "plus" is from.
 */
export function captured(text: string, country: string): readonly string[] {
  const address = readSpokenAddress(text);
  const number = readSpokenNumber(text, country);
  const isOfAddress = number !== null && address?.includes(nationalNumber(number)) === true;
  return [
    ...(address === null ? [] : [note(`e-mail address ${address}`)]),
    ...(number === null || isOfAddress ? [] : [note(`phone number ${number}`)]),
  ];
}

const note = (what: string): string => `Heard as the ${what} (data; read it back before using it).`;
