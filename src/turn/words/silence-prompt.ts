import { type SpokenLanguage, spokenLanguage } from '../../domain/spoken/vocabulary.ts';
import { type Offers, offerQuestion } from './offers.ts';

interface SilenceWords {
  readonly first: string;
  readonly second: string;
  /** Where the line has nothing to offer. */
  readonly secondPlain: string;
  readonly last: string;
}

const prompts: Readonly<Record<SpokenLanguage, SilenceWords>> = {
  en: {
    first: 'Are you still there?',
    second: 'I cannot hear you.',
    secondPlain: 'I cannot hear you. Is there anything I can help with?',
    last: 'I still cannot hear you, so I will hang up now. Please call again any time. Goodbye.',
  },
  es: {
    first: '¿Sigue ahí?',
    second: 'No le oigo.',
    secondPlain: 'No le oigo. ¿Puedo ayudarle en algo?',
    last: 'Sigo sin oírle, así que voy a colgar. Llámenos cuando quiera. Adiós.',
  },
  fr: {
    first: 'Êtes-vous toujours là ?',
    second: 'Je ne vous entends pas.',
    secondPlain: 'Je ne vous entends pas. Puis-je vous aider ?',
    last: 'Je ne vous entends toujours pas, je vais donc raccrocher. Rappelez-nous quand vous voulez. Au revoir.',
  },
  de: {
    first: 'Sind Sie noch da?',
    second: 'Ich höre Sie nicht.',
    secondPlain: 'Ich höre Sie nicht. Kann ich Ihnen noch helfen?',
    last: 'Ich höre Sie leider immer noch nicht und lege jetzt auf. Rufen Sie gern wieder an. Auf Wiederhören.',
  },
  pt: {
    first: 'Ainda está aí?',
    second: 'Não consigo ouvir.',
    secondPlain: 'Não consigo ouvir. Posso ajudar em alguma coisa?',
    last: 'Continuo sem ouvir, por isso vou desligar. Ligue de novo quando quiser. Adeus.',
  },
  it: {
    first: 'È ancora in linea?',
    second: 'Non la sento.',
    secondPlain: 'Non la sento. Posso aiutarla in qualcosa?',
    last: 'Continuo a non sentirla, quindi chiudo la chiamata. Richiami quando vuole. Arrivederci.',
  },
  nl: {
    first: 'Bent u er nog?',
    second: 'Ik hoor u niet.',
    secondPlain: 'Ik hoor u niet. Kan ik u ergens mee helpen?',
    last: 'Ik hoor u nog steeds niet, dus ik hang nu op. Bel gerust opnieuw. Tot ziens.',
  },
};

/** What a silent caller hears: `count` 1 asks, 2 offers what the line has, 3 and more says goodbye. BCP-47. */
export function silencePrompt(language: string, count: number, offers: Offers): string {
  const words = prompts[spokenLanguage(language)];
  if (count <= 1) return words.first;
  if (count > 2) return words.last;
  const question = offerQuestion(language, offers);
  return question ? `${words.second} ${question}` : words.secondPlain;
}
