import { type AddressToken, addressReadings, isCharacter } from './spoken-input/address-readings.ts';

/** Whether a text holds the address whole, written or said: "j o h n at gmail dot com", "john at gmail dot com". */
export function saysEmailAddress(text: string, address: string): boolean {
  const { local, domain } = parts(address);
  return addressReadings(text).some((tokens) =>
    ats(tokens).some((at) => endsWithLocal(tokens, at, local) && startsWithDomain(tokens, at + 1, domain)),
  );
}

/** The masked form: the domain, and the first letter of the name on its own: "j…@gmail.com", "J at gmail dot com". */
export function saysMaskedAddress(text: string, address: string): boolean {
  const { local, domain } = parts(address);
  const initial = local.slice(0, 1);
  return addressReadings(text).some(
    (tokens) =>
      ats(tokens).some((at) => startsWithDomain(tokens, at + 1, domain)) &&
      tokens.some((token) => token.text === initial),
  );
}

/** An address is named that is not this one. */
export function saysOtherAddress(text: string, address: string): boolean {
  if (saysEmailAddress(text, address)) return false;
  const spoken = addressReadings(text).some((tokens) =>
    ats(tokens).some((at) => isDomain(tokens.slice(at + 1, at + 8))),
  );
  return spoken || /[^\s@]@[^\s@]+\.[^\s@]/.test(text);
}

function parts(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at).toLowerCase(), domain: address.slice(at + 1).toLowerCase() };
}

const ats = (tokens: readonly AddressToken[]): readonly number[] =>
  tokens.flatMap((token, index) => (token.text === '@' ? [index] : []));

const isDomain = (tokens: readonly AddressToken[]): boolean =>
  /^[^.]+\.[^.]/.test(tokens.map((token) => token.text).join(''));

/** The words just before the `@` spell the name, and nothing spelled stands before them: "j o h n" does not say "ohn". */
function endsWithLocal(tokens: readonly AddressToken[], end: number, local: string): boolean {
  let spelled = '';
  for (let index = end - 1; index >= 0 && spelled.length < local.length; index--) {
    spelled = (tokens[index]?.text ?? '') + spelled;
    if (spelled === local) return !isPartOfName(tokens[index - 1]);
  }
  return false;
}

const isPartOfName = (token: AddressToken | undefined): boolean =>
  token !== undefined && (isCharacter(token.text) || /^[._+@'-]$/.test(token.text));

/** The words just after the `@` spell the domain, and nothing goes on behind it: neither a label nor a letter. */
function startsWithDomain(tokens: readonly AddressToken[], start: number, domain: string): boolean {
  let spelled = '';
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) return false;
    spelled += token.text;
    if (spelled === domain) return !goesOn(token, tokens[index + 1]);
    if (!domain.startsWith(spelled)) return false;
  }
  return false;
}

function goesOn(last: AddressToken, next: AddressToken | undefined): boolean {
  if (next === undefined) return false;
  return next.text === '.' || next.text === '-' || (isCharacter(last.text) && isCharacter(next.text) && !next.pause);
}
