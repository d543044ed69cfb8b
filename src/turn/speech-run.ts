import type { SpeechPiece } from '../domain/conversation.ts';
import { speakWrittenPhoneNumber } from '../domain/spoken/phone-number.ts';
import { spokenWords } from '../domain/spoken/vocabulary.ts';
import { stripMarkdown, stripPictures } from './speech-markup.ts';
import { frame, isNumberFragment, isPhoneNumber, moneyOf, speakNumber } from './speech-number.ts';
import { speakWord } from './speech-word.ts';

/** A complete word with the white space before it. */
export interface SpacedWord {
  readonly space: string;
  readonly word: string;
  /** An announced code may follow: see `speakNumber`. */
  readonly code: boolean;
}

const symbols = /^[%€£$]$/u;
const scale =
  /^(?:thousand|million|billion|trillion|mil|mill[oó]n|millones|millions?|milliards?|Millionen|Milliarden|milhão|milhões|milion[ei]|miliard[oi]|miljoen|miljard)$/iu;

/** Whether a word may be the first of several that are said as one: a phone number, "$1.5 million", "50 %". */
export function opensRun(word: string): boolean {
  const { core, behind } = frame(cleaned(word));
  return behind === '' && (isNumberFragment(core) || moneyOf(core) !== null || symbols.test(core));
}

/** Whether a word may go on after these; `last`: it does, and nothing can follow. */
export function continuesRun(run: readonly SpacedWord[], next: SpacedWord): 'no' | 'yes' | 'last' {
  if (!/^[ \u00A0\u2009\u202F]$/.test(next.space)) return 'no';
  const first = frame(cleaned(run[0]?.word ?? '')).core;
  const { before, core, behind } = frame(cleaned(next.word));
  if (before !== '') return 'no';
  if (moneyOf(first)) return run.length === 1 && scale.test(core) ? 'last' : 'no';
  if (symbols.test(first)) return run.length === 1 && /^\d/.test(core) ? 'last' : 'no';
  if (symbols.test(core)) return 'last';
  if (!isNumberFragment(core) || core.startsWith('+') || digitsOf([...run, next]) > 15) return 'no';
  return behind === '' ? 'yes' : 'last';
}

/** Whether a word ("million") may still belong to these. */
export function isOpenAmount(run: readonly SpacedWord[]): boolean {
  return run.length === 1 && moneyOf(frame(cleaned(run[0]?.word ?? '')).core) !== null;
}

/** Whether these look like the beginning of a phone number: too early to say them as anything else. */
export function looksUnfinished(run: readonly SpacedWord[]): boolean {
  return isOpenAmount(run) || /^[+(]/.test(run[0]?.word ?? '') || digitsOf(run) >= 3;
}

/** Says the words of a run as one where they are one, else each by itself. */
export function speakRun(run: readonly SpacedWord[], language: string): readonly SpeechPiece[] {
  const [first, ...others] = run;
  if (!first) return [];
  const whole = others.length === 0 ? null : speakTogether(first, others, language);
  if (whole) return [whole];
  const last = others.at(-1);
  const unit = last !== undefined && symbols.test(frame(cleaned(last.word)).core);
  if (unit && run.length > 2) return [...speakRun(run.slice(0, -2), language), ...speakRun(run.slice(-2), language)];
  return run.map(({ space, word, code }) => withSpace(space, speakWord(word, language, code)));
}

/** A piece with the white space before it; where nothing is said, no space is either. */
export function withSpace(space: string, piece: SpeechPiece): SpeechPiece {
  const onlySigns = piece.spoken !== piece.display && /^[.,!?;:)]*$/.test(piece.spoken);
  return { display: space + piece.display, spoken: (onlySigns && !space.includes('\n') ? '' : space) + piece.spoken };
}

function speakTogether(first: SpacedWord, others: readonly SpacedWord[], language: string): SpeechPiece | null {
  const display = first.word + others.map(({ space, word }) => space + word).join('');
  const text = cleaned(first.word) + others.map(({ space, word }) => space + cleaned(word)).join('');
  const { before, core, behind } = frame(text);
  const spoken = sayWhole(core, language);
  if (spoken === null) return null;
  return withSpace(first.space, { display: stripMarkdownWords(display), spoken: before + spoken + behind });
}

function sayWhole(core: string, language: string): string | null {
  const joined = core.replace(/\s/g, '');
  const scaled = /^(\S+)\s(\p{L}+)$/u.exec(core);
  const amount = moneyOf(scaled?.[1] ?? joined);
  if (amount && scaled) {
    return `${amount.amount} ${scaled[2]} ${spokenWords(language).currencies[amount.currency][1]}`;
  }
  if (amount || /^\d[\d.,]*%$/.test(joined)) return speakNumber(joined, language, false);
  return isPhoneNumber(core) && core.split(/\s/).length > 1 ? speakWrittenPhoneNumber(core, { language }) : null;
}

const cleaned = (word: string): string => stripMarkdown(stripPictures(stripMarkdown(word)));
const stripMarkdownWords = (text: string): string => text.split(/(\s)/).map(stripMarkdown).join('');

function digitsOf(run: readonly SpacedWord[]): number {
  return run.reduce((total, { word }) => total + word.replace(/\D/g, '').length, 0);
}
