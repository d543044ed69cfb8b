import { digitsOf, times } from '../spoken-input/spoken-digits.ts';

/** Stand where something was. */
export const NUMBER_TAKEN_OUT = '[number]';
export const ADDRESS_TAKEN_OUT = '[address]';
export const NAME_TAKEN_OUT = '[name]';

/** So many digits said one after the other are a number that leads to somebody. */
const fewestDigits = 5;
const atNames: ReadonlySet<string> = new Set(['at', 'arroba', 'arobase', 'chiocciola', 'apenstaartje']);
const dotNames: ReadonlySet<string> = new Set(['dot', 'point', 'punto', 'punkt', 'ponto', 'punt']);

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
interface Span {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/**
 * A text without numbers and addresses, written or said, and without these names. What else may tell who somebody is, a
 * street or the name of a stranger, is not recognised.
 */
export function maskPersonal(text: string, names: readonly string[] = []): string {
  const written = text
    .replace(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}]/gu, ADDRESS_TAKEN_OUT)
    .replace(/\+?\d(?:[ \t().\-–/]{0,3}\d){4,}/g, NUMBER_TAKEN_OUT);
  const words = wordsOf(written);
  const known = new Set(
    names.flatMap((name) => wordsOf(name.toLowerCase())).flatMap(({ text: word }) => nameWord(word)),
  );
  return replaced(written, [...saidNumbers(words), ...saidAddresses(words), ...saidNames(words, known)]);
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0].normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "Li" would take half of a text away. */
const nameWord = (word: string): readonly string[] => (word.length >= 3 ? [word] : []);

const isDigits = ({ text }: Word): boolean => text in times || digitsOf(text, true) !== null;

function saidNumbers(words: readonly Word[]): readonly Span[] {
  return runs(words, isDigits).flatMap((run) => {
    const digits = run.reduce((sum, { text }) => sum + (/^\d/.test(text) ? text.length : 1), 0);
    return digits >= fewestDigits ? [spanOf(run, NUMBER_TAKEN_OUT)] : [];
  });
}

/** "jane dot doe at example dot com", also spelled. */
function saidAddresses(words: readonly Word[]): readonly Span[] {
  return words.flatMap((word, at) => {
    if (!atNames.has(word.text)) return [];
    const ahead = words.slice(at + 2, at + 6).findIndex(({ text }) => isDot(text, word.text));
    const dot = at + 2 + ahead;
    if (ahead < 0 || dot + 1 >= words.length) return [];
    const run = words.slice(startOfAddress(words, at), endOfAddress(words, dot) + 1);
    return [spanOf(run, ADDRESS_TAKEN_OUT)];
  });
}

/** "At one point" is no address; who says "at" says "dot". */
const isDot = (text: string, after: string): boolean => (after === 'at' ? text === 'dot' : dotNames.has(text));

function startOfAddress(words: readonly Word[], at: number): number {
  let start = Math.max(0, at - 1);
  const isPart = (index: number): boolean => {
    const [before, here] = [words[index - 1], words[index]];
    if (before === undefined || here === undefined) return false;
    return dotNames.has(before.text) || dotNames.has(here.text) || (here.text.length === 1 && before.text.length === 1);
  };
  while (isPart(start)) start -= 1;
  return start;
}

function endOfAddress(words: readonly Word[], dot: number): number {
  let end = Math.min(words.length - 1, dot + 1);
  while (words[end + 1] !== undefined && dotNames.has(words[end + 1]?.text ?? ''))
    end = Math.min(words.length - 1, end + 2);
  return end;
}

const saidNames = (words: readonly Word[], names: ReadonlySet<string>): readonly Span[] =>
  words.filter(({ text }) => names.has(text)).map((word) => spanOf([word], NAME_TAKEN_OUT));

function runs(words: readonly Word[], belongs: (word: Word) => boolean): readonly (readonly Word[])[] {
  const found: Word[][] = [];
  let isOpen = false;
  for (const word of words) {
    const fits = belongs(word);
    if (fits && isOpen) found.at(-1)?.push(word);
    else if (fits) found.push([word]);
    isOpen = fits;
  }
  return found;
}

const spanOf = (run: readonly Word[], by: string): Span => ({
  start: run[0]?.start ?? 0,
  end: run.at(-1)?.end ?? 0,
  by,
});

function replaced(text: string, spans: readonly Span[]): string {
  let done = 0;
  let result = '';
  for (const { start, end, by } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}
