import { type SpokenLanguage, spokenLanguage } from './spoken/vocabulary.ts';

type Phrases = Readonly<Record<SpokenLanguage, readonly string[]>>;

/** Written alike in every language. */
const sounds = [
  'mm',
  'mmm',
  'mhm',
  'mmhm',
  'mm hm',
  'mm hmm',
  'hm',
  'hmm',
  'uh huh',
  'uhhuh',
  'aha',
  'ah',
  'oh',
  'ok',
  'okay',
];

/** Words of listening. No plain yes: it may be the answer to the question being asked. */
const listening: Phrases = {
  en: [
    'right',
    'all right',
    'alright',
    'got it',
    'gotcha',
    'i see',
    'understood',
    'i understand',
    'cool',
    'makes sense',
  ],
  es: ['vale', 'ya', 'claro', 'entiendo', 'de acuerdo', 'ajá', 'bueno', 'muy bien', 'ya veo', 'entendido'],
  fr: ["d'accord", 'très bien', 'je vois', 'je comprends', 'entendu', 'ouais', 'compris'],
  de: ['gut', 'alles klar', 'verstehe', 'ich verstehe', 'verstanden', 'genau', 'ach so', 'in ordnung', 'okee'],
  pt: ['tá', 'tá bom', 'está bem', 'certo', 'entendi', 'pois', 'compreendo', 'muito bem', 'percebo'],
  it: ['va bene', 'capito', 'capisco', 'certo', 'ho capito', 'bene', 'eh'],
  nl: ['oké', 'goed', 'begrepen', 'ik snap het', 'prima', 'precies', 'juist', 'ik begrijp het', 'is goed'],
};

const holding: Phrases = {
  en: [
    ...['hold on', 'hang on', 'one moment', 'one second', 'one sec', 'one minute', 'just a moment', 'just a second'],
    ...['just a sec', 'just a minute', 'a moment please', 'give me a', 'let me check', 'let me look', 'let me get'],
    ...['let me find', 'let me grab', 'let me see', 'bear with me', 'wait a', 'hold the line', 'be right back'],
  ],
  es: ['un momento', 'un segundo', 'un minuto', 'espere', 'espera', 'déjeme', 'déjame', 'aguarde', 'no cuelgue'],
  fr: ['un moment', 'un instant', 'une seconde', 'une minute', 'attendez', 'attends', 'patientez', 'ne quittez pas'],
  de: ['moment', 'augenblick', 'eine sekunde', 'eine minute', 'warten sie', 'warte', 'ich schaue', 'ich sehe nach'],
  pt: ['um momento', 'um segundo', 'um minuto', 'um instante', 'espere', 'espera', 'aguarde', 'deixe-me', 'deixa eu'],
  it: ['un momento', 'un attimo', 'un secondo', 'un minuto', 'aspetti', 'aspetta', 'attenda', 'mi faccia', 'fammi'],
  nl: ['moment', 'momentje', 'een ogenblik', 'ogenblikje', 'een seconde', 'een minuut', 'wacht', 'even kijken'],
};

/** Begins an utterance that takes the floor, whatever the line's language: callers mix them. */
const stopping = [
  ...['stop', 'no', 'nope', 'wait', 'actually', 'hold on', 'hang on', 'excuse me', 'sorry', 'hey', 'listen', 'but'],
  ...[
    'espera',
    'espere',
    'perdón',
    'en realidad',
    'pare',
    'non',
    'attendez',
    'attends',
    'arrête',
    'arrêtez',
    'en fait',
  ],
  ...['nein', 'halt', 'warte', 'warten sie', 'moment', 'eigentlich', 'stopp', 'não', 'na verdade', 'aspetta'],
  ...['aspetti', 'in realtà', 'fermo', 'basta', 'nee', 'wacht', 'eigenlijk'],
];
/** What people say first without meaning it. */
const fillers = new Set(['uh', 'um', 'er', 'ah', 'oh', 'äh', 'ähm', 'eh', 'euh', 'ok', 'okay', 'well', 'yes', 'ja']);
const longestHoldRequest = 14;

/**
 * Only a sign of listening ("uh-huh", "I see"): the bot goes on from where it was cut. `language`: BCP-47.
 * When the bot had just asked something, "okay" may be the answer; the caller of this knows.
 */
export function isBackchannel(text: string, language: string): boolean {
  const known = [...sounds, ...listening[spokenLanguage(language)]].map(wordsOf);
  let rest = wordsOf(text);
  if (rest.length === 0 || rest.length > 6) return false;
  while (rest.length > 0) {
    const longest = known.filter((phrase) => startsWith(rest, phrase)).sort((a, b) => b.length - a.length)[0];
    if (!longest) return false;
    rest = rest.slice(longest.length);
  }
  return true;
}

/** The caller asks us to wait ("hold on", "let me check"). `language`: BCP-47; English is understood on every line. */
export function isHoldRequest(text: string, language: string): boolean {
  const words = wordsOf(text);
  if (words.length > longestHoldRequest || text.includes('?')) return false;
  const phrases = [...holding.en, ...holding[spokenLanguage(language)]].map(wordsOf);
  return words.some((_, index) => phrases.some((phrase) => startsWith(words.slice(index), phrase)));
}

/** The caller takes the floor ("stop", "no", "wait", "actually"): never a backchannel, in whatever language. */
export function mustStop(text: string): boolean {
  const words = wordsOf(text);
  const first = words.findIndex((word) => !fillers.has(word));
  const rest = first < 0 ? [] : words.slice(first);
  return stopping.some((phrase) => startsWith(rest, wordsOf(phrase)));
}

function wordsOf(text: string): readonly string[] {
  const lower = text.normalize('NFC').toLowerCase().replace(/’/g, "'");
  return lower.match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
}

function startsWith(words: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length > 0 && phrase.length <= words.length && phrase.every((word, index) => word === words[index]);
}
