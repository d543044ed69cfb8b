import { times } from '../spoken-input/spoken-digits.ts';
import { type Word, wordsOf } from './said-words.ts';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

const fewestDigits = 7;
/** "five fifty five": within a number these stand for two digits, whichever they are. */
const pairs: ReadonlySet<string> = new Set(
  (
    'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
    'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand'
  ).split(' '),
);
/** The last label of a domain is behind so many words at most, as it may be spelled. */
const longestDomain = 20;

/**
 * Free text with what was SAID as a number of seven digits or more, or as an e-mail address, masked: "four one five,
 * five five five, oh one two three", "j o h n at example dot com". For what is written see `maskText`.
 */
export function maskSpoken(text: string): string {
  const words = wordsOf(text);
  const spans = [...addressSpans(text, words), ...numberSpans(text, words)].sort((a, b) => a.start - b.start);
  let masked = '';
  let at = 0;
  for (const { start, end, instead } of spans) {
    if (start < at) continue;
    masked += text.slice(at, start) + instead;
    at = end;
  }
  return masked + text.slice(at);
}

function numberSpans(text: string, words: readonly Word[]): readonly Span[] {
  const spans: Span[] = [];
  let first = 0;
  for (let next = 1; next <= words.length; next++) {
    const [before, word] = [words[next - 1], words[next]];
    if (before !== undefined && word !== undefined && continues(text, before, word)) continue;
    const run = words.slice(first, next);
    first = next;
    const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
    if (digitCount(run) >= fewestDigits) spans.push({ start, end, instead: '(a number)' });
  }
  return spans;
}

/** Both are of a number, with a space, a hyphen, or a comma or full stop and a space between them. */
function continues(text: string, before: Word, word: Word): boolean {
  const gap = text.slice(before.end, word.start);
  return isOfNumber(before) && isOfNumber(word) && (gap === '-' || /^[,.()/–-]{0,3}\s[\s,.()/–-]{0,3}$/.test(gap));
}

const isOfNumber = ({ plain, digits }: Word): boolean =>
  digits !== '' || pairs.has(plain) || Object.hasOwn(times, plain);

function digitCount(run: readonly Word[]): number {
  let count = 0;
  let repeat = 1;
  for (const { plain, digits } of run) {
    count += (digits.length || (pairs.has(plain) ? 2 : 0)) * repeat;
    repeat = Object.hasOwn(times, plain) ? (times[plain] ?? 1) : 1;
  }
  return count;
}

function addressSpans(text: string, words: readonly Word[]): readonly Span[] {
  return words.flatMap((word, at) => {
    const name = words[at - 1];
    // What is masked already has a "…" there.
    if (word.symbol !== '@' || name === undefined || !isNext(text, name, word)) return [];
    const last = endOfDomain(text, words, at + 1);
    if (last === null) return [];
    const start = words[beginningOfName(text, words, at - 1)]?.start ?? name.start;
    return [{ start, end: words[last]?.end ?? word.end, instead: '(an address)' }];
  });
}

/** Nothing stands between them that would end an address. */
const isNext = (text: string, before: Word, word: Word): boolean =>
  /^[\s,–-]{0,3}$/.test(text.slice(before.end, word.start));

/** The index of the last label: behind the first dot, and behind each that follows. Null where there is no dot. */
function endOfDomain(text: string, words: readonly Word[], from: number): number | null {
  let dot = from + 1;
  while (dot < from + longestDomain && joins(text, words[dot - 1], words[dot])) dot++;
  let last: number | null = null;
  while (words[dot]?.symbol === '.' && hasNext(text, words, dot - 1) && hasNext(text, words, dot)) {
    last = dot + 1;
    dot += 2;
  }
  return last;
}

function hasNext(text: string, words: readonly Word[], index: number): boolean {
  const [word, next] = [words[index], words[index + 1]];
  return word !== undefined && next !== undefined && isNext(text, word, next);
}

/** Of one label: spelled both, or joined by a symbol ("web dash shop"). */
function joins(text: string, before: Word | undefined, word: Word | undefined): boolean {
  if (before === undefined || word === undefined || word.symbol === '.' || !isNext(text, before, word)) return false;
  return before.symbol !== '' || word.symbol !== '' || (isSpelled(before) && isSpelled(word));
}

/** From the word before the "at" back over what is spelled, joined by a symbol, or ends in digits. */
function beginningOfName(text: string, words: readonly Word[], last: number): number {
  let first = last;
  while (first > 0 && belongsBefore(text, words[first - 1], words[first])) first--;
  return first;
}

function belongsBefore(text: string, before: Word | undefined, word: Word | undefined): boolean {
  if (before === undefined || word === undefined || !isNext(text, before, word)) return false;
  return before.symbol !== '' || word.symbol !== '' || isSpelled(before) || word.digits !== '';
}

/** A letter or digits on their own. */
const isSpelled = ({ plain, digits }: Word): boolean => plain.length === 1 || digits !== '';
