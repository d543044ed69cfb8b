import { isOrdinaryWord } from './ordinary-words.ts';

/** In English any word behind "password:" is one that is told; elsewhere we know too few words to say so. */
const english = 'password|pass word|passwd|pwd|pass ?code|pass ?phrase';
const foreign = 'passwort|kennwort|contrasena|mot de passe|palavra[ -]passe|wachtwoord';
/** Mean other things too: only what looks like no word counts. */
const ambiguous = 'clave|senha|(?:api|secret|access)[ _-]?key|(?:api|access|auth)[ _-]token|client[ _-]secret';

/** Quotes, brackets and what makes text bold. */
const frame = '[\\s"“”„«»\'*_()\\[\\]<>]{0,6}';
const links = [
  '(?<to>(?:(?:is|was|has been|now|been) ){0,3}(?:(?:re)?set |changed |updated )?to(?![a-z]))',
  '(?<sign>(?:(?:is|was)(?: now)?)? ?(?:[:=]{1,2}|-{1,2}>))',
  '(?<verb>(?:is|was|will be)(?![a-z])(?: (?:now|currently|still)(?![a-z]))?)',
  '(?<other>(?:es|est|ist|lautet|sera|e)(?![a-z])|-{1,2})',
  '(?<=\\s)(?=\\S{0,30}\\d)',
];
const told = new RegExp(
  `(?<![a-z0-9])(?:(?<english>${english})|(?<foreign>${foreign})|${ambiguous})(?:'s)?${frame}` +
    `(?:${links.join('|')})${frame}(?<raw>[^\\s"“”«»]{1,100})`,
  'giu',
);

/** Whether a password, a passphrase or a key is told. `text`: as `readableText` leaves it. */
export function tellsPassword(text: string): boolean {
  for (const found of text.matchAll(told)) {
    const end = found.index + found[0].length;
    if (isTold(found.groups ?? {}, text.slice(end, end + 20))) return true;
  }
  return false;
}

function isTold(parts: Readonly<Record<string, string | undefined>>, behind: string): boolean {
  const { english, foreign, sign, verb, other, raw = '' } = parts;
  const value = raw.replace(/^[^\p{L}\p{N}]+|[.,;:!?)\]}>'*_]+$/gu, '');
  if (value === '' || isOrdinaryWord(value) || isElsewhere(value)) return false;
  if (looksSecret(value)) return (sign ?? verb ?? other) !== undefined || /\p{L}/u.test(value);
  const ends = endsClause(raw, behind);
  if (value.length < 3) return false;
  if (sign !== undefined) return english !== undefined || (foreign !== undefined && ends);
  return verb !== undefined && english !== undefined && ends;
}

const endsClause = (raw: string, behind: string): boolean =>
  /[.,;!?)]$/.test(raw) || /^["'“”»)*_]{0,3}\s*(?:$|[.,;!?()\n-]|(?:and|but|or)\b)/i.test(behind);

/** Digits, signs or capitals in the middle: no word of a sentence. */
const looksSecret = (value: string): boolean =>
  (/\d/.test(value) && value.length >= 4) ||
  (/[^\p{L}\p{N}'.,/-]/u.test(value) && /[\p{L}\p{N}]/u.test(value) && value.length >= 3) ||
  /^\p{L}*\p{Ll}\p{Lu}/u.test(value);

/** Where to go and whom to call: links, addresses, phone numbers. Also "8-character", "100%", "1st". */
const isElsewhere = (value: string): boolean =>
  /^(?:https?:|www\.|[\d().]{0,8}\d{3}[-.]\d{3,4}[-.]\d{3,4}$)/i.test(value) ||
  /^[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?:[/:?#]|$)/i.test(value) ||
  /^[^\s@]+@[a-z0-9.-]+\.[a-z]{2,24}$/i.test(value) ||
  /^\d{1,3}(?:%|-[a-z-]+|-\d{1,3}|st|nd|rd|th|fa|\/\d)$/i.test(value);
