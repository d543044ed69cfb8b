import type { SpokenLanguage } from '../spoken/vocabulary.ts';

/** Words for 0 to 9, without accents; a slash parts two words for one digit. */
const said: Readonly<Record<SpokenLanguage, string>> = {
  en: 'zero/oh/o/nought one two three four five six seven eight nine',
  es: 'cero uno/una/un dos tres cuatro cinco seis siete ocho nueve',
  fr: 'zero un/une deux trois quatre cinq six sept huit neuf',
  de: 'null eins/ein/eine zwei/zwo drei vier funf/fuenf sechs sieben acht neun',
  pt: 'zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove',
  it: 'zero uno/una/un due tre quattro cinque sei sette otto nove',
  nl: 'nul een twee drie vier vijf zes zeven acht negen',
};

const digits: readonly ReadonlyMap<string, string>[] = Object.values(said).map(
  (words) => new Map(words.split(' ').flatMap((same, digit) => same.split('/').map((word) => [word, `${digit}`]))),
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
