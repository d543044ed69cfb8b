import { digitsOf } from '../spoken-input/spoken-digits.ts';
import { spokenSymbols } from '../spoken-input/spoken-symbols.ts';

/** A word or sign of a text, with what it stands for when a number or an address is said. */
export interface Word {
  /** Lower case, without accents. */
  readonly plain: string;
  /** Digits it stands for, "" for none. */
  readonly digits: string;
  /** The symbol it stands for, "" for none: "at", "dot". */
  readonly symbol: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text and the signs of an address, in order. "oh" counts as a digit. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|\d+|[@_+]|\.(?=[\p{L}\p{N}])/gu)].map((match) => {
    const lower = match[0].toLowerCase();
    const plain = lower.normalize('NFD').replace(/\p{M}+/gu, '');
    const isSign = /^[@_+.]$/.test(lower);
    return {
      plain,
      digits: digitsOf(plain, true) ?? '',
      symbol: isSign ? lower : (symbolOf(lower) ?? ''),
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

const symbolOf = (word: string): string | undefined =>
  Object.hasOwn(spokenSymbols, word) ? spokenSymbols[word] : undefined;
