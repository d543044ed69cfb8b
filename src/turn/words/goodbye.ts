import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

interface GoodbyeWords {
  readonly goodbye: string;
  /** The call time is nearly up. */
  readonly warning: string;
  /** The call time is up. */
  readonly timeUp: string;
}

const words: Readonly<Record<SpokenLanguage, GoodbyeWords>> = {
  en: {
    goodbye: 'Thank you for calling. Goodbye.',
    warning: 'Just so you know, our time on this call is nearly up.',
    timeUp: 'Our time on this call is up. Thank you for calling. Goodbye.',
  },
  es: {
    goodbye: 'Gracias por llamar. Adiós.',
    warning: 'Le aviso de que el tiempo de esta llamada está a punto de terminar.',
    timeUp: 'El tiempo de esta llamada ha terminado. Gracias por llamar. Adiós.',
  },
  fr: {
    goodbye: 'Merci de votre appel. Au revoir.',
    warning: 'Je vous signale que le temps de cet appel est presque écoulé.',
    timeUp: 'Le temps de cet appel est écoulé. Merci de votre appel. Au revoir.',
  },
  de: {
    goodbye: 'Danke für Ihren Anruf. Auf Wiederhören.',
    warning: 'Nur zur Information: Die Zeit für dieses Gespräch ist bald um.',
    timeUp: 'Die Zeit für dieses Gespräch ist um. Danke für Ihren Anruf. Auf Wiederhören.',
  },
  pt: {
    goodbye: 'Obrigado por ligar. Adeus.',
    warning: 'Aviso que o tempo desta chamada está quase a terminar.',
    timeUp: 'O tempo desta chamada terminou. Obrigado por ligar. Adeus.',
  },
  it: {
    goodbye: 'Grazie per la chiamata. Arrivederci.',
    warning: 'La avviso che il tempo di questa chiamata sta per finire.',
    timeUp: 'Il tempo di questa chiamata è finito. Grazie per la chiamata. Arrivederci.',
  },
  nl: {
    goodbye: 'Bedankt voor het bellen. Tot ziens.',
    warning: 'Ter informatie: de tijd van dit gesprek is bijna om.',
    timeUp: 'De tijd van dit gesprek is om. Bedankt voor het bellen. Tot ziens.',
  },
};

/** The farewell when the model wrote none. `language`: BCP-47. */
export function goodbye(language: string): string {
  return words[spokenLanguage(language)].goodbye;
}

/** Said once, shortly before the call time runs out. `language`: BCP-47. */
export function timeWarning(language: string): string {
  return words[spokenLanguage(language)].warning;
}

/** The farewell when the call time ran out. `language`: BCP-47. */
export function timeUp(language: string): string {
  return words[spokenLanguage(language)].timeUp;
}
