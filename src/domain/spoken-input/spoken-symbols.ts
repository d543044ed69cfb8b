import type { SpokenLanguage } from '../spoken/vocabulary.ts';

/** Each sign of an address by its names in the languages we speak. */
const names: Readonly<Record<string, string>> = {
  '@': 'at arroba arobase arrobase ät klammeraffe chiocciola apenstaartje apestaartje',
  '.': 'dot punto point punkt ponto punt period',
  '-': 'dash hyphen guion guión tiret bindestrich hífen hifen traço trattino streepje koppelteken minus',
  _: 'underscore unterstrich sublinhado underline',
  '+': 'plus más mais più',
  "'": 'apostrophe apóstrofo apostrofo apostroph apostrof',
};

/** Symbols as they are said in the languages we speak, by the word in lower case. */
export const spokenSymbols: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).flatMap(([sign, words]) => words.split(' ').map((word) => [word, sign])),
);

/** Said in two words or more; put into one that `spokenSymbols` has. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})at (?:the rate(?: of)?|sign|symbol)(?!\p{L})/gu, 'at'],
  [/(?<!\p{L})full stop(?!\p{L})/gu, 'dot'],
  [/(?<!\p{L})dot-?com(?!\p{L})/gu, 'dot com'],
  [
    /(?<!\p{L})(?:gui[oó]n bajo|barra baja|tiret (?:du )?bas|trattino basso|laag streepje|under[ -]score|tra[cç]o inferior)(?!\p{L})/gu,
    'underscore',
  ],
  [/(?<!\p{L})(?:trait d['’]union|liggend streepje)(?!\p{L})/gu, 'dash'],
];

/** Behind another word these make a sign of it: "tiret bas", "at sign". */
const secondWords: ReadonlySet<string> = new Set('bajo baja bas basso inferior score sign symbol'.split(' '));

/** Whether a word (lower case) is, or may make, a sign to who hears it. */
export const isSymbolWord = (word: string): boolean => Object.hasOwn(spokenSymbols, word) || secondWords.has(word);

/** A text (lower case) in which every symbol is one word or the sign itself. */
export const withSymbolWords = (text: string): string =>
  phrases.reduce((result, [pattern, word]) => result.replace(pattern, word), text);

/** What only speakers of these languages say; all others are said everywhere. */
const spokenIn: Readonly<Record<string, readonly SpokenLanguage[]>> = {
  arroba: ['es', 'pt'],
  arobase: ['fr'],
  arrobase: ['fr'],
  ät: ['de'],
  klammeraffe: ['de'],
  chiocciola: ['it'],
  apenstaartje: ['nl'],
  apestaartje: ['nl'],
  punto: ['es', 'it'],
  point: ['en', 'fr'],
  punkt: ['de'],
  ponto: ['pt'],
  punt: ['nl'],
};

/** Of these languages, those in which all the words for signs among `words` (lower case) are said; all when none fits. */
export function languagesOf(words: readonly string[], languages: readonly SpokenLanguage[]): readonly SpokenLanguage[] {
  const telling = words.flatMap((word) => (Object.hasOwn(spokenIn, word) ? [spokenIn[word] ?? []] : []));
  const fitting = languages.filter((language) => telling.every((spoken) => spoken.includes(language)));
  return fitting.length > 0 ? fitting : languages;
}
