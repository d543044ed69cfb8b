/**
 * A word of the stream and the white space before it. `link`: too long for a word and shaped like a URL;
 * `silent`: the rest of one.
 */
export interface StreamWord {
  readonly space: string;
  readonly text: string;
  readonly kind: 'word' | 'link' | 'silent';
}

/** A word this long is none: it is cut, or taken for a link. UTF-16 units. */
const longestWord = 256;
const wordCharacters = /[\p{L}\p{N}._~:/?#@!$&'()*+,;=%\-[\]]/u;

/** Cuts a stream of text into words. The words do not depend on how the text was cut up on its way. */
export class WordSplitter {
  #text = '';
  #space = '';
  /** Up to here no end of a word was found. */
  #scanned = 0;
  #swallowing = false;

  /** What has come of the word whose end is not known yet. */
  get partial(): string {
    return this.#text;
  }

  push(delta: string): void {
    this.#text += delta
      .replace(/[\u2028\u2029]/g, '\n')
      .replace(/[\v\f]/g, ' ')
      .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\r\u00AD\u061C\u180E\u200B\u200E\u200F\uFEFF]/g, '')
      .replace(/[\u202A-\u202E\u2060-\u2064\u2066-\u2069]/g, '');
  }

  /** The next complete word; `final`: the text ends here. Null: wait for more. */
  next(final: boolean): StreamWord | null {
    this.#takeSpace();
    if (this.#text === '') return null;
    const end = this.#findEnd();
    const length = end ?? this.#text.length;
    if (this.#swallowing) return this.#take(length, 'silent');
    if (length >= longestWord) return this.#cutLongWord();
    return end !== null || final ? this.#take(length, 'word') : null;
  }

  /** The incomplete word as it is. */
  takePartial(): StreamWord {
    return this.#take(this.#text.length, 'word');
  }

  /** Forgets the white space at the end of the text. */
  reset(): void {
    this.#space = '';
    this.#swallowing = false;
  }

  #takeSpace(): void {
    const space = /^\s+/.exec(this.#text)?.[0] ?? '';
    if (space === '') return;
    this.#space += space;
    this.#text = this.#text.slice(space.length);
    this.#scanned = 0;
    this.#swallowing = false;
  }

  /** White space ends a word, and in scripts without it a full-width sign. */
  #findEnd(): number | null {
    const ending = /\s|(?<=[。，！？；：、])/gu;
    ending.lastIndex = this.#scanned;
    const end = ending.exec(this.#text)?.index ?? null;
    this.#scanned = end ?? this.#text.length;
    return end;
  }

  #take(length: number, kind: StreamWord['kind']): StreamWord {
    const word: StreamWord = { space: this.#space, text: this.#text.slice(0, length), kind };
    this.#text = this.#text.slice(length);
    this.#space = '';
    this.#scanned = 0;
    return word;
  }

  /** Cuts where no URL can be cut in half: before the last run of characters one could hold, or inside plain letters. */
  #cutLongWord(): StreamWord {
    const head = this.#text.slice(0, longestWord).replace(/[\uD800-\uDBFF]$/, '');
    const characters = [...head];
    let run = characters.length;
    while (run > 0 && wordCharacters.test(characters[run - 1] ?? '')) run--;
    const before = characters.slice(0, run).join('').length;
    if (before > 0) return this.#take(before, 'word');
    if (/^[\p{L}\p{N}]+$/u.test(head)) return this.#take(head.length, 'word');
    this.#swallowing = true;
    return this.#take(head.length, 'link');
  }
}
