import fc from 'fast-check';

/** How somebody dictates in one language. */
export interface Speaker {
  readonly language: string;
  readonly at: readonly string[];
  readonly dot: string;
  readonly dash: string;
  readonly underscore: string;
  readonly plus: string;
  readonly asIn: string;
  readonly double: string;
  readonly digits: readonly string[];
  /** Said before and behind an address. */
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

const speaker = (
  language: string,
  [at, dot, dash, underscore, plus, asIn, double]: readonly [string, string, string, string, string, string, string],
  digits: string,
  before: string,
  behind: string,
): Speaker => ({
  language,
  at: at.split('|'),
  dot,
  dash,
  underscore,
  plus,
  asIn,
  double,
  digits: digits.split(' '),
  before: before.split('|'),
  behind: behind.split('|'),
});

const en = speaker(
  'en',
  ['at|@', 'dot', 'dash', 'underscore', 'plus', 'as in', 'double'],
  'zero one two three four five six seven eight nine',
  "|my email is |it's |sure, it is |yes |you can reach me at |my e-mail address is: ",
  "| please|, thanks|.| that's it",
);
const es = speaker(
  'es',
  ['arroba', 'punto', 'guion', 'guion bajo', 'más', 'de', 'doble'],
  'cero uno dos tres cuatro cinco seis siete ocho nueve',
  '|mi correo es |sí, es |claro, mi correo electrónico es |envíelo a ',
  '| por favor|, gracias',
);
const fr = speaker(
  'fr',
  ['arobase', 'point', 'tiret', 'tiret bas', 'plus', 'comme', 'double'],
  'zéro un deux trois quatre cinq six sept huit neuf',
  "|mon adresse c'est |c'est |oui, mon adresse mail est ",
  "| merci| s'il vous plaît",
);
const de = speaker(
  'de',
  ['ät|at|@', 'Punkt', 'Bindestrich', 'Unterstrich', 'plus', 'wie', 'doppel'],
  'null eins zwei drei vier fünf sechs sieben acht neun',
  '|meine E-Mail-Adresse lautet |ja, das ist |Bitte an ',
  '| danke| bitte',
);
const pt = speaker(
  'pt',
  ['arroba', 'ponto', 'hífen', 'sublinhado', 'mais', 'de', 'duplo'],
  'zero um dois três quatro cinco seis sete oito nove',
  '|meu email é |sim, é |o meu endereço é ',
  '| por favor| obrigado',
);
const it = speaker(
  'it',
  ['chiocciola', 'punto', 'trattino', 'trattino basso', 'più', 'come', 'doppia'],
  'zero uno due tre quattro cinque sei sette otto nove',
  '|il mio indirizzo è |sì, è |la mia email è ',
  '| grazie| per favore',
);
const nl = speaker(
  'nl',
  ['apenstaartje|at', 'punt', 'streepje', 'laag streepje', 'plus', 'van', 'dubbel'],
  'nul een twee drie vier vijf zes zeven acht negen',
  '|mijn e-mailadres is |ja, het is ',
  '| dank je| alstublieft',
);

export const speakers: readonly Speaker[] = [en, es, fr, de, pt, it, nl];

/** Takes one of several, now this, now that: for a property, as free as chance and as repeatable as its seed. */
export type Pick = <T>(...from: readonly T[]) => T;

export const anyPick = fc.infiniteStream(fc.nat(1000)).map(
  (stream): Pick =>
    (...from) =>
      from[(stream.next().value ?? 0) % from.length] as (typeof from)[number],
);

const codeWords =
  'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
    ' ',
  );

/** Spells an address character by character, the domain as words. */
export function spellAddress(address: string, speaker: Speaker, pick: Pick): string {
  const at = address.lastIndexOf('@');
  const local = groups(address.slice(0, at)).map((group) => sayCharacters(group, speaker, pick));
  const domain = address
    .slice(at + 1)
    .split('.')
    .join(` ${speaker.dot} `);
  const said = `${local.join(pick(' ', ' ', ', '))} ${pick(...speaker.at)} ${domain}`;
  return pick(...speaker.before) + said + pick(...speaker.behind);
}

/** A character twice is one group, that can be said with "double"; but nobody doubles u and v. */
const groups = (text: string): readonly string[] => text.match(/([a-tw-z0-9])\1(?!\1)|./g) ?? [];

function sayCharacters(group: string, speaker: Speaker, pick: Pick): string {
  const [one = ''] = group;
  const said = sayCharacter(one, speaker, pick);
  return group.length === 1 ? said : pick(`${speaker.double} ${one}`, `${said} ${said}`);
}

function sayCharacter(one: string, { dot, dash, underscore, plus, digits, asIn }: Speaker, pick: Pick): string {
  const signs: Readonly<Record<string, string>> = { '.': dot, '-': dash, _: underscore, '+': plus };
  if (/\d/.test(one)) return pick(one, digits[Number(one)] ?? one);
  const letters = [one, one, one.toUpperCase(), `${one} ${asIn} ${codeWords[one.charCodeAt(0) - 97]}`];
  return signs[one] ?? pick(...letters);
}
