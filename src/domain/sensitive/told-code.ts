const names = {
  pin: '(?:pin|pass ?code|geheimzahl)(?:[ -]?(?:code|number|no|nummer|nr))?',
  card: '(?:(?:cvv|cvc|cvn|csc) ?2?|(?:card )?security code|card verification)(?: (?:code|number|value|no))?',
} as const;
const frame = '[\\s"\'*_()\\[\\]#]{0,6}';
const is = '(?:is|was|will be|es|est|ist|lautet|sera|e|(?:is |was )?(?:set|changed) to)(?: now)?(?![a-z])';

/** The digits of a code, spaced out or not. `more`: how many may follow the first. */
const told = (name: string, more: string): RegExp =>
  new RegExp(
    `(?<![a-z0-9])${name}\\.?(?:'s)?${frame}(?:${is})?[ :=-]{0,3}${frame}\\d(?:[ -]?\\d)${more}(?![ -]?\\d)`,
    'iu',
  );

const codes: readonly RegExp[] = [told(names.pin, '{3,11}'), told(names.card, '{2,3}')];

/** Whether a PIN, a passcode or the code on a card is told. `text`: as `digitReadings` gives it. */
export const tellsCode = (text: string): boolean => codes.some((code) => code.test(text));
