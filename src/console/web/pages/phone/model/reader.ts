import type { Voice } from '../../../browser/voice-port.ts';

export interface ReaderPorts {
  readonly voice: Voice;
  after(ms: number, callback: () => void): () => void;
  now(): number;
  /** Tells the carrier where the reading is, as a position of the leg's speech; null: nothing is read any more. */
  report(position: number | null): void;
  /** The voice does not work. */
  gaveUp(): void;
}

type TimerName = 'settle' | 'keepAlive' | 'start' | 'estimate';

interface Piece {
  readonly text: string;
  readonly from: number;
  readonly language: string | null;
}

/** The carrier waits three seconds for a report before it goes on without us. */
const KEEP_ALIVE_MS = 1000;
/** No sound after so long: the voice does not work. */
const START_MS = 2500;
/** Text that has no sentence end is read after so long without more of it. */
const SETTLES_MS = 250;
/** Voices that do not say where they are: about how fast they read. */
const CHARACTERS_PER_SECOND = 14;
const NO_BOUNDARY_MS = 700;
const ESTIMATE_MS = 250;

/**
 * Reads the speech of one leg out loud and tells the carrier how far it is, so that an interruption reports what was
 * heard: the words read to their end; where the voice does not say which, an estimate within the sentence.
 */
export class Reader {
  readonly #with: ReaderPorts;
  #collected: Piece | null = null;
  #queue: Piece[] = [];
  #reading: Piece | null = null;
  #position = 0;
  #timers: Record<TimerName, (() => void) | null> = {
    settle: null,
    keepAlive: null,
    start: null,
    estimate: null,
  };
  #isOff = false;

  constructor(ports: ReaderPorts) {
    this.#with = ports;
  }

  /** Where the reading is; null: nothing is being read. */
  get position(): number | null {
    return this.#isBusy ? this.#position : null;
  }

  /** More text is to come: `from` is its position. */
  coming(text: string, from: number, language: string | null): void {
    if (this.#isOff) return;
    const collected = this.#collected;
    const joins = collected !== null && collected.from + collected.text.length === from;
    if (!joins) this.#release();
    if (!this.#isBusy) this.#position = from;
    this.#collected = joins ? { ...collected, text: collected.text + text } : { text, from, language };
    this.#takeSentences();
    this.#set('settle', SETTLES_MS, () => this.#release());
    if (this.#timers.keepAlive === null) this.#keepAlive();
  }

  /** What was still to come is not heard any more. */
  cut(): void {
    const wasBusy = this.#isBusy;
    this.#with.voice.cancel();
    this.#clear();
    if (wasBusy) this.#with.report(null);
  }

  /** Reads nothing any more. */
  close(): void {
    this.#isOff = true;
    this.cut();
  }

  get #isBusy(): boolean {
    return this.#reading !== null || this.#queue.length > 0 || this.#collected !== null;
  }

  /** Whole sentences are read at once; what follows them is collected on. */
  #takeSentences(): void {
    const collected = this.#collected;
    if (collected === null) return;
    const end = lastSentenceEnd(collected.text);
    if (end === 0) return;
    this.#queue.push({ ...collected, text: collected.text.slice(0, end) });
    const text = collected.text.slice(end);
    this.#collected = text === '' ? null : { ...collected, text, from: collected.from + end };
    this.#next();
  }

  #release(): void {
    this.#stop('settle');
    if (this.#collected !== null) this.#queue.push(this.#collected);
    this.#collected = null;
    this.#next();
  }

  #next(): void {
    if (this.#reading !== null) return;
    const piece = this.#queue.shift();
    if (piece === undefined) return this.#finish();
    this.#reading = piece;
    this.#at(piece.from);
    if (piece.text.trim() === '') return this.#ended(piece);
    this.#set('start', START_MS, () => this.#giveUp());
    const mine = (callback: () => void) => () => {
      if (this.#reading === piece) callback();
    };
    this.#with.voice.speak(piece.text, piece.language, {
      start: mine(() => this.#started(piece)),
      boundary: (place) => mine(() => this.#boundary(piece, place))(),
      end: mine(() => this.#ended(piece)),
      failed: mine(() => this.#giveUp()),
    });
  }

  #started(piece: Piece): void {
    this.#stop('start');
    const startedAt = this.#with.now();
    const estimate = (): void => {
      const read = Math.floor(((this.#with.now() - startedAt) / 1000) * CHARACTERS_PER_SECOND);
      this.#at(piece.from + Math.min(read, piece.text.length - 1));
      this.#set('estimate', ESTIMATE_MS, estimate);
    };
    this.#set('estimate', NO_BOUNDARY_MS, estimate);
  }

  #boundary(piece: Piece, place: number): void {
    this.#stop('start');
    this.#stop('estimate');
    this.#at(piece.from + Math.min(Math.max(0, place), piece.text.length));
  }

  #ended(piece: Piece): void {
    this.#stop('start');
    this.#stop('estimate');
    this.#reading = null;
    this.#at(piece.from + piece.text.length);
    this.#next();
  }

  #finish(): void {
    if (!this.#isBusy) this.#stop('keepAlive');
  }

  #at(position: number): void {
    if (position < this.#position) return;
    this.#position = position;
    this.#with.report(position);
  }

  #keepAlive(): void {
    this.#with.report(this.#position);
    this.#set('keepAlive', KEEP_ALIVE_MS, () => this.#keepAlive());
  }

  #giveUp(): void {
    this.#isOff = true;
    this.#with.voice.cancel();
    this.#clear();
    this.#with.report(null);
    this.#with.gaveUp();
  }

  #clear(): void {
    for (const name of ['settle', 'keepAlive', 'start', 'estimate'] as const) this.#stop(name);
    this.#collected = null;
    this.#queue = [];
    this.#reading = null;
  }

  #set(name: TimerName, ms: number, callback: () => void): void {
    this.#timers[name]?.();
    this.#timers[name] = this.#with.after(ms, () => {
      this.#timers[name] = null;
      callback();
    });
  }

  #stop(name: TimerName): void {
    this.#timers[name]?.();
    this.#timers[name] = null;
  }
}

/** Behind the last end of a sentence, with the blanks that follow it; 0: there is none yet. */
function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?…:;。！？]["”’)]?\s+/g)) end = match.index + match[0].length;
  return end;
}
