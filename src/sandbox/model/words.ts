/** Lower case, accents off, apostrophes closed up, everything else a space. */
export function normalise(text: string): string {
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  return bare
    .replace(/['’]/g, '')
    .replace(/e-mail/g, 'email')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const fillers = new Set(
  (
    'a an the and or but if of to for from in on at by with as is are was were be been am do does did have has had can ' +
    'could would will shall should may might you your yours i im me my mine we our us it its this that these those ' +
    'there here what whats when where which who whose how why please tell know want need like get give about any some ' +
    'just so also much many hi hello hey okay ok yes no not thanks thank let dont doesnt um uh well it ill id'
  ).split(' '),
);
/** What callers say for what a business writes. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  open: ['hour', 'clos'],
  clos: ['hour', 'open'],
  hour: ['open', 'clos'],
  cost: ['price', '$'],
  price: ['cost'],
  charge: ['price', 'cost'],
  address: ['locat', 'street'],
  locat: ['address', 'street'],
  deliver: ['ship'],
  ship: ['deliver'],
  park: ['parking'],
  refund: ['return'],
  return: ['refund'],
};

/** The words that carry the meaning, cut to their stems, without repeats. */
export function contentWords(text: string): string[] {
  const words = normalise(text)
    .split(' ')
    .filter((word) => word !== '' && !fillers.has(word));
  return [...new Set(words.map(stem))];
}

const meantWeight = 0.5;

/** The content words, and with half their weight what they may also be written as. */
export function searchTerms(text: string): ReadonlyMap<string, number> {
  const plain = normalise(text);
  const words = contentWords(text);
  const price = /\bhow much\b/.test(plain) ? ['price', 'cost'] : [];
  const place = /\bwhere\b/.test(plain) ? ['address', 'locat', 'street'] : [];
  const meant = [...price, ...place, ...words.flatMap((word) => sameAs[word] ?? [])];
  return new Map([...meant.map((term) => [term, meantWeight] as const), ...words.map((word) => [word, 1] as const)]);
}

function stem(word: string): string {
  if (word.length <= 4) return word.replace(/s$/, '');
  return word.replace(/(?:ations?|ing|ed|es|ery|e|s)$/, '');
}
