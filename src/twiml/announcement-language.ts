/** The languages our own announcements are in. Any other is announced in English. */
export type AnnouncementLanguage = 'en' | 'es' | 'de' | 'fr';

const TAGS: Readonly<Record<AnnouncementLanguage, string>> = {
  en: 'en-US',
  es: 'es-MX',
  de: 'de-DE',
  fr: 'fr-FR',
};

/** `tag` (BCP-47) is what the voice is told: the line's own where it is of the same language, else our default. */
export function announcementLanguage(language: string): { words: AnnouncementLanguage; tag: string } {
  const [base = ''] = language.split('-');
  const words = isKnown(base) ? base : 'en';
  return { words, tag: base === words && language.includes('-') ? language : TAGS[words] };
}

const isKnown = (base: string): base is AnnouncementLanguage => Object.hasOwn(TAGS, base);
