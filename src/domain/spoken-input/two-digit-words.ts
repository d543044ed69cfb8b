import type { SpokenLanguage } from '../spoken/vocabulary.ts';
import { digitNames } from './spoken-digits.ts';

interface Tens {
  /** Ten to nineteen. */
  readonly teens: string;
  /** Twenty to ninety. */
  readonly tens: string;
  /** All ways to say a ten with a unit behind it. */
  readonly join: (ten: string, unit: string) => readonly string[];
}

const oneWord = (ten: string, unit: string): readonly string[] => [`${unit === 'eins' ? 'ein' : unit}und${ten}`];

/** Lower case, no accents; "_" stands within a name, "|" between two names. */
const numbers: Readonly<Record<SpokenLanguage, Tens>> = {
  en: {
    teens: 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty|fourty fifty sixty seventy eighty ninety',
    join: (ten, unit) => [`${ten} ${unit}`],
  },
  es: {
    teens: 'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    join: (ten, unit) => (ten === 'veinte' ? [`veinti${unit}`] : [`${ten} y ${unit}`]),
  },
  fr: {
    teens: 'dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf',
    tens: 'vingt trente quarante cinquante soixante septante quatre_vingt|quatre_vingts|huitante|octante nonante',
    join: (ten, unit) => [`${ten} ${unit}`, `${ten} et ${unit}`],
  },
  de: {
    teens: 'zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
    join: oneWord,
  },
  pt: {
    teens:
      'dez onze doze treze quatorze|catorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    join: (ten, unit) => [`${ten} e ${unit}`],
  },
  it: {
    teens: 'dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    join: (ten, unit) => [`${/^[uo]/.test(unit) ? ten.slice(0, -1) : ten}${unit}`],
  },
  nl: {
    teens: 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    join: (ten, unit) => [`${unit}en${ten}`],
  },
};

/** Most words a number below a hundred is said in: "quatre vingt dix sept". */
export const longestNumber = 4;

/** The numbers 10 to 99 by their names in one language: lower case, no accents, a space between words. */
export function twoDigitWords(language: SpokenLanguage): ReadonlyMap<string, string> {
  const { teens, tens, join } = numbers[language];
  const units = digitNames(language).flatMap((said, digit) => split(said).map((unit) => ({ unit, digit })));
  const entries = [
    ...teens.split(' ').flatMap((said, index) => split(said).map((name) => [name, `${10 + index}`] as const)),
    ...tens
      .split(' ')
      .flatMap((said, index) =>
        split(said).flatMap((ten) => [
          [ten, `${20 + index * 10}`] as const,
          ...units
            .filter(({ digit }) => digit > 0)
            .flatMap(({ unit, digit }) => join(ten, unit).map((name) => [name, `${20 + index * 10 + digit}`] as const)),
        ]),
      ),
  ];
  return new Map(language === 'fr' ? [...entries, ...beyondSixty(teens)] : entries);
}

/** French counts on from sixty and from eighty: "soixante dix", "soixante et onze", "quatre vingt dix sept". */
function beyondSixty(teens: string): readonly (readonly [string, string])[] {
  return teens
    .split(' ')
    .flatMap((said, index) =>
      split(said).flatMap((teen) => [
        [`soixante ${teen}`, `${70 + index}`] as const,
        [`soixante et ${teen}`, `${70 + index}`] as const,
        [`quatre vingt ${teen}`, `${90 + index}`] as const,
      ]),
    );
}

const split = (said: string): readonly string[] => said.split('|').map((name) => name.replaceAll('_', ' '));
