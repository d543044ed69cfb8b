import { type AnnouncementLanguage, announcementLanguage } from './announcement-language.ts';
import type { Announcement } from './say.ts';

/** What documents have to say when the bot cannot. */
export type AnnouncementName =
  | 'apology'
  | 'connecting'
  | 'unknownNumber'
  | 'nobodyReached'
  | 'backToBot'
  | 'nobodyThere';
type Texts = Readonly<Record<AnnouncementName, string>>;

const ENGLISH: Texts = {
  apology: 'We are sorry, we cannot take your call right now. Please try again in a few minutes.',
  connecting: 'We are sorry for the trouble. I am connecting you with a person.',
  unknownNumber: 'We are sorry, this number is not in service. Goodbye.',
  nobodyReached: 'We are sorry, nobody can be reached right now. Please try again later. Goodbye.',
  backToBot: 'I am sorry, nobody answered.',
  nobodyThere: 'I am sorry, nobody is there at the moment.',
};
const TEXTS: Readonly<Record<AnnouncementLanguage, Texts>> = {
  en: ENGLISH,
  es: {
    apology: 'Lo sentimos, no podemos atender su llamada en este momento. Vuelva a intentarlo en unos minutos.',
    connecting: 'Lamentamos las molestias. Le comunico con una persona.',
    unknownNumber: 'Lo sentimos, este número no está en servicio. Adiós.',
    nobodyReached: 'Lo sentimos, nadie puede atenderle en este momento. Vuelva a intentarlo más tarde. Adiós.',
    backToBot: 'Lo siento, nadie contestó.',
    nobodyThere: 'Lo siento, en este momento no hay nadie.',
  },
  de: {
    apology:
      'Es tut uns leid, wir können Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es gleich noch einmal.',
    connecting: 'Bitte entschuldigen Sie die Störung. Ich verbinde Sie mit einem Menschen.',
    unknownNumber: 'Es tut uns leid, diese Nummer ist nicht vergeben. Auf Wiederhören.',
    nobodyReached: 'Es tut uns leid, gerade ist niemand erreichbar. Bitte versuchen Sie es später. Auf Wiederhören.',
    backToBot: 'Es tut mir leid, es hat niemand abgenommen.',
    nobodyThere: 'Es tut mir leid, gerade ist niemand da.',
  },
  fr: {
    apology: 'Nous sommes désolés, nous ne pouvons pas prendre votre appel. Veuillez réessayer dans quelques minutes.',
    connecting: 'Veuillez nous excuser. Je vous mets en relation avec une personne.',
    unknownNumber: "Nous sommes désolés, ce numéro n'est pas attribué. Au revoir.",
    nobodyReached: 'Nous sommes désolés, personne ne peut répondre. Veuillez réessayer plus tard. Au revoir.',
    backToBot: "Je suis désolé, personne n'a répondu.",
    nobodyThere: "Je suis désolé, il n'y a personne pour le moment.",
  },
};

/** The sentence in the language of a line, or in English where we have none in it. */
export function announcement(name: AnnouncementName, language: string): Announcement {
  const { words, tag } = announcementLanguage(language);
  return { language: tag, text: TEXTS[words][name] };
}
