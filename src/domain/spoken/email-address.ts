import { type SpokenWords, spokenWords } from './vocabulary.ts';

export interface SpokenAddressOptions {
  /** BCP-47; default English. */
  readonly language?: string;
  /** Spells the local part, with a code word for letters that sound alike: "B as in Bravo". */
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
  const local = speakParts(address.slice(0, at), words, options.codeWords === true);
  return `${local} ${words.at} ${speakDomain(address.slice(at + 1), words)}`;
}

/** "gmail.com" → "gmail dot com". */
export function speakDomain(domain: string, words: SpokenWords): string {
  const labels = domain.toLowerCase().split('.');
  return labels.map((label) => knownDomainParts[label] ?? speakParts(label, words, false)).join(` ${words.dot} `);
}

function speakParts(text: string, words: SpokenWords, spell: boolean): string {
  const separators: Readonly<Record<string, string>> = {
    '.': words.dot,
    '-': words.dash,
    _: words.underscore,
    '+': words.plus,
  };
  const runs = text.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]/gu) ?? [];
  return runs
    .map((run) => separators[run] ?? speakRun(run, words, spell))
    .filter(Boolean)
    .join(' ');
}

function speakRun(run: string, words: SpokenWords, spell: boolean): string {
  if (/^\p{N}/u.test(run)) return [...run].join(' ');
  if (!/^\p{L}/u.test(run)) return '';
  if (spell) return [...run].map((letter) => withCodeWord(letter, words)).join(', ');
  return isPronounceable(run) ? run : [...run.toUpperCase()].join(' ');
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
