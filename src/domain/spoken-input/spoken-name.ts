import type { HearingLanguage } from './hearing-language.ts';
import { isLastLeadIn, isNoName, isTopic } from './lead-in.ts';
import { digitWords, times } from './spoken-digits.ts';
import { isSaidNumber, type Piece } from './spoken-pieces.ts';
import { twoDigitWords } from './two-digit-words.ts';

/** The longest local part, in characters, that mail servers take. */
const longestName = 64;
/** "john s": so many letters may follow a word; more are the spelling of a name that was said before. */
const fewLetters = 2;

type Joins = 'yes' | 'no' | 'unclear';

/**
 * Where the name before the "@" at index `at` begins: back to where another word or a sentence ends it. `at` itself
 * when there is no name, null when that is unclear. `oneWord`: the caller said so of words that stand apart.
 */
export function startOfName(
  pieces: readonly Piece[],
  at: number,
  heard: HearingLanguage,
  oneWord: boolean,
): number | null {
  let start = at;
  while (start > 0 && at - start < longestName) {
    const joins = joinsNext(pieces, start - 1, at, heard, oneWord);
    if (joins === 'unclear') return null;
    if (joins === 'no') break;
    start--;
  }
  return start;
}

function joinsNext(
  pieces: readonly Piece[],
  index: number,
  at: number,
  heard: HearingLanguage,
  oneWord: boolean,
): Joins {
  const [piece, next] = [pieces[index], pieces[index + 1]];
  if (piece === undefined || next === undefined || piece.text === '@') return 'no';
  if (next.gap === 'odd') return 'unclear';
  if (index + 1 === at) return isNoName(piece, heard) ? 'no' : 'yes';
  if (next.gap === 'none' || piece.kind === 'symbol') return 'yes';
  if (next.kind === 'symbol') return isNoName(piece, heard) && !beginsHere(pieces, index, heard) ? 'unclear' : 'yes';
  if (piece.kind === 'word') return wordJoins(pieces, index, heard, oneWord);
  // "J. O. H. N." is spelled; "j o h n. s m i t h" may be that, or a dot.
  const halfInitials = next.gap === 'initial' && pieces[index + 2]?.gap !== 'initial';
  if (next.gap === 'stop' || halfInitials) return 'unclear';
  if (next.kind !== 'word') return 'yes';
  return piece.kind === 'letter' && next.gap === 'space' ? 'yes' : 'unclear';
}

function wordJoins(pieces: readonly Piece[], index: number, heard: HearingLanguage, oneWord: boolean): Joins {
  const next = pieces[index + 1];
  if (next === undefined || next.gap === 'stop' || isNoName(pieces[index], heard)) return 'no';
  if (next.kind === 'word') return oneWord && next.gap === 'space' ? 'yes' : 'no';
  if (next.gap !== 'space') return 'unclear';
  if (next.kind === 'digits') return 'yes';
  return hasFewLetters(pieces, index + 1) && beginsHere(pieces, index, heard) ? 'yes' : 'no';
}

const hasFewLetters = (pieces: readonly Piece[], first: number): boolean =>
  pieces.slice(first, first + fewLetters + 1).some((piece) => piece.kind !== 'letter');

function beginsHere(pieces: readonly Piece[], index: number, heard: HearingLanguage): boolean {
  const before = pieces[index - 1];
  const leadsIn = isLastLeadIn(before, heard) && !isTopic(before, heard);
  return pieces[index]?.gap === 'stop' || before?.kind === 'symbol' || leadsIn;
}

/** What the pieces of a name spell; null where it could be something else. */
export function nameOf(pieces: readonly Piece[]): string | null {
  const text = pieces.map((piece) => piece.text).join('');
  // Two signs in a row: one of them was a word ("Dot dot smith").
  if (/\.[._+-]|[_+-]\./.test(text)) return null;
  return pieces.some((piece, index) => isDoubtful(pieces, piece, index)) ? null : text;
}

/** English digits are said in every language. */
const englishNumbers = new Map([...digitWords('en'), ...twoDigitWords('en')]);
const neverSure = /^(?:oh|hundred|thousand|hundert|tausend|cien|ciento|mil|cent|mille|cem|cento|honderd|duizend)$/;

/** A number alone may be the word ("otto dot rossi", "one dot com"), and an "o" beside digits a zero. */
function isDoubtful(pieces: readonly Piece[], piece: Piece, index: number): boolean {
  if (!piece.sure) return true;
  if (piece.kind === 'word') {
    return neverSure.test(piece.text) || englishNumbers.has(piece.text) || Object.hasOwn(times, piece.text);
  }
  const beside = [pieces[index - 1], pieces[index + 1]].flatMap((other) =>
    other === undefined || other.kind === 'symbol' ? [] : [other.kind],
  );
  if (isSaidNumber(piece))
    return pieces.length === 1 || (index === 0 && beside.length === 0 && pieces[2]?.kind === 'word');
  return piece.said === 'o' && beside.includes('digits') && !beside.includes('letter');
}
