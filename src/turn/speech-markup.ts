/** What no word keeps, shown or spoken: control characters and invisible ones that could hide a URL. */
const invisible = /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const pictures =
  /\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0000}-\u{E007F}]|\u200C|\u200D|\uFE0E|\uFE0F|\u20E3/gu;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  copy: '',
  reg: '',
  trade: '',
};

/**
 * One word without its Markdown: emphasis, code marks, brackets and the target of a link. Shown like this.
 * Marks between two digits stay: 2*3 is arithmetic.
 */
export function stripMarkdown(word: string): string {
  return word
    .replace(invisible, '')
    .replace(/\]\([^)\s]*\)?/gu, '')
    .replace(/\\([*_`[\]#\\~>-])/gu, '$1')
    .replace(/(?<!\d)\*|\*(?!\d)|[`[\]]|~~/gu, '')
    .replace(/^(["'“‘(]*)_+/u, '$1')
    .replace(/_+([.,;:!?"'”’)]*)$/u, '$1');
}

/** A word without its pictures, tags and entities: all that is cut out before links are looked for. */
export function stripPictures(word: string): string {
  return word
    .replace(/&(#\d{1,7}|[a-z]{2,8});/giu, (whole, name: string) => entity(name) ?? whole)
    .replace(/<\/?[a-z][a-z0-9-]*\/?>/giu, '')
    .replace(pictures, '')
    .replace(invisible, '');
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const point = Number(name.slice(1));
  return point > 31 && point < 0x110000 ? String.fromCodePoint(point) : '';
}
