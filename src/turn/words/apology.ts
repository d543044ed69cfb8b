import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';
import { type Offers, offerQuestion } from './offers.ts';

interface ApologyWords {
  readonly sorry: string;
  /** Where the line has nothing to offer. */
  readonly again: string;
  /** The same, where the caller had said nothing. */
  readonly else: string;
}

const apologies: Readonly<Record<SpokenLanguage, ApologyWords>> = {
  en: {
    sorry: 'I am sorry, something went wrong on my side.',
    again: 'Could you say that again, please?',
    else: 'What can I do for you?',
  },
  es: {
    sorry: 'Lo siento, algo ha fallado por mi parte.',
    again: '¿Puede repetirlo, por favor?',
    else: '¿En qué puedo ayudarle?',
  },
  fr: {
    sorry: 'Je suis désolé, un problème est survenu de mon côté.',
    again: 'Pouvez-vous répéter, s’il vous plaît ?',
    else: 'Que puis-je faire pour vous ?',
  },
  de: {
    sorry: 'Entschuldigung, bei mir ist etwas schiefgegangen.',
    again: 'Können Sie das bitte noch einmal sagen?',
    else: 'Was kann ich für Sie tun?',
  },
  pt: {
    sorry: 'Peço desculpa, algo correu mal do meu lado.',
    again: 'Pode repetir, por favor?',
    else: 'Em que posso ajudar?',
  },
  it: {
    sorry: 'Mi dispiace, qualcosa è andato storto da parte mia.',
    again: 'Può ripetere, per favore?',
    else: 'Come posso aiutarla?',
  },
  nl: {
    sorry: 'Het spijt me, er ging iets mis aan mijn kant.',
    again: 'Kunt u dat nog eens zeggen?',
    else: 'Wat kan ik voor u doen?',
  },
};

/** When every model failed: an apology and what the line can offer instead. `language`: BCP-47. */
export function apology(language: string, offers: Offers): string {
  const words = apologies[spokenLanguage(language)];
  return `${words.sorry} ${offerQuestion(language, offers) ?? words.again}`;
}

/** The same in a turn the bot began of its own accord: there is nothing to say again. `language`: BCP-47. */
export function apologyUnasked(language: string, offers: Offers): string {
  const words = apologies[spokenLanguage(language)];
  return `${words.sorry} ${offerQuestion(language, offers) ?? words.else}`;
}
