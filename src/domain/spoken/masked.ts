import { speakDomain } from './email-address.ts';
import { spokenWords } from './vocabulary.ts';

/** "+14155552671" → "the number ending 71": enough to confirm it, too little to know it. */
export function speakMaskedNumber(e164: string): string {
  return `the number ending ${e164.replace(/\D/g, '').slice(-2)}`;
}

/** "jane@gmail.com" → "j… at gmail dot com", ready to be said. */
export function speakMaskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const first = [...address][0] ?? '';
  return `${at > 0 ? first : ''}… at ${speakDomain(address.slice(at + 1), spokenWords('en'))}`;
}

/** Free text with every e-mail address and every number of seven digits or more masked. */
export function maskText(text: string): string {
  return text
    .replace(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu, (address) => speakMaskedAddress(address))
    .replace(/\+?\d(?:[ \t().\-–/]{0,3}\d){6,}/g, (number) => speakMaskedNumber(number));
}
