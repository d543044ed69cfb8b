import type { SpokenLanguage } from '../spoken/vocabulary.ts';
import { type LeadInWords, leadInWords } from './lead-in-words.ts';
import { letterNames } from './letter-names.ts';
import { digitWords } from './spoken-digits.ts';
import { twoDigitWords } from './two-digit-words.ts';

/** All it takes to understand an exact value in one language. */
export interface HearingLanguage {
  readonly language: SpokenLanguage;
  /** Digits and numbers below a hundred by their names. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly letters: ReadonlyMap<string, string>;
  readonly leadIns: LeadInWords;
}

/** In the order of the speakers we expect. */
export const hearingLanguages: readonly HearingLanguage[] = (['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'] as const).map(
  (language) => ({
    language,
    numbers: new Map([...digitWords(language), ...twoDigitWords(language)]),
    letters: letterNames(language),
    leadIns: leadInWords(language),
  }),
);
