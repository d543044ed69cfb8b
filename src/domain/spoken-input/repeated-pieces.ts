import type { SpokenLanguage } from '../spoken/vocabulary.ts';
import { times } from './spoken-digits.ts';
import type { Piece } from './spoken-pieces.ts';

/** "oh" is a letter among letters and zero among digits; else it stays a word. */
export function withOhs(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, index) => {
    if (piece.text !== 'oh' || piece.kind !== 'word') return piece;
    const [before, after] = [neighbour(pieces, index, -1), neighbour(pieces, index, 1)];
    if (before === 'digits' && after !== 'letter') return { ...piece, kind: 'digits', text: '0' };
    if (before === 'symbol' && after === 'digits') return { ...piece, kind: 'digits', text: '0' };
    if (after === 'digits' || (before !== 'letter' && before !== 'symbol')) return piece;
    return before === 'letter' || after === 'letter' ? { ...piece, kind: 'letter', text: 'o' } : piece;
  });
}

const farthest = 4;

/** What stands beside it, beyond other "oh"s and "double". */
function neighbour(pieces: readonly Piece[], index: number, step: 1 | -1): Piece['kind'] | undefined {
  let at = index + step;
  const isBeyond = ({ text }: Piece): boolean => text !== 'oh' && !Object.hasOwn(times, text);
  for (let steps = 0; steps < farthest; steps++, at += step) {
    const piece = pieces[at];
    if (piece === undefined || isBeyond(piece)) return piece?.kind;
  }
  return undefined;
}

/** "double l", "triple five". Where "two l" says the same as "2 l" does, nobody can tell. */
export function repeated(pieces: readonly Piece[], language: SpokenLanguage): readonly Piece[] {
  const result: Piece[] = [];
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    const count = piece.kind === 'word' && Object.hasOwn(times, piece.text) ? (times[piece.text] ?? 1) : 1;
    const at = pieces[index + 1]?.said === '-' ? index + 2 : index + 1;
    const one = pieces[at];
    if (count > 1 && one !== undefined && isOne(one)) {
      result.push(
        ...Array.from({ length: count }, (_, copy) =>
          copy === 0 ? { ...one, gap: piece.gap } : { ...one, gap: 'space' as const },
        ),
      );
      index = at;
    } else result.push(language !== 'en' && isPair(pieces, index) ? { ...piece, sure: false } : piece);
  }
  return result;
}

const isOne = (piece: Piece): boolean =>
  piece.kind === 'letter' || (piece.kind === 'digits' && piece.text.length === 1) || piece.text === 'oh';

/** A letter right behind the two, and one before it: of "2, l" nobody means two. */
const isPair = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index]?.text === '2' &&
  pieces[index - 1]?.kind === 'letter' &&
  pieces[index + 1]?.kind === 'letter' &&
  pieces[index + 1]?.gap === 'space';
