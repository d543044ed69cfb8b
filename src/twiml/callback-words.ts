import { saidAloud } from '../domain/spoken/said-aloud.ts';
import { type AnnouncementLanguage, announcementLanguage } from './announcement-language.ts';
import type { Announcement } from './say.ts';

/**
 * What is said in the calls of a callback. `oneMoment` and `customerAway`: to the agent; `greeting`: to the customer;
 * `voicemail`: to their machine.
 */
export type CallbackWords = 'oneMoment' | 'customerAway' | 'greeting' | 'voicemail';

/** `{}`: the business's name. */
const WORDS: Readonly<Record<AnnouncementLanguage, Readonly<Record<CallbackWords, string>>>> = {
  en: {
    oneMoment: 'Thank you. One moment, I am connecting you.',
    customerAway: 'The customer did not answer. Thank you, and goodbye.',
    greeting: 'Hello, this is {} with the call you asked for. One moment, I am connecting you.',
    voicemail: 'Hello, this is {} with the call you asked for. We are sorry we missed you and will try again.',
  },
  es: {
    oneMoment: 'Gracias. Un momento, le comunico.',
    customerAway: 'El cliente no contestó. Gracias y adiós.',
    greeting: 'Hola, le llamamos de {}, como nos pidió. Un momento, le comunico.',
    voicemail: 'Hola, le llamamos de {}, como nos pidió. Sentimos no encontrarle; lo intentaremos de nuevo.',
  },
  de: {
    oneMoment: 'Vielen Dank. Einen Moment, ich verbinde Sie.',
    customerAway: 'Der Kunde hat nicht abgenommen. Vielen Dank und auf Wiederhören.',
    greeting: 'Guten Tag, hier ist {} mit dem gewünschten Rückruf. Einen Moment, ich verbinde Sie.',
    voicemail:
      'Guten Tag, hier ist {} mit dem gewünschten Rückruf. Leider haben wir Sie nicht erreicht. Wir versuchen es noch einmal.',
  },
  fr: {
    oneMoment: 'Merci. Un instant, je vous mets en relation.',
    customerAway: "Le client n'a pas répondu. Merci et au revoir.",
    greeting: "Bonjour, c'est {}, pour l'appel que vous avez demandé. Un instant, je vous mets en relation.",
    voicemail:
      "Bonjour, c'est {}, pour l'appel que vous avez demandé. Nous sommes désolés de vous avoir manqué et réessaierons.",
  },
};

const longestName = 60;

/** `language`: BCP-47, of whoever hears it. */
export function callbackWords(kind: CallbackWords, language: string, businessName: string): Announcement {
  const { words, tag } = announcementLanguage(language);
  const name = saidAloud(businessName, tag, longestName);
  return { language: tag, text: WORDS[words][kind].replace('{}', () => name) };
}

/** What the site file has said to machines, in the line's language. */
export function ownWords(text: string, language: string): Announcement {
  return { language: announcementLanguage(language).tag, text };
}
