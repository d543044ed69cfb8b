import { digitsOf, times } from '../spoken-input/spoken-digits.ts';
import { isSymbolWord } from '../spoken-input/spoken-symbols.ts';
import { type SpokenWords, spokenWords } from './vocabulary.ts';

export interface SpokenAddressOptions {
  /** BCP-47; default English. */
  readonly language?: string;
  /** Spells the local part letter by letter. */
  readonly spell?: boolean;
  /** The same, with a code word for letters that sound alike: "B as in Bravo". */
  readonly codeWords?: boolean;
}

/** For letters that are taken one for the other on the phone; the others are said bare. */
const codeWords: Readonly<Record<string, string>> = {
  b: 'Bravo',
  c: 'Charlie',
  d: 'Delta',
  e: 'Echo',
  f: 'Foxtrot',
  g: 'Golf',
  m: 'Mike',
  n: 'November',
  p: 'Papa',
  s: 'Sierra',
  t: 'Tango',
  v: 'Victor',
  x: 'X-ray',
  z: 'Zulu',
};
/** Labels a voice would say wrongly when it reads them as words. */
const knownDomainParts: Readonly<Record<string, string>> = {
  gmx: 'G M X',
  aol: 'A O L',
  msn: 'M S N',
  net: 'net',
  uk: 'U K',
  us: 'U S',
  de: 'D E',
  fr: 'F R',
  es: 'E S',
  it: 'I T',
  nl: 'N L',
  pt: 'P T',
  br: 'B R',
  io: 'I O',
  ai: 'A I',
  eu: 'E U',
  ch: 'C H',
  at: 'A T',
  co: 'co',
};

/** "jane.doe42@gmail.com" → "jane dot doe 4 2 at gmail dot com". Parts nobody could pronounce are spelled. */
export function speakEmailAddress(address: string, options: SpokenAddressOptions = {}): string {
  const words = spokenWords(options.language ?? 'en');
  const at = address.lastIndexOf('@');
  const local = speakLocal(address.slice(0, at), words, options);
  return `${local} ${words.at} ${speakDomain(address.slice(at + 1), words)}`;
}

/** "gmail.com" → "gmail dot com". */
export function speakDomain(domain: string, words: SpokenWords): string {
  const labels = domain.toLowerCase().split('.');
  return labels.map((label) => knownPart(label) ?? speakParts(label, words, speakRun)).join(` ${words.dot} `);
}

const knownPart = (label: string): string | undefined =>
  Object.hasOwn(knownDomainParts, label) ? knownDomainParts[label] : undefined;

function speakLocal(local: string, words: SpokenWords, { spell, codeWords }: SpokenAddressOptions): string {
  if (codeWords === true) return speakParts(local, words, (run) => spellRun(run, words));
  if (spell === true) return [...local].map((character) => separatorWord(character, words) ?? character).join(', ');
  return speakParts(local, words, speakRun);
}

function speakParts(text: string, words: SpokenWords, speak: (run: string) => string): string {
  const runs = text.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]/gu) ?? [];
  return runs
    .map((run) => separatorWord(run, words) ?? speak(run))
    .filter(Boolean)
    .join(' ');
}

function separatorWord(character: string, words: SpokenWords): string | undefined {
  if (character === '.') return words.dot;
  if (character === '-') return words.dash;
  if (character === '_') return words.underscore;
  if (character === '+') return words.plus;
  return character === "'" ? words.apostrophe : undefined;
}

function speakRun(run: string): string {
  if (/^\p{N}/u.test(run)) return [...run].join(' ');
  if (!/^\p{L}/u.test(run)) return '';
  return isPronounceable(run) && !isUnderstoodOtherwise(run) ? run : [...run.toUpperCase()].join(' ');
}

/** Commas between letters; a digit needs none. */
function spellRun(run: string, words: SpokenWords): string {
  if (!/^\p{L}/u.test(run)) return speakRun(run);
  return [...run].map((letter) => withCodeWord(letter, words)).join(', ');
}

function withCodeWord(letter: string, words: SpokenWords): string {
  const word = codeWords[letter.toLowerCase()];
  return word ? `${letter.toUpperCase()} ${words.asIn} ${word}` : letter.toUpperCase();
}

/** A word somebody could say: two letters or more, a vowel, and nowhere five consonants in a row. */
function isPronounceable(run: string): boolean {
  if (!/^\p{Script=Latin}+$/u.test(run)) return true;
  const plain = run.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length > 2 && /[aeiouyæøœ]/.test(plain) && !/[^aeiouyæøœ]{5}/.test(plain);
}

/** A word that is a sign, a digit or "double" to who hears it: "plus.net", "one.com". */
function isUnderstoodOtherwise(run: string): boolean {
  const word = run.toLowerCase();
  return isSymbolWord(word) || Object.hasOwn(times, word) || digitsOf(word, false) !== null;
}
