import type { SpeechPiece } from '../domain/conversation.ts';
import { SpeechComposer } from './speech-composer.ts';
import { hasLink } from './speech-link.ts';
import { stripMarkdown, stripPictures } from './speech-markup.ts';
import { looksUnfinished } from './speech-run.ts';
import { type StreamWord, WordSplitter } from './speech-splitter.ts';

/**
 * Turns a model's text, as it streams, into pieces the voice can say. A word goes out as soon as its end is known;
 * words that may be one number wait for each other. What is said does not depend on how the text was cut up.
 */
export interface Speech {
  push(delta: string): SpeechPiece[];
  /** The text ends here (a tool call, the end of the answer): everything goes out. */
  flush(): SpeechPiece[];
  /** Nothing came for a while: what is safe goes out now. Never part of a number or of what may become a URL. */
  release(): SpeechPiece[];
  /** Something waits for what follows it. */
  readonly holding: boolean;
}

/** Plain letters, perhaps with the end of a sentence. */
const plainWord = /^["'“‘(]*[\p{L}\p{M}'’]+[.,!?;]?$/u;
const plainLetters = /^["'“‘(]*[\p{L}\p{M}'’]*$/u;
const urlBeginning = /^["'“‘(]*(?:h|ht|htt|https?|ww?|mailto|tel|s?ftps?)$|www\.?$/i;

/** `language`: BCP-47 of the voice that will speak. */
export function createSpeech({ language }: { readonly language: string }): Speech {
  return new SpeechStream(language);
}

class SpeechStream implements Speech {
  readonly #splitter = new WordSplitter();
  readonly #composer: SpeechComposer;
  /** What of the current word was let go before its end was known. */
  #released = '';
  /** A text ended here: the next one must not grow together with it. */
  #ended = false;

  constructor(language: string) {
    this.#composer = new SpeechComposer(language);
  }

  get holding(): boolean {
    return this.#splitter.partial !== '' || this.#composer.waiting.length > 0;
  }

  push(delta: string): SpeechPiece[] {
    if (delta === '') return [];
    if (this.#ended && !/^\s/.test(delta)) this.#splitter.push(' ');
    this.#ended = false;
    this.#splitter.push(delta);
    this.#compose(false);
    if (this.#splitter.partial !== '') this.#composer.foresee(this.#splitter.partial);
    return this.#composer.take();
  }

  flush(): SpeechPiece[] {
    this.#compose(true);
    this.#composer.end();
    this.#splitter.reset();
    this.#released = '';
    this.#ended = this.#composer.hasSpoken;
    return this.#composer.take();
  }

  release(): SpeechPiece[] {
    const partial = this.#splitter.partial;
    if (partial === '' && !looksUnfinished(this.#composer.waiting)) this.#composer.endRun();
    if (partial !== '' && this.#canRelease(partial)) {
      this.#add(this.#splitter.takePartial());
      this.#released += partial;
    }
    return this.#composer.take();
  }

  #canRelease(partial: string): boolean {
    const word = this.#released + partial;
    const plain = plainWord.test(partial) && plainLetters.test(this.#released);
    return plain && !urlBeginning.test(word) && this.#composer.waiting.length === 0;
  }

  #compose(final: boolean): void {
    for (let word = this.#splitter.next(final); word !== null; word = this.#splitter.next(final)) {
      this.#add(word);
      this.#released = '';
    }
  }

  /** A word whose beginning was let go is judged as a whole, and only its rest is said. */
  #add(word: StreamWord): void {
    const continues = this.#released !== '' && word.space === '';
    if (continues && hasLink(stripMarkdown(stripPictures(this.#released + word.text)))) {
      this.#composer.addLink('', word.text, false);
      return;
    }
    const newSentence = continues && /[.,!?;]$/.test(this.#released) && !/^[.,!?;:)"'”’…]+$/.test(word.text);
    if (newSentence) this.#composer.emit({ display: '', spoken: ' ' });
    this.#composer.add(word);
  }
}
