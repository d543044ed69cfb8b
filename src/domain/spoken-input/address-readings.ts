import { withoutCodeWords } from './code-words.ts';
import { digitsOf, times } from './spoken-digits.ts';
import { spokenSymbols, withSymbolWords } from './spoken-symbols.ts';

/** A word, or the sign a word or a sign stands for. */
export interface AddressToken {
  /** Lower case. */
  readonly text: string;
  /** A comma or a sentence's end stands before it. */
  readonly pause: boolean;
  /** Of a piece with an "@" in it: every hyphen there is meant. */
  readonly written: boolean;
}

/** The text as words and signs: as it stands, without the hyphens of "J-O-H-N", and that with digit words as digits. */
export function addressReadings(text: string): readonly (readonly AddressToken[])[] {
  const tokens = repeated(tokensOf(withSymbolWords(withoutCodeWords(text.toLowerCase()))));
  const spelled = tokens.filter((_, index) => !isSpellingHyphen(tokens, index)).map(({ token }) => token);
  const digits = spelled.map((token) => ({ ...token, text: digitsOf(plain(token.text), false) ?? token.text }));
  return [tokens.map(({ token }) => token), spelled, digits];
}

/** A letter or digit on its own. */
export const isCharacter = (text: string | undefined): boolean => text !== undefined && /^[\p{L}\p{N}]$/u.test(text);

interface Found {
  readonly token: AddressToken;
  /** As it stood: "-", not "dash". */
  readonly word: string;
}

function tokensOf(text: string): readonly Found[] {
  let pause = false;
  return text.split(/\s+/).flatMap((chunk) => {
    const words = /^[-–—]+$/.test(chunk) ? [] : chunk.match(pieces);
    const found = (words ?? []).map((word, index) => ({
      token: { text: signOf(word), pause: index === 0 && pause, written: chunk.includes('@') },
      word,
    }));
    pause = /[,.;:!?…]["'”’)]*$/.test(chunk) || (pause && found.length === 0);
    return found;
  });
}

const pieces = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*|[@_+-]|\.(?=[\p{L}\p{N}])/gu;

const signOf = (word: string): string =>
  (Object.hasOwn(spokenSymbols, word) ? spokenSymbols[word] : undefined) ?? word.replaceAll('’', "'");

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}+/gu, '');

/** "double l" → l, l; "triple three" → three, three, three; "double u" is the letter w. */
function repeated(tokens: readonly Found[]): readonly Found[] {
  const result: Found[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const found = tokens[index];
    if (found === undefined) continue;
    const count = Object.hasOwn(times, plain(found.word)) ? (times[plain(found.word)] ?? 1) : 1;
    const next = tokens[index + 1]?.word === '-' ? index + 2 : index + 1;
    const one = tokens[next];
    if (count === 1 || one === undefined || !canRepeat(one.word)) result.push(found);
    else if (found.word === 'double' && /^(?:u|you)$/.test(one.word)) result.push(asW(found));
    else
      result.push(
        ...Array.from({ length: count }, (_, at) =>
          at === 0 ? { ...one, token: { ...one.token, pause: found.token.pause } } : one,
        ),
      );
    if (result.at(-1) !== found) index = next;
  }
  return result;
}

const canRepeat = (word: string): boolean =>
  isCharacter(word) || word === 'you' || digitsOf(plain(word), true) !== null;
const asW = (found: Found): Found => ({ word: 'w', token: { ...found.token, text: 'w' } });

/** "J-O-H-N": three characters or more, set apart by hyphens; but not in what is written out as an address. */
function isSpellingHyphen(tokens: readonly Found[], index: number): boolean {
  const isHyphen = (at: number): boolean => tokens[at]?.word === '-' && tokens[at]?.token.written === false;
  const isOne = (at: number): boolean => isCharacter(tokens[at]?.word);
  if (!isHyphen(index) || !isOne(index - 1) || !isOne(index + 1)) return false;
  return (isHyphen(index - 2) && isOne(index - 3)) || (isHyphen(index + 2) && isOne(index + 3));
}
