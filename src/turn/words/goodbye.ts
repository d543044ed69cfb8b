import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

const farewells: Readonly<Record<SpokenLanguage, string>> = {
  en: 'Thank you for calling. Goodbye.',
  es: 'Gracias por llamar. Adiós.',
  fr: 'Merci de votre appel. Au revoir.',
  de: 'Danke für Ihren Anruf. Auf Wiederhören.',
  pt: 'Obrigado por ligar. Adeus.',
  it: 'Grazie per la chiamata. Arrivederci.',
  nl: 'Bedankt voor het bellen. Tot ziens.',
};

/** The farewell when the model wrote none. `language`: BCP-47. */
export function goodbye(language: string): string {
  return farewells[spokenLanguage(language)];
}
