import type { SpeechPiece } from '../domain/conversation.ts';
import { spokenWords } from '../domain/spoken/vocabulary.ts';
import { announcesCode } from './speech-context.ts';
import { continuesRun, isOpenAmount, opensRun, type SpacedWord, speakRun, withSpace } from './speech-run.ts';
import type { StreamWord } from './speech-splitter.ts';
import { speakWord } from './speech-word.ts';

/** Makes pieces of speech of complete words: knows lines, list items and words that belong together. */
export class SpeechComposer {
  readonly #language: string;
  #pieces: SpeechPiece[] = [];
  #run: SpacedWord[] = [];
  #lineStart = true;
  /** In a heading or list item, which is said as a sentence. */
  #item = false;
  /** White space before a dropped mark: the next word gets it instead of its own. */
  #carriedSpace: string | null = null;
  #inLinkTarget = false;
  #code = false;
  #lastSpoken = '';

  constructor(language: string) {
    this.#language = language;
  }

  /** Words that wait for the one after them. */
  get waiting(): readonly SpacedWord[] {
    return this.#run;
  }

  get hasSpoken(): boolean {
    return this.#lastSpoken !== '';
  }

  /** The next word is certain to begin with this letter: a run that letters cannot go on is over. */
  foresee(beginning: string): void {
    if (/^\p{L}/u.test(beginning) && !isOpenAmount(this.#run)) this.endRun();
  }

  add(word: StreamWord): void {
    const next: SpacedWord = { space: word.space, word: word.text, code: this.#code };
    const verdict = word.kind === 'word' && this.#run.length > 0 ? continuesRun(this.#run, next) : 'no';
    if (verdict !== 'no') this.#run.push(next);
    if (verdict !== 'yes') this.endRun();
    if (verdict !== 'no') return;
    if (next.space.includes('\n')) this.#startLine();
    if (word.kind === 'word') this.#addWord(next);
    else this.addLink(next.space, next.word, word.kind === 'silent');
  }

  /** Part of a URL: said as "the link", or as nothing when that was said. */
  addLink(space: string, display: string, silent: boolean): void {
    const spoken = silent
      ? ''
      : (space === '' && this.#lastSpoken !== '' ? ' ' : space) + spokenWords(this.#language).link;
    this.emit({ display: space + display, spoken });
  }

  emit(piece: SpeechPiece): void {
    if (piece.display === '' && piece.spoken === '') return;
    this.#pieces.push(piece);
    if (piece.spoken !== '') this.#lastSpoken = piece.spoken.slice(-1);
  }

  endRun(): void {
    if (this.#run.length === 0) return;
    for (const piece of speakRun(this.#run, this.#language)) this.emit(piece);
    this.#run = [];
    this.#code = false;
  }

  /** The text ends here; what comes later begins anew. */
  end(): void {
    this.endRun();
    this.#startLine();
    this.#carriedSpace = null;
  }

  take(): SpeechPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #startLine(): void {
    if (this.#item && /[\p{L}\p{N})"'”’]$/u.test(this.#lastSpoken)) this.emit({ display: '', spoken: '.' });
    this.#item = false;
    this.#lineStart = true;
    this.#inLinkTarget = false;
    this.#code = false;
  }

  #addWord(given: SpacedWord): void {
    const word = this.#withoutLinkTarget(given);
    if (word === null || this.#isMark(word)) return;
    const spaced = { ...word, space: this.#carriedSpace ?? word.space };
    this.#carriedSpace = null;
    this.#lineStart = false;
    if (opensRun(spaced.word)) {
      this.#run = [spaced];
      return;
    }
    this.emit(withSpace(spaced.space, speakWord(spaced.word, this.#language, this.#code)));
    this.#code = announcesCode(spaced.word, this.#code);
  }

  /** The target of a Markdown link may go on over several words: nothing of it is said. */
  #withoutLinkTarget(word: SpacedWord): SpacedWord | null {
    if (!this.#inLinkTarget) {
      this.#inLinkTarget = /\]\([^)]*$/.test(word.word);
      return word;
    }
    const end = word.word.indexOf(')');
    if (end < 0) return null;
    this.#inLinkTarget = false;
    const rest = word.word.slice(end + 1);
    if (!/^[.,!?;:)"'”’…]*$/.test(rest)) this.emit({ display: '', spoken: ' ' });
    return rest === '' ? null : { ...word, space: '', word: rest };
  }

  /** Marks at the beginning of a line that say how it looks: heading, list item, quotation, code fence. */
  #isMark(word: SpacedWord): boolean {
    if (!this.#lineStart) return false;
    if (/^\d{1,3}[.)]$/.test(word.word)) this.#item = true;
    const opens = /^(?:#{1,6}|[-*+•–])$/.test(word.word);
    if (!opens && !/^(?:>+|(?:```|~~~)\S*)$/.test(word.word)) return false;
    this.#item ||= opens;
    this.#lineStart = !opens;
    this.#carriedSpace ??= word.space;
    return true;
  }
}
