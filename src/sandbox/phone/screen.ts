/** The part of a terminal the screen needs. */
export interface Terminal {
  readonly columns: number;
  write(text: string): void;
}

const CLEAR_LINE = '\r\u001b[K';
const UP = '\u001b[1A';

/**
 * Speech that grows word by word above a line being typed. The open line is the one above the input; a word that does
 * not fit begins the next.
 */
export class Screen {
  readonly #terminal: Terminal;
  #open: string | null = null;
  #input = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** A whole line (or several) above the input. */
  line(text: string): void {
    this.endSpeech();
    this.#terminal.write(`${CLEAR_LINE}${text}\n`);
    this.#drawInput();
  }

  /** Adds to the line being spoken; `label` begins it. */
  word(label: string, word: string): void {
    const text = word.replaceAll(/\s+/g, ' ');
    if (this.#open === null) this.#begin(label + text);
    else if (this.#open.length + text.trimEnd().length >= this.#terminal.columns)
      this.#begin(' '.repeat(label.length) + text.trimStart());
    else this.#extend(text);
  }

  /** The next word begins a new line. */
  endSpeech(): void {
    this.#open = null;
  }

  /** What is being typed. */
  input(text: string): void {
    this.#input = text;
    this.#drawInput();
  }

  #begin(text: string): void {
    this.#open = text;
    this.#terminal.write(`${CLEAR_LINE}${text}\n`);
    this.#drawInput();
  }

  #extend(text: string): void {
    const open = this.#open ?? '';
    this.#terminal.write(`${CLEAR_LINE}${UP}\u001b[${open.length + 1}G${text}\n`);
    this.#open = open + text;
    this.#drawInput();
  }

  #drawInput(): void {
    const room = Math.max(10, this.#terminal.columns - 3);
    this.#terminal.write(`${CLEAR_LINE}> ${this.#input.slice(-room)}`);
  }
}

/** A titled box around a message, for texts and e-mails. */
export function box(title: string, body: string, columns: number): string {
  const width = Math.max(20, Math.min(columns, 76) - 4);
  const rows = body.split('\n').flatMap((line) => wrap(line, width));
  const heading = title.slice(0, width - 2);
  const top = `┌─ ${heading} ${'─'.repeat(width - 1 - heading.length)}┐`;
  return [top, ...rows.map((row) => `│ ${row.padEnd(width)} │`), `└${'─'.repeat(width + 2)}┘`].join('\n');
}

function wrap(line: string, width: number): string[] {
  const rows = [''];
  for (const word of line.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''])) {
    const last = rows.at(-1) ?? '';
    if (last === '') rows[rows.length - 1] = word;
    else if (last.length + 1 + word.length <= width) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows;
}
