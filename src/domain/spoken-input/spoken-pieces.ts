import { withoutCodeWords } from './code-words.ts';
import { spokenSymbols, withSymbolWords } from './spoken-symbols.ts';

/**
 * What stands between two pieces: nothing, space, the full stop of "J. Smith", a comma or a dash, a sentence's end, or
 * a sign of no meaning here.
 */
export type Gap = 'none' | 'space' | 'initial' | 'comma' | 'stop' | 'odd';

/** A letter said on its own, digits, a word, or a sign of an address, as written or as said. */
export interface Piece {
  readonly kind: 'letter' | 'digits' | 'word' | 'symbol';
  /** Lower case, no accents; a symbol's sign; a number's digits. */
  readonly text: string;
  /** As it stood, in lower case. */
  readonly said: string;
  /** Before it. */
  readonly gap: Gap;
  /** False: how it is written in an address cannot be heard ("müller", "o'brien"). */
  readonly sure: boolean;
}

const pattern =
  /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*|\d+|[@_+]|(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])|\.(?=[\p{L}\p{N}])/gu;

/** The pieces of what a caller said, in order; the same in every language. */
export function piecesOf(text: string): readonly Piece[] {
  const plain = withSymbolWords(withoutCodeWords(tidy(text)));
  let end = 0;
  let before: Piece | undefined;
  return [...plain.matchAll(pattern)].map((match) => {
    const gap = before === undefined ? 'stop' : gapOf(plain.slice(end, match.index), before);
    end = match.index + match[0].length;
    before = pieceOf(match[0].replaceAll('’', "'"), gap);
    return before;
  });
}

/** Lower case, "e-mail" in one word, "two l's" as "double l". */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<!\p{L}|(?:^|\s)\p{L}\s)e[- ]mail(?:-(?=adres))?/gu, 'email')
    .replace(/(?<!\p{L})(?:two|2|double) (\p{L})['’]s(?!\p{L})/gu, 'double $1')
    .replace(/(?<!\p{L})(?:three|3|triple) (\p{L})['’]s(?!\p{L})/gu, 'triple $1');
}

function gapOf(between: string, before: Piece): Gap {
  if (between === '') return 'none';
  const signs = between.replace(/[\s"“”„«»()[\]'’]+/gu, '').replace(/\.{2,}/g, '…');
  if (signs === '') return 'space';
  if (/^[,…–—-]+$/u.test(signs)) return 'comma';
  if (before.kind === 'letter' && signs === '.') return 'initial';
  return /^[.,;:!?¿¡…–—-]+$/u.test(signs) ? 'stop' : 'odd';
}

function pieceOf(said: string, gap: Gap): Piece {
  const plain = said
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss');
  const sure = !/[äöüß']/u.test(said);
  if (/^\d/.test(said)) return { kind: 'digits', text: said, said, gap, sure };
  if (/^[@_+.-]$/.test(said)) return { kind: 'symbol', text: said, said, gap, sure };
  const symbol = Object.hasOwn(spokenSymbols, said) ? spokenSymbols[said] : undefined;
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, said, gap, sure: true };
  return { kind: [...plain].length === 1 ? 'letter' : 'word', text: plain, said, gap, sure };
}

/** A sign as it is written, not its name. */
export const isWritten = (piece: Piece | undefined): boolean =>
  piece !== undefined && piece.kind === 'symbol' && piece.said === piece.text;

/** Digits said as a word: "four", "forty two". */
export const isSaidNumber = (piece: Piece | undefined): boolean =>
  piece !== undefined && piece.kind === 'digits' && piece.said !== piece.text;

/** Takes pieces out; what stood around one then stands before the next. */
export function withoutPieces(
  pieces: readonly Piece[],
  isOut: (piece: Piece, index: number) => boolean,
): readonly Piece[] {
  const kept: Piece[] = [];
  let gap: Gap = 'none';
  for (const [index, piece] of pieces.entries()) {
    const widest = wider(gap, piece.gap);
    if (isOut(piece, index)) gap = wider(widest, 'space');
    else {
      kept.push(widest === piece.gap ? piece : { ...piece, gap: widest });
      gap = 'none';
    }
  }
  return kept;
}

const widths: readonly Gap[] = ['none', 'space', 'initial', 'comma', 'stop', 'odd'];
const wider = (one: Gap, other: Gap): Gap => (widths.indexOf(one) > widths.indexOf(other) ? one : other);
