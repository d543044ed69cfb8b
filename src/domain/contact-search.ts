import { callingCodeOf } from './phone-number.ts';

const longestText = 100;
const mostWords = 6;
/** Fewer digits are in half of all numbers. */
const fewestDigits = 3;

/**
 * What somebody typed to find a contact, as a search: words begin a word of the name; digits begin a number, with or
 * without the country's code, or end it; anything else begins an address or, as in "@example.com", ends it.
 */
export function contactSearch(typed: string, country: string) {
  const text = typed
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestText)
    .toLowerCase();
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const digits = /^[\d\s().+\-–/]+$/.test(text) ? text.replace(/\D/g, '') : '';
  const isNumber = digits.length >= fewestDigits;
  const isAddress = digits === '' && text !== '' && !/\s/.test(text);
  return {
    words: words.slice(0, mostWords),
    beginnings: [...(isNumber ? numbersFrom(text, digits, country) : []), ...(isAddress ? [text] : [])],
    endings: [...(isNumber ? [digits] : []), ...(isAddress && /[@.]/.test(text) ? [text] : [])],
  };
}

/** "0171…" is said inside a country for what is +49171… from anywhere. */
function numbersFrom(text: string, digits: string, country: string): readonly string[] {
  if (text.startsWith('+')) return [`+${digits}`];
  const code = callingCodeOf(country);
  return [`+${digits}`, ...(code === null ? [] : [`+${code}${digits.replace(/^0/, '')}`])];
}
