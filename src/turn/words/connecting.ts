import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

const sentences: Readonly<Record<SpokenLanguage, string>> = {
  en: 'One moment, I am connecting you.',
  es: 'Un momento, le comunico.',
  fr: 'Un instant, je vous mets en relation.',
  de: 'Einen Moment, ich verbinde Sie.',
  pt: 'Um momento, vou passar a chamada.',
  it: 'Un momento, la metto in comunicazione.',
  nl: 'Een moment, ik verbind u door.',
};

/** Said before a transfer when the model said nothing. `language`: BCP-47. */
export function connecting(language: string): string {
  return sentences[spokenLanguage(language)];
}
