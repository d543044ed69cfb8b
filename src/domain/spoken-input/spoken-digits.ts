import type { SpokenLanguage } from '../spoken/vocabulary.ts';

/** The digits zero to nine by language, without accents; "|" between two names of one. */
const names: Readonly<Record<SpokenLanguage, string>> = {
  en: 'zero|nought|naught one two three four five six seven eight nine',
  es: 'cero uno|un dos tres cuatro cinco seis siete ocho nueve',
  fr: 'zero un deux trois quatre cinq six sept huit neuf',
  de: 'null eins zwei|zwo drei vier funf sechs sieben acht neun',
  pt: 'zero um dois tres quatro cinco seis|meia sete oito nove',
  it: 'zero uno due tre quattro cinque sei sette otto nove',
  nl: 'nul een twee drie vier vijf zes zeven acht negen',
};

const tableOf = (line: string): readonly (readonly [string, string])[] =>
  line.split(' ').flatMap((words, digit) => words.split('|').map((word) => [word, `${digit}`] as const));

/** The names of the digits zero to nine, in order, each with its other names behind it. */
export const digitNames = (language: SpokenLanguage): readonly string[] => names[language].split(' ');

/** A digit by its name (lower case, no accents) in one language. */
export const digitWords = (language: SpokenLanguage): ReadonlyMap<string, string> => new Map(tableOf(names[language]));

/** No name means two different digits, so one table serves a text in any language. */
const inAnyLanguage: ReadonlyMap<string, string> = new Map(Object.values(names).flatMap(tableOf));

/** The digits a word (lower case, no accents) stands for, else null. "oh" is a digit only among others. */
export function digitsOf(token: string, inRun: boolean): string | null {
  if (/^\d+$/.test(token)) return token;
  if (inRun && (token === 'o' || token === 'oh')) return '0';
  return inAnyLanguage.get(token) ?? null;
}

/** "Double five", "doppel l": the next digits or letter, so many times. Lower case, no accents. */
export const times: Readonly<Record<string, number>> = Object.fromEntries([
  ...'double doble dobles doppel doppelt doppelte doppio doppia duplo dupla dubbel dubbele'
    .split(' ')
    .map((word) => [word, 2]),
  ...'triple treble tripel dreifach triplo tripla'.split(' ').map((word) => [word, 3]),
]);
