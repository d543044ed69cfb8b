import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';
import { type Offers, offerQuestion } from './offers.ts';

interface ApologyWords {
  readonly sorry: string;
  /** Where the line has nothing to offer. */
  readonly again: string;
}

const apologies: Readonly<Record<SpokenLanguage, ApologyWords>> = {
  en: {
    sorry: 'I am sorry, something went wrong on my side.',
    again: 'Could you say that again, please?',
  },
  es: {
    sorry: 'Lo siento, algo ha fallado por mi parte.',
    again: '¿Puede repetirlo, por favor?',
  },
  fr: {
    sorry: 'Je suis désolé, un problème est survenu de mon côté.',
    again: 'Pouvez-vous répéter, s’il vous plaît ?',
  },
  de: {
    sorry: 'Entschuldigung, bei mir ist etwas schiefgegangen.',
    again: 'Können Sie das bitte noch einmal sagen?',
  },
  pt: {
    sorry: 'Peço desculpa, algo correu mal do meu lado.',
    again: 'Pode repetir, por favor?',
  },
  it: {
    sorry: 'Mi dispiace, qualcosa è andato storto da parte mia.',
    again: 'Può ripetere, per favore?',
  },
  nl: {
    sorry: 'Het spijt me, er ging iets mis aan mijn kant.',
    again: 'Kunt u dat nog eens zeggen?',
  },
};

/** When every model failed: an apology and what the line can offer instead. `language`: BCP-47. */
export function apology(language: string, offers: Offers): string {
  const words = apologies[spokenLanguage(language)];
  return `${words.sorry} ${offerQuestion(language, offers) ?? words.again}`;
}
