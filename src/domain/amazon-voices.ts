/** Amazon Polly's voices by language (docs.aws.amazon.com/polly/latest/dg/available-voices.html). */
const VOICES_BY_LANGUAGE: Readonly<Record<string, string>> = {
  'ar-AE': 'Hala Zayd',
  'ca-ES': 'Arlet',
  'cmn-CN': 'Zhiyu',
  'cs-CZ': 'Jitka',
  'cy-GB': 'Gwyneth',
  'da-DK': 'Naja Mads Sofie',
  'de-AT': 'Hannah',
  'de-CH': 'Sabrina',
  'de-DE': 'Marlene Vicki Hans Daniel Lennart',
  'en-AU': 'Nicole Olivia Russell',
  'en-GB': 'Amy Emma Brian Arthur',
  'en-GB-WLS': 'Geraint',
  'en-IE': 'Niamh',
  'en-IN': 'Aditi Raveena Kajal',
  'en-NZ': 'Aria',
  'en-SG': 'Jasmine',
  'en-US': 'Danielle Gregory Ivy Joanna Kendra Kimberly Salli Joey Justin Kevin Matthew Ruth Stephen Patrick Tiffany',
  'en-ZA': 'Ayanda',
  'es-ES': 'Conchita Lucia Alba Enrique Sergio Raul',
  'es-MX': 'Mia Andres',
  'es-US': 'Lupe Penelope Miguel Pedro',
  'fi-FI': 'Suvi',
  'fr-BE': 'Isabelle',
  'fr-CA': 'Chantal Gabrielle Liam',
  'fr-FR': 'Celine Lea Mathieu Remi Ambre Florian',
  'hi-IN': 'Aditi Kajal',
  'is-IS': 'Dora Karl',
  'it-IT': 'Carla Bianca Giorgio Adriano Beatrice Lorenzo',
  'ja-JP': 'Mizuki Takumi Kazuha Tomoko',
  'ko-KR': 'Seoyeon Jihye',
  'nb-NO': 'Liv Ida',
  'nl-BE': 'Lisa',
  'nl-NL': 'Laura Lotte Ruben',
  'pl-PL': 'Ewa Maja Jacek Jan Ola',
  'pt-BR': 'Camila Vitoria Ricardo Thiago',
  'pt-PT': 'Ines Cristiano',
  'ro-RO': 'Carmen',
  'ru-RU': 'Tatyana Maxim',
  'sv-SE': 'Astrid Elin',
  'tr-TR': 'Filiz Burcu',
  'yue-CN': 'Hiujin',
};
const LANGUAGES_BY_VOICE = Map.groupBy(
  Object.entries(VOICES_BY_LANGUAGE).flatMap(([language, voices]) =>
    voices.split(' ').map((voice) => ({ language, voice })),
  ),
  (entry) => entry.voice,
);

/** The languages a voice (`Joanna`, `Joanna-Neural`) speaks; empty when there is no such voice. */
export function amazonVoiceLanguages(voice: string): readonly string[] {
  const name = voice.replace(/-(Neural|Generative|Standard|Long-Form)$/i, '');
  return (LANGUAGES_BY_VOICE.get(name) ?? []).map((entry) => entry.language);
}

/** The voices of a language, for telling what to write instead. */
export function amazonVoicesFor(language: string): readonly string[] {
  return VOICES_BY_LANGUAGE[language]?.split(' ') ?? [];
}
