import { readSpokenAddress } from './read-spoken-address.ts';
import { spokenSymbols } from './spoken-symbols.ts';

/** What a bot says around an address is a sentence or two. */
const mostWords = 40;

/**
 * The address somebody reads out in a sentence of their own, whatever stands before it; null when there is none, or when
 * it is masked ("j… at gmail dot com"). For what the bot says: a caller's words are read more strictly.
 */
export function addressReadOut(text: string): string | null {
  if (text.includes('…')) return null;
  for (const sentence of text.split(/(?<=[.!?])\s+/)) {
    const words = sentence.split(/\s+/).slice(-mostWords);
    if (!mayHoldAddress(words)) continue;
    for (let from = 0; from < words.length; from++) {
      const found = readSpokenAddress(words.slice(from).join(' '));
      if (found !== null) return found;
    }
  }
  return null;
}

function mayHoldAddress(words: readonly string[]): boolean {
  const signs = words.map((word) => {
    const lower = word.toLowerCase();
    return (Object.hasOwn(spokenSymbols, lower) ? spokenSymbols[lower] : undefined) ?? word;
  });
  return signs.some((sign) => sign.includes('@')) && signs.some((sign) => sign.includes('.'));
}
