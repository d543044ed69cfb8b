import { parsePhoneNumber } from '../phone-number.ts';
import { type HearingLanguage, hearingLanguages } from './hearing-language.ts';
import { correctionWords } from './lead-in-words.ts';
import { namedPieces } from './named-pieces.ts';
import { isPartOfMore, type NumberRun, numberRuns } from './number-runs.ts';
import { type Piece, piecesOf } from './spoken-pieces.ts';

/** Nobody says a number in more characters. */
const longest = 4000;
/** More runs of digits than in anything that holds one number. */
const mostRuns = 40;
const mostParts = 16;
/** A shorter one may be the beginning of one, though a country may have such numbers. */
const fewestDigits = 8;
const keypad = /^Keys pressed: ([\d ]{1,80})#?$/;

/**
 * The one telephone number a caller said or keyed in, in E.164: "four one five, triple five, two six seven one" →
 * "+14155552671". `country`: two letters, where a number without "plus" is from. Null when there is none that is
 * complete and valid, or more than one.
 */
export function readSpokenNumber(text: string, country: string): string | null {
  const keys = keypad.exec(text)?.[1];
  if (keys !== undefined) return complete(keys.replaceAll(' ', ''), country);
  if (text.length > longest) return null;
  const pieces = piecesOf(text);
  const numbers = new Set(hearingLanguages.flatMap((heard) => numbersIn(pieces, heard, country)));
  return numbers.size === 1 ? ([...numbers][0] ?? null) : null;
}

/** The numbers as a speaker of one language means them; null for one that was taken back. */
function numbersIn(pieces: readonly Piece[], heard: HearingLanguage, country: string): readonly (string | null)[] {
  const named = namedPieces(pieces, heard);
  const takenBack = lastTakenBack(named);
  const runs = numberRuns(named);
  if (runs.length > mostRuns) return [null];
  return runs.flatMap((run) => {
    if (isPartOfMore(named, run)) return [];
    return numbersOf(run, country).map((number) => (run.end > takenBack ? number : null));
  });
}

/** The number a run is; or else the numbers its parts are. */
function numbersOf({ parts, afterOh }: NumberRun, country: string): readonly string[] {
  if (parts.length > mostParts) return [];
  const all = parts.join('');
  const whole = (afterOh ? complete(`0${all}`, country) : null) ?? complete(all, country);
  if (whole !== null || parts.length === 1) return whole === null ? [] : [whole];
  return parts.map((part) => complete(part, country)).filter((number) => number !== null);
}

/** The number in E.164 when these digits are all of one. */
function complete(dialled: string, country: string): string | null {
  if (dialled.replace('+', '').length < fewestDigits) return null;
  const number = parsePhoneNumber(dialled, country);
  if (number === null) return /^00[1-9]/.test(dialled) ? parsePhoneNumber(`+${dialled.slice(2)}`, country) : null;
  return lacksZero(dialled, number, country) ? null : number;
}

/** Where numbers are dialled with a zero, digits without it are a part of one, or of another country's. */
const lacksZero = (dialled: string, number: string, country: string): boolean =>
  /^[1-9]/.test(dialled) && parsePhoneNumber(`0${dialled}`, country) === number;

/** The index of the last "no" or "sorry" with more digits behind it; -1 when there is none. */
function lastTakenBack(pieces: readonly Piece[]): number {
  const last = pieces.findLastIndex(({ kind }) => kind === 'digits');
  return pieces.findLastIndex(({ kind, text }, index) => index < last && kind === 'word' && correctionWords.has(text));
}
