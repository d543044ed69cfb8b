import { type AnnouncementLanguage, announcementLanguage } from './announcement-language.ts';
import type { Announcement } from './say.ts';

interface RecordingWords {
  readonly announce: string;
  readonly ask: string;
}

const WORDS: Readonly<Record<AnnouncementLanguage, RecordingWords>> = {
  en: {
    announce: 'This conversation may be recorded.',
    ask: 'May this conversation be recorded? Press 1 or say yes. Press 2 or say no.',
  },
  es: {
    announce: 'Esta conversación puede ser grabada.',
    ask: '¿Podemos grabar esta conversación? Pulse 1 o diga sí. Pulse 2 o diga no.',
  },
  de: {
    announce: 'Dieses Gespräch kann aufgezeichnet werden.',
    ask: 'Dürfen wir dieses Gespräch aufzeichnen? Drücken Sie die 1 oder sagen Sie ja. Drücken Sie die 2 oder sagen Sie nein.',
  },
  fr: {
    announce: 'Cette conversation peut être enregistrée.',
    ask: 'Pouvons-nous enregistrer cette conversation ? Appuyez sur 1 ou dites oui. Appuyez sur 2 ou dites non.',
  },
};

/** Said to the caller before it rings (`announce`), or asked (`ask`). `language`: BCP-47. */
export function recordingWords(kind: keyof RecordingWords, language: string): Announcement {
  const { words, tag } = announcementLanguage(language);
  return { language: tag, text: WORDS[words][kind] };
}
