import type { CallEvent } from './event.ts';
import { maskText } from './spoken/masked.ts';
import { maskSpoken } from './spoken/masked-words.ts';

const longestWord = 60;
const mostWordsOfCall = 5000;
/** Scripts written without spaces between the words: each sign is looked for by itself. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const pieces = new RegExp(`${unspaced.source}\\p{M}*|(?:(?!${unspaced.source})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/**
 * The words of a text as they are looked for: small, without accents, in the order they stand. Whatever the language:
 * nothing is stemmed or left out.
 */
export function searchWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  return (plain.match(pieces) ?? []).map((word) => word.slice(0, longestWord).toWellFormed());
}

/** What a question in `searchWords` asks for: all of these, and a word that begins so. */
export interface WantedWords {
  readonly all: readonly string[];
  readonly beginning: string | null;
}

/** The last word may be unfinished: it is being typed. One sign alone begins too much. */
export function wantedWords(words: readonly string[]): WantedWords {
  const last = words.at(-1);
  if (last === undefined || last.length < 2) return { all: words, beginning: null };
  return { all: words.slice(0, -1), beginning: last };
}

/** What was said aloud in this event; null: nothing. Keys pressed are no words. */
export function saidIn(event: CallEvent): string | null {
  switch (event.type) {
    case 'caller-said':
      return event.via === 'speech' ? event.text : null;
    case 'bot-said':
      return event.heard;
    case 'person-said':
      return event.text;
    default:
      return null;
  }
}

/** The event types in which something is said. */
export const saidTypes: readonly CallEvent['type'][] = ['caller-said', 'bot-said', 'person-said'];

/**
 * Every word that was said in a call, each once. Numbers and addresses are not among them: whoever may not see them must
 * not find them out by searching either.
 */
export function wordsOfCall(events: readonly CallEvent[]): readonly string[] {
  const words = new Set<string>();
  for (const event of events) {
    const said = saidIn(event);
    if (said === null || said === '') continue;
    for (const word of searchWords(maskSpoken(maskText(said)))) words.add(word);
    if (words.size >= mostWordsOfCall) break;
  }
  return [...words].slice(0, mostWordsOfCall);
}
