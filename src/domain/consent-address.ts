/** Symbols as they are said in the languages we speak, by the word in lower case. */
export const spokenSymbols: Readonly<Record<string, string>> = {
  ...Object.fromEntries('at arroba arobase at ät chiocciola apenstaartje'.split(' ').map((word) => [word, '@'])),
  ...Object.fromEntries('dot punto point punkt ponto punt period'.split(' ').map((word) => [word, '.'])),
  ...Object.fromEntries(
    'dash hyphen guion guión tiret bindestrich hífen hifen trattino streepje minus'
      .split(' ')
      .map((word) => [word, '-']),
  ),
  ...Object.fromEntries('underscore unterstrich sublinhado'.split(' ').map((word) => [word, '_'])),
  ...Object.fromEntries('plus más mais più'.split(' ').map((word) => [word, '+'])),
};
const digitWords: Readonly<Record<string, string>> = Object.fromEntries(
  'zero one two three four five six seven eight nine'.split(' ').map((word, digit) => [word, `${digit}`]),
);
const phraseSymbols: readonly (readonly [RegExp, string])[] = [
  [/guion bajo|tiret bas|trattino basso|laag streepje|under score/g, 'underscore'],
  // "b as in bravo", "d for delta": the letter alone is meant.
  [/\b(\p{L})(?:,)? (?:as in|for|like|wie|comme|como|come|van|de) \p{L}[\p{L}-]+/gu, '$1'],
];

/** Whether a text holds the address whole, written or said: "j o h n at gmail dot com", "john at gmail dot com". */
export function saysEmailAddress(text: string, address: string): boolean {
  const { local, domain } = parts(address);
  return readings(text).some((tokens) =>
    ats(tokens).some(
      (at) => endsWithLocal(tokens.slice(0, at), local) && startsWithDomain(tokens.slice(at + 1), domain),
    ),
  );
}

/** The masked form: the domain, and the first letter of the name on its own: "j…@gmail.com", "J at gmail dot com". */
export function saysMaskedAddress(text: string, address: string): boolean {
  const { local, domain } = parts(address);
  const initial = local.slice(0, 1);
  return readings(text).some(
    (tokens) =>
      ats(tokens).some((at) => startsWithDomain(tokens.slice(at + 1), domain)) &&
      tokens.some((token) => token.toLowerCase() === initial),
  );
}

/** An address is named that is not this one. */
export function saysOtherAddress(text: string, address: string): boolean {
  if (saysEmailAddress(text, address)) return false;
  const spoken = readings(text).some((tokens) =>
    ats(tokens).some((at) => /^[^.]+\.[^.]/.test(tokens.slice(at + 1, at + 8).join(''))),
  );
  return spoken || /[^\s@]@[^\s@]+\.[^\s@]/.test(text);
}

function parts(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at).toLowerCase(), domain: address.slice(at + 1).toLowerCase() };
}

const ats = (tokens: readonly string[]): readonly number[] =>
  tokens.flatMap((token, index) => (token === '@' ? [index] : []));

/** The text as words and symbols; once with digits as they stand and once with digit words read as digits. */
function readings(text: string): readonly (readonly string[])[] {
  const plain = phraseSymbols.reduce(
    (result, [pattern, symbol]) => result.replace(pattern, symbol),
    text.toLowerCase(),
  );
  const words = plain.match(/[\p{L}\p{N}\p{M}]+|[@_+-]|\.(?=[\p{L}\p{N}])/gu) ?? [];
  const tokens = words.map((word) => spokenSymbols[word] ?? word);
  const spelled = tokens.filter(
    (token, index) => token !== '-' || !isLetter(tokens[index - 1]) || !isLetter(tokens[index + 1]),
  );
  return [tokens, spelled, spelled.map((token) => digitWords[token] ?? token)];
}

const isLetter = (token: string | undefined): boolean => token !== undefined && /^[\p{L}\p{N}]$/u.test(token);

/** The words just before the `@` spell the name, and nothing spelled stands before them: "j o h n" does not say "ohn". */
function endsWithLocal(tokens: readonly string[], local: string): boolean {
  let spelled = '';
  for (let index = tokens.length - 1; index >= 0 && spelled.length < local.length; index--) {
    spelled = (tokens[index] ?? '') + spelled;
    if (spelled === local) return !isPartOfName(tokens[index - 1]);
  }
  return false;
}

const isPartOfName = (token: string | undefined): boolean =>
  token !== undefined && (isLetter(token) || /^[._+@-]$/.test(token));

/** The words just after the `@` spell the domain, and no further label follows. */
function startsWithDomain(tokens: readonly string[], domain: string): boolean {
  let spelled = '';
  for (const [index, token] of tokens.entries()) {
    spelled += token;
    if (spelled === domain) return !(tokens[index + 1] === '.' || tokens[index + 1] === '-');
    if (!domain.startsWith(spelled)) return false;
  }
  return false;
}
