import type { HearingLanguage } from './hearing-language.ts';
import { leadInWords } from './lead-in-words.ts';
import type { Piece } from './spoken-pieces.ts';

const english = leadInWords('en');

/** A word that leads in to a value. */
export function isLeadIn(piece: Piece | undefined, { leadIns }: Pick<HearingLanguage, 'leadIns'>): boolean {
  if (piece?.kind !== 'word') return false;
  return leadIns.topics.has(piece.text) || leadIns.last.has(piece.text) || leadIns.inner.has(piece.text);
}

/** A word that is no name: one that leads in, or does so in English, which is heard in every language. */
export const isNoName = (piece: Piece | undefined, heard: HearingLanguage): boolean =>
  isLeadIn(piece, heard) || isLeadIn(piece, { leadIns: english });

/** One that may stand right before the value. */
export const isLastLeadIn = (piece: Piece | undefined, { leadIns }: HearingLanguage): boolean =>
  piece?.kind === 'word' &&
  (leadIns.last.has(piece.text) || (leadIns.topics.has(piece.text) && !leadIns.inner.has(piece.text)));

export const isTopic = (piece: Piece | undefined, { leadIns }: HearingLanguage): boolean =>
  piece?.kind === 'word' && leadIns.topics.has(piece.text);
