import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

const apologies: Readonly<Record<SpokenLanguage, string>> = {
  en: 'Sorry, we were cut off for a moment. Please go on.',
  es: 'Perdone, se cortó un momento. Continúe, por favor.',
  fr: 'Pardon, nous avons été coupés un instant. Continuez, je vous en prie.',
  de: 'Entschuldigung, wir waren kurz unterbrochen. Bitte sprechen Sie weiter.',
  pt: 'Desculpe, a ligação falhou por um momento. Continue, por favor.',
  it: 'Mi scusi, siamo stati interrotti per un momento. Continui pure.',
  nl: 'Sorry, de verbinding was even weg. Gaat u verder.',
};

/** Said after a lost connection was taken up again. `language`: BCP-47. */
export function resumeApology(language: string): string {
  return apologies[spokenLanguage(language)];
}
