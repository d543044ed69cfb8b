import { parseEmailAddress } from '../email-address.ts';
import { addressPieces } from './address-pieces.ts';
import { isMailProvider } from './domain-endings.ts';
import { type HearingLanguage, hearingLanguages } from './hearing-language.ts';
import { correctionWords } from './lead-in-words.ts';
import { domainBehind } from './spoken-domain.ts';
import { nameOf, startOfName } from './spoken-name.ts';
import { type Piece, piecesOf } from './spoken-pieces.ts';
import { languagesOf } from './spoken-symbols.ts';
import { certaintyOf, withoutPreposition } from './start-of-address.ts';

/** Nobody dictates an address in more characters. */
const longest = 4000;
/** More "at"s than in anything that holds one address. */
const mostAts = 20;
const inOneWord =
  /(?<!\p{L})(?:(?:all )?(?:in |as )?one word|(?:all )?(?:together|no spaces?)|zusammen(?:geschrieben)?|in einem wort|todo junto|todo seguido|tout attaché|en un (?:seul )?mot|tudo junto|tutto attaccato|aan elkaar)(?!\p{L})/giu;

/**
 * The one address a caller said, spelled or wrote, in any of our languages: "j o h n dot smith at gmail dot com" →
 * "john.smith@gmail.com". Null when there is none, more than one, or any doubt how it is written.
 */
export function readSpokenAddress(text: string): string | null {
  if (text.length > longest) return null;
  const oneWord = text.search(inOneWord) >= 0;
  const pieces = piecesOf(text.replace(inOneWord, ' '));
  const ats = pieces.filter(({ text: sign }) => sign === '@').length;
  if (ats === 0 || ats > mostAts) return null;
  const spoken = languagesOf(
    pieces.map(({ said }) => said),
    hearingLanguages.map(({ language }) => language),
  );
  const readings = hearingLanguages
    .filter(({ language }) => spoken.includes(language))
    .map((heard) => readIn(addressPieces(pieces, heard), heard, oneWord));
  const addresses = new Set(readings.filter((address) => address !== null));
  return addresses.size === 1 ? ([...addresses][0] ?? null) : null;
}

/** The address as a speaker of one language means it. */
function readIn(pieces: readonly Piece[], heard: HearingLanguage, oneWord: boolean): string | null {
  const takenBack = lastTakenBack(pieces);
  const found = pieces.flatMap((piece, at) => {
    const said = piece.text === '@' ? saidAt(pieces, at, heard, oneWord) : null;
    if (said === null) return [];
    return [said.end > takenBack ? said.address : null];
  });
  return new Set(found).size === 1 ? (found[0] ?? null) : null;
}

interface SaidAddress {
  /** Null where it is unclear. */
  readonly address: string | null;
  /** Index behind its last piece. */
  readonly end: number;
}

/** The address around the "@" at index `at`; null when there is none. */
function saidAt(pieces: readonly Piece[], at: number, heard: HearingLanguage, oneWord: boolean): SaidAddress | null {
  const domain = domainBehind(pieces, at);
  if (domain === null) return null;
  const joined = startOfName(pieces, at, heard, oneWord);
  if (joined === at) return null;
  const start = joined === null ? null : withoutPreposition(pieces, joined, at, heard);
  if (start === null || domain.text === null) return { address: null, end: domain.end };
  const certainty = certaintyOf(pieces, start, at, heard);
  const isCertain = certainty === 'certain' || (certainty === 'likely' && isMailProvider(domain.text));
  const name = isCertain ? nameOf(pieces.slice(start, at)) : null;
  return { address: name === null ? null : parseEmailAddress(`${name}@${domain.text}`), end: domain.end };
}

/** The index of the last "no" or "sorry" with more of an address behind it; -1 when there is none. */
function lastTakenBack(pieces: readonly Piece[]): number {
  const last = pieces.findLastIndex(
    ({ kind, said }) => (kind === 'letter' && !/^[aeiouy]$/.test(said)) || (kind === 'symbol' && said !== 'at'),
  );
  return pieces.findLastIndex(({ kind, text }, index) => index < last && kind === 'word' && correctionWords.has(text));
}
