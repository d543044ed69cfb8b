import { groupDigits, speakCharacters } from './characters.ts';
import { spokenWords } from './vocabulary.ts';

/** Country calling codes of one and two digits; all others have three (ITU-T E.164). */
const shortCallingCodes = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** "+14155552671" → "4 1 5, 5 5 5, 2 6 7 1"; other countries with their code first: "plus 4 9, 1 7 0, …". */
export function speakPhoneNumber(e164: string, options: { readonly language?: string } = {}): string {
  const digits = e164.replace(/\D/g, '');
  if (!e164.trim().startsWith('+')) return speakCharacters(groupDigits(digits));
  if (digits.startsWith('1')) return speakCharacters(groupDigits(digits.slice(1)));
  const code = callingCode(digits);
  const rest = groupDigits(digits.slice(code.length));
  return `${spokenWords(options.language ?? 'en').plus} ${speakCharacters([code, ...rest])}`;
}

/** Says a number as it was written in groups: "020 7946 0958" → "0 2 0, 7 9 4 6, 0 9 5 8". */
export function speakWrittenPhoneNumber(written: string, options: { readonly language?: string } = {}): string {
  const runs = written.match(/\d+/g) ?? [];
  const single = runs.every((group) => group.length === 1);
  const groups = single ? groupDigits(runs.join('')) : runs;
  const international = written.trim().startsWith('+');
  if (groups.length < 2 && international) return speakPhoneNumber(written, options);
  const withoutCode = groups.length > 1 && groups[0] === '1' ? groups.slice(1) : groups;
  const spoken = speakCharacters(withoutCode.flatMap((group) => (group.length > 5 ? groupDigits(group) : [group])));
  const plus = international && withoutCode === groups;
  return plus ? `${spokenWords(options.language ?? 'en').plus} ${spoken}` : spoken;
}

function callingCode(digits: string): string {
  for (const length of [1, 2]) if (shortCallingCodes.has(digits.slice(0, length))) return digits.slice(0, length);
  return digits.slice(0, 3);
}
