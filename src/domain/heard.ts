import type { SpeechPiece } from './conversation.ts';

export interface Heard {
  /** A prefix of the displays joined, and of the spoken texts joined. */
  readonly display: string;
  readonly spoken: string;
  /** What the caller did not hear, ready to be spoken. */
  readonly remainder: readonly SpeechPiece[];
}

interface Word {
  readonly text: string;
  /** Offset just behind the word in the whole spoken text. */
  readonly end: number;
}

/** The carrier reports at most a few sentences; more than this is not one and would only cost time. */
const longestReport = 400;
const longestSpeech = 4000;
const matched = 2;
const replaced = -1;
const skipped = -0.75;
/** A report may be only the last fragment, but of two equal places the beginning is the likelier. */
const startedLate = -0.5;

/**
 * Maps what the carrier says was heard (spoken form; case, punctuation, spaces and numbers may differ, and it may be
 * only the last fragment) back to our pieces. Aligned by words, in order; of two equally good ends the earlier is
 * taken, so nothing counts as heard that may not have been. A piece shown otherwise than spoken is heard whole or
 * not at all.
 */
export function cutToHeard(pieces: readonly SpeechPiece[], heardSpoken: string): Heard {
  const spoken = pieces.map((piece) => piece.spoken).join('');
  const words = wordsOf(spoken).slice(0, longestSpeech);
  const heard = wordsOf(heardSpoken).slice(-longestReport);
  const count = countHeard(
    words.map((word) => word.text),
    heard.map((word) => word.text),
  );
  return cutAt(pieces, endOfHeard(spoken, words, count));
}

/** Letters and digits are a word; where a script has no spaces, each sign is one. */
function wordsOf(text: string): readonly Word[] {
  const pattern =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}'’])+/gu;
  return [...text.matchAll(pattern)]
    .map((match) => ({ text: normalise(match[0]), end: match.index + match[0].length }))
    .filter((word) => word.text !== '');
}

const normalise = (word: string): string => word.normalize('NFKC').toLowerCase().replace(/['’]/g, '');

/** Where the words end, with the punctuation that belongs to them. */
function endOfHeard(spoken: string, words: readonly Word[], count: number): number {
  if (count === 0) return 0;
  if (count === words.length) return spoken.length;
  const end = words[count - 1]?.end ?? 0;
  return end + (/^[^\s\p{L}\p{N}]*/u.exec(spoken.slice(end))?.[0].length ?? 0);
}

/** How many of our words were heard. */
function countHeard(words: readonly string[], heard: readonly string[]): number {
  if (heard.length === 0 || words.length === 0) return 0;
  if (heard.every((word, index) => word === words[index])) return heard.length;
  const { scores, anyMatch } = align(words, withoutHalfWord(words, heard));
  if (!anyMatch) return Math.min(heard.length, words.length);
  let best = 0;
  for (let end = 1; end < scores.length; end++) if ((scores[end] ?? 0) > (scores[best] ?? 0)) best = end;
  return best;
}

/** The audio may stop inside a word: a last word that only begins one of ours was not heard. */
function withoutHalfWord(words: readonly string[], heard: readonly string[]): readonly string[] {
  const last = heard.at(-1) ?? '';
  if (heard.length < 2 || words.includes(last)) return heard;
  return words.some((word) => word.startsWith(last)) ? heard.slice(0, -1) : heard;
}

/** Best score of all heard words against our words ending at each position: one row of a dynamic programme at a time. */
function align(words: readonly string[], heard: readonly string[]): { scores: readonly number[]; anyMatch: boolean } {
  let row: number[] = [0, ...words.map(() => startedLate)];
  let anyMatch = false;
  for (const word of heard) {
    const next = [(row[0] ?? 0) + skipped];
    for (let position = 1; position <= words.length; position++) {
      const same = words[position - 1] === word;
      anyMatch ||= same;
      const diagonal = (row[position - 1] ?? 0) + (same ? matched : replaced);
      next.push(Math.max(diagonal, (row[position] ?? 0) + skipped, (next[position - 1] ?? 0) + skipped));
    }
    row = next;
  }
  return { scores: row, anyMatch };
}

function cutAt(pieces: readonly SpeechPiece[], end: number): Heard {
  if (end === pieces.reduce((total, piece) => total + piece.spoken.length, 0)) {
    return { ...joined(pieces), remainder: [] };
  }
  let left = end;
  let display = '';
  let spoken = '';
  for (const [index, piece] of pieces.entries()) {
    if (left === 0 || piece.spoken.length > left) return splitAt(pieces.slice(index), left, { display, spoken });
    left -= piece.spoken.length;
    display += piece.display;
    spoken += piece.spoken;
  }
  return { display, spoken, remainder: [] };
}

function joined(pieces: readonly SpeechPiece[]): Omit<Heard, 'remainder'> {
  return {
    display: pieces.map((piece) => piece.display).join(''),
    spoken: pieces.map((piece) => piece.spoken).join(''),
  };
}

function splitAt(rest: readonly SpeechPiece[], left: number, heard: Omit<Heard, 'remainder'>): Heard {
  const [first, ...others] = rest;
  if (!first || left === 0 || first.display !== first.spoken) return { ...heard, remainder: rest };
  const head = first.spoken.slice(0, left);
  const tail = first.spoken.slice(left);
  const remainder = [{ display: tail, spoken: tail }, ...others];
  return { display: heard.display + head, spoken: heard.spoken + head, remainder };
}
