/** The languages we can say numbers, addresses and our own sentences in. Any other is spoken to in English. */
export type SpokenLanguage = 'en' | 'es' | 'fr' | 'de' | 'pt' | 'it' | 'nl';

/** Major unit for one, for many, and the minor unit for many. */
export type CurrencyWords = readonly [one: string, many: string, minor: string];
export type CurrencySymbol = '$' | '€' | '£';

export interface SpokenWords {
  readonly at: string;
  readonly dot: string;
  readonly dash: string;
  readonly underscore: string;
  readonly plus: string;
  readonly apostrophe: string;
  readonly and: string;
  /** Said in place of a URL. */
  readonly link: string;
  readonly percent: string;
  readonly number: string;
  readonly lessThan: string;
  readonly greaterThan: string;
  readonly equals: string;
  readonly times: string;
  /** "B as in Bravo". */
  readonly asIn: string;
  readonly currencies: Readonly<Record<CurrencySymbol, CurrencyWords>>;
  /** Between the major and the minor unit of an amount. */
  readonly moneyAnd: string;
}

const vocabulary: Readonly<Record<SpokenLanguage, SpokenWords>> = {
  en: {
    at: 'at',
    dot: 'dot',
    dash: 'dash',
    underscore: 'underscore',
    plus: 'plus',
    apostrophe: 'apostrophe',
    and: 'and',
    link: 'the link',
    percent: 'percent',
    number: 'number',
    lessThan: 'less than',
    greaterThan: 'more than',
    equals: 'equals',
    times: 'times',
    asIn: 'as in',
    moneyAnd: 'and',
    currencies: {
      $: ['dollar', 'dollars', 'cents'],
      '€': ['euro', 'euros', 'cents'],
      '£': ['pound', 'pounds', 'pence'],
    },
  },
  es: {
    at: 'arroba',
    dot: 'punto',
    dash: 'guion',
    underscore: 'guion bajo',
    plus: 'más',
    apostrophe: 'apóstrofo',
    and: 'y',
    link: 'el enlace',
    percent: 'por ciento',
    number: 'número',
    lessThan: 'menos de',
    greaterThan: 'más de',
    equals: 'igual a',
    times: 'por',
    asIn: 'de',
    moneyAnd: 'con',
    currencies: {
      $: ['dólar', 'dólares', 'centavos'],
      '€': ['euro', 'euros', 'céntimos'],
      '£': ['libra', 'libras', 'peniques'],
    },
  },
  fr: {
    at: 'arobase',
    dot: 'point',
    dash: 'tiret',
    underscore: 'tiret bas',
    plus: 'plus',
    apostrophe: 'apostrophe',
    and: 'et',
    link: 'le lien',
    percent: 'pour cent',
    number: 'numéro',
    lessThan: 'moins de',
    greaterThan: 'plus de',
    equals: 'égale',
    times: 'fois',
    asIn: 'comme',
    moneyAnd: 'et',
    currencies: {
      $: ['dollar', 'dollars', 'cents'],
      '€': ['euro', 'euros', 'centimes'],
      '£': ['livre', 'livres', 'pence'],
    },
  },
  de: {
    at: 'ät',
    dot: 'Punkt',
    dash: 'Bindestrich',
    underscore: 'Unterstrich',
    plus: 'plus',
    apostrophe: 'Apostroph',
    and: 'und',
    link: 'der Link',
    percent: 'Prozent',
    number: 'Nummer',
    lessThan: 'weniger als',
    greaterThan: 'mehr als',
    equals: 'gleich',
    times: 'mal',
    asIn: 'wie',
    moneyAnd: 'und',
    currencies: { $: ['Dollar', 'Dollar', 'Cent'], '€': ['Euro', 'Euro', 'Cent'], '£': ['Pfund', 'Pfund', 'Pence'] },
  },
  pt: {
    at: 'arroba',
    dot: 'ponto',
    dash: 'hífen',
    underscore: 'sublinhado',
    plus: 'mais',
    apostrophe: 'apóstrofo',
    and: 'e',
    link: 'o link',
    percent: 'por cento',
    number: 'número',
    lessThan: 'menos de',
    greaterThan: 'mais de',
    equals: 'igual a',
    times: 'vezes',
    asIn: 'de',
    moneyAnd: 'e',
    currencies: {
      $: ['dólar', 'dólares', 'centavos'],
      '€': ['euro', 'euros', 'cêntimos'],
      '£': ['libra', 'libras', 'pence'],
    },
  },
  it: {
    at: 'chiocciola',
    dot: 'punto',
    dash: 'trattino',
    underscore: 'trattino basso',
    plus: 'più',
    apostrophe: 'apostrofo',
    and: 'e',
    link: 'il link',
    percent: 'per cento',
    number: 'numero',
    lessThan: 'meno di',
    greaterThan: 'più di',
    equals: 'uguale a',
    times: 'per',
    asIn: 'come',
    moneyAnd: 'e',
    currencies: {
      $: ['dollaro', 'dollari', 'centesimi'],
      '€': ['euro', 'euro', 'centesimi'],
      '£': ['sterlina', 'sterline', 'penny'],
    },
  },
  nl: {
    at: 'apenstaartje',
    dot: 'punt',
    dash: 'streepje',
    underscore: 'laag streepje',
    plus: 'plus',
    apostrophe: 'apostrof',
    and: 'en',
    link: 'de link',
    percent: 'procent',
    number: 'nummer',
    lessThan: 'minder dan',
    greaterThan: 'meer dan',
    equals: 'is gelijk aan',
    times: 'keer',
    asIn: 'van',
    moneyAnd: 'en',
    currencies: { $: ['dollar', 'dollar', 'cent'], '€': ['euro', 'euro', 'cent'], '£': ['pond', 'pond', 'pence'] },
  },
};

/** The spoken language of a BCP-47 tag: `pt-BR` → `pt`; unknown → `en`. */
export function spokenLanguage(tag: string): SpokenLanguage {
  const base = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(vocabulary, base) ? (base as SpokenLanguage) : 'en';
}

/** The small words of a language, by BCP-47 tag. */
export function spokenWords(tag: string): SpokenWords {
  return vocabulary[spokenLanguage(tag)];
}
