import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';

/** What the line has for a caller the bot cannot help itself. */
export interface Offers {
  readonly transfer: boolean;
  readonly callback: boolean;
}

interface OfferWords {
  readonly transfer: string;
  readonly callback: string;
  readonly both: string;
}

const words: Readonly<Record<SpokenLanguage, OfferWords>> = {
  en: {
    transfer: 'Would you like me to connect you to a person?',
    callback: 'Would you like us to call you back?',
    both: 'Would you like me to connect you to a person, or to have somebody call you back?',
  },
  es: {
    transfer: '¿Quiere que le comunique con una persona?',
    callback: '¿Quiere que le llamemos más tarde?',
    both: '¿Quiere que le comunique con una persona o que le llamemos más tarde?',
  },
  fr: {
    transfer: 'Voulez-vous que je vous mette en relation avec une personne ?',
    callback: 'Voulez-vous que nous vous rappelions ?',
    both: 'Voulez-vous parler à une personne, ou préférez-vous que nous vous rappelions ?',
  },
  de: {
    transfer: 'Soll ich Sie mit einem Menschen verbinden?',
    callback: 'Sollen wir Sie zurückrufen?',
    both: 'Soll ich Sie mit einem Menschen verbinden, oder sollen wir Sie zurückrufen?',
  },
  pt: {
    transfer: 'Quer que eu passe a chamada a uma pessoa?',
    callback: 'Quer que liguemos mais tarde?',
    both: 'Quer que eu passe a chamada a uma pessoa, ou que liguemos mais tarde?',
  },
  it: {
    transfer: 'Vuole che la metta in contatto con una persona?',
    callback: 'Vuole che la richiamiamo?',
    both: 'Vuole parlare con una persona, o preferisce che la richiamiamo?',
  },
  nl: {
    transfer: 'Zal ik u doorverbinden met een medewerker?',
    callback: 'Zullen we u terugbellen?',
    both: 'Zal ik u doorverbinden met een medewerker, of zullen we u terugbellen?',
  },
};

/** The question that offers what the line has; null when it has neither. `language`: BCP-47. */
export function offerQuestion(language: string, offers: Offers): string | null {
  const said = words[spokenLanguage(language)];
  if (offers.transfer && offers.callback) return said.both;
  if (offers.transfer) return said.transfer;
  return offers.callback ? said.callback : null;
}
