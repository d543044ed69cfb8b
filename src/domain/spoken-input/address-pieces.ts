import type { HearingLanguage } from './hearing-language.ts';
import { isLeadIn } from './lead-in.ts';
import { namedPieces } from './named-pieces.ts';
import { isSaidNumber, isWritten, type Piece, withoutPieces } from './spoken-pieces.ts';

/** "john that's spelled j o h n": so many words between the two. */
const mostBetween = 3;
/** So many words may be spelled at once: "mary ann smith". */
const mostWords = 3;

/** The pieces of what may be an address: without the hyphens of "J-O-H-N", and what was said and spelled only once. */
export function addressPieces(pieces: readonly Piece[], heard: HearingLanguage): readonly Piece[] {
  const named = withoutPieces(namedPieces(pieces, heard), isCapital);
  return withoutRespelled(withoutHyphens(named), heard);
}

/** "capital j", "all lowercase": no address minds. */
const capitals =
  /^(?:capital|uppercase|lowercase|majuscule|minuscule|mayuscula|minuscula|maiusculo|minusculo|maiuscola|minuscola|hoofdletter|kleingeschrieben|grossgeschrieben)$/;
const isCapital = ({ kind, text }: Piece): boolean => kind === 'word' && capitals.test(text);

/**
 * Hyphens that set apart three characters or more, or digits said as words, are no part of it, unless all is written
 * out around an "@". "J-O" may be either.
 */
function withoutHyphens(pieces: readonly Piece[]): readonly Piece[] {
  const written = writtenOut(pieces);
  const isHyphen = (at: number): boolean => pieces[at]?.said === '-' && written[at] === false;
  const isOne = (at: number): boolean => pieces[at]?.kind === 'letter' || /^\d$/.test(pieces[at]?.text ?? '');
  const between = (at: number): boolean => isHyphen(at) && isOne(at - 1) && isOne(at + 1);
  const doubtful = pieces.map((piece, at) => (between(at) ? { ...piece, sure: false } : piece));
  return withoutPieces(doubtful, (_, at) => {
    if (isHyphen(at) && (isSaidNumber(pieces[at - 1]) || isSaidNumber(pieces[at + 1]))) return true;
    return between(at) && (between(at - 2) || between(at + 2));
  });
}

/** For each piece, whether it goes on without a space up to an "@". */
export function writtenOut(pieces: readonly Piece[]): readonly boolean[] {
  const written = pieces.map(() => false);
  for (let at = pieces.length - 2; at >= 0; at--) {
    const next = pieces[at + 1];
    written[at] = next?.gap === 'none' && ((next.text === '@' && isWritten(next)) || written[at + 1] === true);
  }
  return written;
}

/** "smith, s m i t h" → s m i t h. */
function withoutRespelled(pieces: readonly Piece[], heard: HearingLanguage): readonly Piece[] {
  const out = new Set<number>();
  for (let first = 0; first < pieces.length; first++) {
    if (pieces[first]?.kind !== 'letter') continue;
    let end = first + 1;
    while (pieces[end]?.kind === 'letter' && pieces[end]?.gap !== 'stop') end++;
    const spelled = pieces
      .slice(first, end)
      .map(({ text }) => text)
      .join('');
    for (const index of end - first > 1 ? saidAgain(pieces, first, end, spelled, heard) : []) out.add(index);
    first = end - 1;
  }
  return withoutPieces(pieces, (_, index) => out.has(index));
}

/** The indices of the words that say what is spelled from `first` to `end`, before or behind, and of those between. */
function saidAgain(
  pieces: readonly Piece[],
  first: number,
  end: number,
  spelled: string,
  heard: HearingLanguage,
): readonly number[] {
  let before = first - 1;
  while (before > first - 1 - mostBetween && isLeadIn(pieces[before], heard)) before--;
  for (let from = before; from > before - mostWords && pieces[from]?.kind === 'word'; from--) {
    if (joined(pieces, from, before + 1) === spelled) return range(from, first);
  }
  let behind = end;
  while (behind < end + mostBetween && isLeadIn(pieces[behind], heard)) behind++;
  for (let to = behind + 1; to <= behind + mostWords && pieces[to - 1]?.kind === 'word'; to++) {
    if (joined(pieces, behind, to) === spelled) return range(end, to);
  }
  return [];
}

const joined = (pieces: readonly Piece[], from: number, to: number): string =>
  pieces
    .slice(from, to)
    .map(({ text }) => text)
    .join('');

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
