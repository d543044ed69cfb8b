import { isCountryEnding, isDomainEnding, mayLeaveOutDot } from './domain-endings.ts';
import { nameOf } from './spoken-name.ts';
import { isSaidNumber, isWritten, type Piece } from './spoken-pieces.ts';

export interface SaidDomain {
  /** Lower case; null where it is unclear. */
  readonly text: string | null;
  /** Index behind its last piece. */
  readonly end: number;
}

const mostLabels = 6;
const mostWords = 3;
const mostPieces = 30;
/** No domain begins with one of these and a space: "at the dot com office". */
const articles =
  /^(?:the|a|an|that|this|these|those|my|our|your|his|her|el|la|los|las|le|les|der|die|das|den|dem|o|il|lo|het|de|een)$/;
/** Country endings are also words: one that is said so is an ending only before one of these, or a pause. */
const goesOnWith =
  /^(?:please|thanks|thank|that's|thats|and|und|et|y|e|i|en|ok|okay|right|if|or|por|para|per|pour|fur|voor|gracias|merci|danke|bitte|obrigad[oa]|grazie|dank|al[st]+ublieft|s'il|all|no|but|my)$/;

/** The domain behind the "@" at index `at`; null when there is none: no dot, or nothing behind it that is an ending. */
export function domainBehind(pieces: readonly Piece[], at: number): SaidDomain | null {
  let label = { start: at + 1, end: endOfFirst(pieces, at + 1) };
  if (label.end === label.start || !isDot(pieces[label.end])) return null;
  const labels: (string | null)[] = [labelOf(pieces, label.start, label.end)];
  while (isDot(pieces[label.end]) && labels.length < mostLabels) {
    label = { start: label.end + 1, end: endOfNext(pieces, label.end + 1) };
    labels.push(labelOf(pieces, label.start, label.end));
  }
  return isEnding(pieces, at, label.start, label.end) ? finished(pieces, labels, label.end) : null;
}

const isDot = (piece: Piece | undefined): boolean => piece?.text === '.' && piece.gap !== 'odd';
const isHyphen = (piece: Piece | undefined): boolean => piece?.text === '-' && piece.gap !== 'odd';
const isOfLabel = (piece: Piece | undefined): boolean => piece !== undefined && piece.kind !== 'symbol';
const isSpelled = (piece: Piece | undefined): boolean => piece?.kind === 'letter' || piece?.kind === 'digits';

/** Up to the first dot everything is of the first label: "acme plumbing", "g mail", "web dash shop". */
function endOfFirst(pieces: readonly Piece[], start: number): number {
  let end = start;
  while (end - start < mostPieces && (isOfLabel(pieces[end]) || isHyphen(pieces[end]))) {
    const gap = pieces[end]?.gap;
    if (gap === 'odd' || (end > start && gap === 'stop')) break;
    end++;
  }
  return end;
}

/** A later label is one word, or spelled; more only as far as a hyphen joins them or another dot follows at once. */
function endOfNext(pieces: readonly Piece[], start: number): number {
  let end = endOfUnit(pieces, start);
  while (isHyphen(pieces[end])) end = endOfUnit(pieces, end + 1);
  if (isDot(pieces[end]) || isDomainEnding(labelOf(pieces, start, end) ?? '')) return end;
  const further = pieces
    .slice(end, end + mostWords)
    .findIndex((piece) => piece.gap !== 'space' || piece.kind === 'symbol');
  return further > 0 && isDot(pieces[end + further]) ? end + further : end;
}

function endOfUnit(pieces: readonly Piece[], start: number): number {
  if (!isOfLabel(pieces[start]) || pieces[start]?.gap === 'odd') return start;
  const spelled = isSpelled(pieces[start]);
  let end = start + 1;
  while (isOfLabel(pieces[end])) {
    const piece = pieces[end];
    const goesOn = piece?.gap === 'none' || (spelled && isSpelled(piece) && /^(?:space|comma)$/.test(piece?.gap ?? ''));
    if (!goesOn) break;
    end++;
  }
  return end;
}

/** What a label spells; null where it could be something else. */
function labelOf(pieces: readonly Piece[], start: number, end: number): string | null {
  const label = pieces.slice(start, end);
  const apart = label.filter(({ gap }, index) => index > 0 && gap !== 'none');
  const words = label.filter(({ kind }) => kind === 'word').length;
  const numberFirst = label.some((piece, index) => isSaidNumber(piece) && label[index + 1]?.kind === 'word');
  if (words > mostWords || numberFirst || apart.some(({ gap, kind }) => gap === 'comma' && kind === 'word'))
    return null;
  return nameOf(label);
}

/** The last label is an ending; one that is written out, "@" and all, may be any. */
function isEnding(pieces: readonly Piece[], at: number, start: number, end: number): boolean {
  if (isArticle(pieces[at + 1], pieces[at + 2])) return false;
  const ending = labelOf(pieces, start, end) ?? '';
  const isWrittenOut = isWritten(pieces[at]) && pieces.slice(at + 1, end).every(({ gap }) => gap === 'none');
  if (isWrittenOut) return /^[a-z]{2,}$/.test(ending);
  if (!isDomainEnding(ending)) return false;
  const isWord = isCountryEnding(ending) && end === start + 1 && pieces[start]?.gap !== 'none';
  return !isWord || isEndingWord(pieces, start, ending);
}

/** "dot de thanks", but not "dot. De …" nor "dot in my …". */
function isEndingWord(pieces: readonly Piece[], index: number, ending: string): boolean {
  const next = pieces[index + 1];
  if (pieces[index]?.gap !== 'space') return false;
  if (next?.gap !== 'space' || (next.kind !== 'word' && next.kind !== 'letter')) return true;
  return goesOnWith.test(next.text) || mayLeaveOutDot(ending, next.text);
}

const isArticle = (piece: Piece | undefined, next: Piece | undefined): boolean =>
  articles.test(piece?.text ?? '') && next?.gap !== 'none' && (piece?.kind === 'word' || next?.kind === 'word');

function finished(pieces: readonly Piece[], labels: readonly (string | null)[], end: number): SaidDomain {
  const more = endOfUnit(pieces, end);
  const country = mayLeaveOutDot(labels.at(-1) ?? '', labelOf(pieces, end, more) ?? '') && pieces[end]?.gap === 'space';
  const all = country ? [...labels, labelOf(pieces, end, more)] : labels;
  const last = country ? more : end;
  const known = all[0] === 'tonline' ? ['t-online', ...all.slice(1)] : all;
  return { text: known.includes(null) || goesOn(pieces, last) ? null : known.join('.'), end: last };
}

/** More is spelled behind it, or a sign joins something to it. */
function goesOn(pieces: readonly Piece[], end: number): boolean {
  const [next, second] = [pieces[end], pieces[end + 1]];
  if (next === undefined || next.gap === 'stop') return false;
  if (isDot(next) || isHyphen(next)) return true;
  return next.kind === 'letter' && second?.kind === 'letter' && second.gap !== 'stop';
}
