import type { SpokenLanguage } from '../spoken/vocabulary.ts';
import { digitWords } from '../spoken-input/spoken-digits.ts';

/** What a digit is called besides its name, where a number is said: other forms, and other writings. */
const otherNames: Readonly<Record<SpokenLanguage, Readonly<Record<string, string>>>> = {
  en: { oh: '0', o: '0' },
  es: { una: '1' },
  fr: { une: '1' },
  de: { ein: '1', eine: '1', fuenf: '5' },
  pt: { uma: '1', duas: '2' },
  it: { una: '1', un: '1' },
  nl: {},
};

const digits: readonly ReadonlyMap<string, string>[] = Object.entries(otherNames).map(
  ([language, others]) => new Map([...digitWords(language as SpokenLanguage), ...Object.entries(others)]),
);

/**
 * A text as it stands, and with the digit words of each language as digits. The languages are not mixed: "um" is a one in
 * Portuguese and a pause in English.
 */
export function digitReadings(text: string): readonly string[] {
  const plain = text.toLowerCase();
  const repeated = plain.replace(
    /\b(double|triple)[ -](\w+)/g,
    (_, times, word) => `${word} ${word}${times === 'triple' ? ` ${word}` : ''}`,
  );
  const read = digits.map((words) => repeated.replace(/[a-z]+/g, (word) => words.get(word) ?? word));
  return [...new Set([plain, ...read])];
}
