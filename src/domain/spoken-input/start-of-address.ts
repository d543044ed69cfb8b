import type { HearingLanguage } from './hearing-language.ts';
import { isLastLeadIn, isLeadIn, isTopic } from './lead-in.ts';
import { isWritten, type Piece } from './spoken-pieces.ts';

/** How certain it is that an address begins here: `likely` is enough where the domain is a mail provider's. */
export type Certainty = 'certain' | 'likely' | 'unclear';

/** So many words before an address are looked at. */
const longestLeadIn = 24;
/** The last words before an address, of which one tells that one follows. */
const topicIsNear = 5;

/**
 * Whether what stands before `start` leads in to an address, or nothing does: a word nobody expects there may be a part
 * of it ("mary jane at gmail dot com").
 */
export function certaintyOf(pieces: readonly Piece[], start: number, at: number, heard: HearingLanguage): Certainty {
  const [before, first] = [pieces[start - 1], pieces[start]];
  if (before === undefined || first === undefined) return 'certain';
  if (before.kind !== 'word' && !isSaidAt(before) && !isLetterWord(before, heard)) return 'unclear';
  if (first.gap === 'stop') return isStrong(pieces, start, at) || isLeadIn(before, heard) ? 'certain' : 'unclear';
  if (isWrittenOut(pieces, start, at))
    return isLeadIn(before, heard) || isSaidAt(before) || first.gap === 'comma' ? 'certain' : 'unclear';
  if (before.kind === 'word' && !isLastLeadIn(before, heard)) return 'unclear';
  return certaintyOfLeadIn(pieces, start, at, heard);
}

function certaintyOfLeadIn(pieces: readonly Piece[], start: number, at: number, heard: HearingLanguage): Certainty {
  const lead = startOfLeadIn(pieces, start, heard);
  const words = pieces.slice(lead, start);
  if (words.slice(-topicIsNear).some((piece) => isTopic(piece, heard))) return 'certain';
  const strong = isStrong(pieces, start, at) ? 'certain' : 'likely';
  if (lead === 0 || words[0]?.gap === 'stop') return strong;
  if (words.some((piece, index) => piece.gap === 'comma' && pieces[lead + index - 1]?.kind === 'word')) return strong;
  return strong === 'certain' && words.length > 1 && isPlain(pieces, lead) ? 'certain' : 'unclear';
}

/** The first of the words that lead in, within the sentence. */
function startOfLeadIn(pieces: readonly Piece[], start: number, heard: HearingLanguage): number {
  let first = start;
  while (first > 0 && start - first < longestLeadIn && pieces[first]?.gap !== 'stop') {
    const piece = pieces[first - 1];
    if (!isLeadIn(piece, heard) && !isSaidAt(piece) && !isLetterWord(piece, heard)) break;
    first--;
  }
  return first;
}

const isLetterWord = (piece: Piece | undefined, { leadIns }: HearingLanguage): boolean =>
  piece?.kind === 'letter' && leadIns.letters.has(piece.text);

/** "You can reach me at john at gmail dot com". */
const isSaidAt = (piece: Piece | undefined): boolean => piece?.text === '@' && !isWritten(piece);

/** Nothing of an address in the sentence before `end`. */
function isPlain(pieces: readonly Piece[], end: number): boolean {
  for (let index = end - 1; index >= Math.max(0, end - longestLeadIn); index--) {
    if (pieces[index]?.kind !== 'word') return false;
    if (pieces[index]?.gap === 'stop') return true;
  }
  return true;
}

/** Spelled, or with signs or digits in it, or with an "@" that is no other word: nobody says that of anything else. */
function isStrong(pieces: readonly Piece[], start: number, at: number): boolean {
  return pieces[at]?.said !== 'at' || pieces.slice(start, at).some(({ kind }) => kind !== 'word');
}

const isWrittenOut = (pieces: readonly Piece[], start: number, at: number): boolean =>
  isWritten(pieces[at]) && pieces.slice(start + 1, at + 1).every(({ gap }) => gap === 'none');

/**
 * The start without a letter that is a word: "write to a b c" spells it, "escribir a b c" does not. Null where nobody
 * can tell.
 */
export function withoutPreposition(
  pieces: readonly Piece[],
  start: number,
  at: number,
  heard: HearingLanguage,
): number | null {
  const [before, first, next] = [pieces[start - 1], pieces[start], pieces[start + 1]];
  if (first?.kind !== 'letter' || !/^[aeiouy]$/.test(first.text) || next === undefined || start + 1 >= at) return start;
  if (next.kind === 'symbol' || next.gap === 'none') return start;
  const leads = first.gap !== 'stop' && isLeadIn(before, heard);
  if (leads && !isLastLeadIn(before, heard) && isLetterWord(first, heard)) return start + 1;
  return next.kind !== 'word' || isLastLeadIn(leads ? before : undefined, heard) ? start : null;
}
