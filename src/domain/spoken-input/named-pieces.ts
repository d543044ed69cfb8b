import type { HearingLanguage } from './hearing-language.ts';
import { fillers } from './lead-in-words.ts';
import { longestLetterName } from './letter-names.ts';
import { repeated, withOhs } from './repeated-pieces.ts';
import { times } from './spoken-digits.ts';
import { type Piece, withoutPieces } from './spoken-pieces.ts';
import { longestNumber } from './two-digit-words.ts';

/** The pieces as a speaker of the language means them: its numbers and letters by their names, and "double l" as two. */
export function namedPieces(pieces: readonly Piece[], heard: HearingLanguage): readonly Piece[] {
  const words = withoutFillers(pieces, heard).map((piece, index, all) => asWord(piece, all[index - 1]));
  return repeated(withOhs(withNumbers(withLetters(words, heard), heard)), heard.language);
}

/** "um" is a digit in Portuguese, unless somebody says "dot". */
function withoutFillers(pieces: readonly Piece[], { numbers }: HearingLanguage): readonly Piece[] {
  const english = pieces.some((piece) => piece.said === 'dot');
  return withoutPieces(
    pieces,
    ({ kind, text }) => kind === 'word' && fillers.has(text) && (english || !numbers.has(text)),
  );
}

/** "è", "é", "à" and "ó" are words; only behind another letter are they spelled. */
function asWord(piece: Piece, before: Piece | undefined): Piece {
  if (!/^[èéàóò]$/u.test(piece.said) || (before?.kind === 'letter' && piece.gap !== 'stop')) return piece;
  return { ...piece, kind: 'word', text: piece.said };
}

/** Letters by their names, but only among others that are spelled: "elle" is also a name. */
function withLetters(pieces: readonly Piece[], { letters }: HearingLanguage): readonly Piece[] {
  return replaced(pieces, longestLetterName, (name, index) => {
    const letter = letters.get(name);
    if (letter === undefined) return undefined;
    return name.includes(' ') || isSpelled(pieces, index, letters) ? { kind: 'letter', text: letter } : undefined;
  });
}

/** One of three letters or more in a row, or doubled, of which one is no name. */
function isSpelled(pieces: readonly Piece[], index: number, letters: ReadonlyMap<string, string>): boolean {
  if (Object.hasOwn(times, pieces[index - 1]?.text ?? '')) return true;
  let [first, last] = [index, index];
  const isOne = (piece: Piece | undefined): boolean => piece?.kind === 'letter' || letters.has(piece?.text ?? '');
  while (first > index - 3 && isOne(pieces[first - 1]) && pieces[first]?.gap !== 'stop') first--;
  while (last < index + 3 && isOne(pieces[last + 1]) && pieces[last + 1]?.gap !== 'stop') last++;
  return last - first >= 2 && pieces.slice(first, last + 1).some((piece) => piece.kind === 'letter');
}

const withNumbers = (pieces: readonly Piece[], { numbers }: HearingLanguage): readonly Piece[] =>
  replaced(pieces, longestNumber, (name) => {
    const digits = numbers.get(name);
    return digits === undefined ? undefined : { kind: 'digits', text: digits };
  });

/** Puts one piece in the place of each name of up to `longest` words, the longest name first. */
function replaced(
  pieces: readonly Piece[],
  longest: number,
  meaning: (name: string, index: number) => Pick<Piece, 'kind' | 'text'> | undefined,
): readonly Piece[] {
  const result: Piece[] = [];
  let index = 0;
  while (index < pieces.length) {
    const first = pieces[index];
    if (first === undefined) break;
    const found = longestName(pieces, index, longest, meaning);
    result.push(found === undefined ? first : { ...first, ...found.meant, said: found.name, sure: true });
    index = found?.behind ?? index + 1;
  }
  return result;
}

interface Found {
  readonly meant: Pick<Piece, 'kind' | 'text'>;
  readonly name: string;
  /** Index of the piece behind it. */
  readonly behind: number;
}

function longestName(
  pieces: readonly Piece[],
  start: number,
  longest: number,
  meaning: (name: string, index: number) => Pick<Piece, 'kind' | 'text'> | undefined,
): Found | undefined {
  const words = wordsFrom(pieces, start, longest);
  const shortest = pieces[start]?.kind === 'word' ? 1 : 2;
  for (let size = words.length; size >= shortest; size--) {
    const said = words.slice(0, size);
    const name = said.map(({ text }) => text).join(' ');
    const meant = meaning(name, start);
    if (meant !== undefined) return { meant, name, behind: said.at(-1)?.behind ?? start + 1 };
  }
  return undefined;
}

/** Words said in one go, also with hyphens in them: "quatre-vingt-dix". */
function wordsFrom(
  pieces: readonly Piece[],
  start: number,
  longest: number,
): readonly { readonly text: string; readonly behind: number }[] {
  const words: { text: string; behind: number }[] = [];
  let index = start;
  while (words.length < longest) {
    const piece = pieces[index];
    if (piece === undefined || (piece.kind !== 'word' && piece.kind !== 'letter')) break;
    if (words.length > 0 && piece.gap !== 'space' && piece.gap !== 'none') break;
    words.push({ text: piece.text, behind: index + 1 });
    index += pieces[index + 1]?.said === '-' && pieces[index + 1]?.gap === 'none' ? 2 : 1;
  }
  return words;
}
