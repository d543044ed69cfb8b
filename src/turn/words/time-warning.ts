import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

const warnings: Readonly<Record<SpokenLanguage, string>> = {
  en: 'Just so you know, our time on this call is nearly up.',
  es: 'Le aviso de que el tiempo de esta llamada está a punto de terminar.',
  fr: 'Je vous signale que le temps de cet appel est presque écoulé.',
  de: 'Nur zur Information: Die Zeit für dieses Gespräch ist bald um.',
  pt: 'Aviso que o tempo desta chamada está quase a terminar.',
  it: 'La avviso che il tempo di questa chiamata sta per finire.',
  nl: 'Ter informatie: de tijd van dit gesprek is bijna om.',
};

/** Said once, shortly before the call time runs out. `language`: BCP-47. */
export function timeWarning(language: string): string {
  return warnings[spokenLanguage(language)];
}
