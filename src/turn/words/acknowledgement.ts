import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

const acknowledgements: Readonly<Record<SpokenLanguage, readonly string[]>> = {
  en: ['One moment.', 'Let me do that.', 'Just a second.', 'I am on it.'],
  es: ['Un momento.', 'Ahora mismo lo hago.', 'Un segundo.', 'Enseguida.'],
  fr: ['Un instant.', 'Je m’en occupe.', 'Une seconde.', 'Tout de suite.'],
  de: ['Einen Moment.', 'Ich mache das.', 'Eine Sekunde.', 'Sofort.'],
  pt: ['Um momento.', 'Vou tratar disso.', 'Só um segundo.', 'É já.'],
  it: ['Un momento.', 'Ci penso io.', 'Un secondo.', 'Subito.'],
  nl: ['Een moment.', 'Dat doe ik.', 'Een seconde.', 'Komt eraan.'],
};

/** A short sentence while a tool runs; `index` (the turn) varies it. `language`: BCP-47. */
export function acknowledgement(language: string, index: number): string {
  const choices = acknowledgements[spokenLanguage(language)];
  return choices[Math.abs(Math.trunc(index)) % choices.length] ?? '';
}
