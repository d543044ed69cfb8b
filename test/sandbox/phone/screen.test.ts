import { expect, test } from 'vitest';
import { box, Screen } from '../../../src/sandbox/phone/screen.ts';

/** A terminal just capable enough: knows CR, line feed, clear line, cursor up and cursor to a column. */
function terminal(columns: number) {
  const rows = [''];
  let row = 0;
  let column = 0;
  const put = (character: string): void => {
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };
  const control: Record<string, (count: number) => void> = {
    A: () => {
      row -= 1;
    },
    G: (count) => {
      column = count - 1;
    },
    K: () => {
      rows[row] = (rows[row] ?? '').slice(0, column);
    },
  };
  return {
    columns,
    rows,
    write(text: string): void {
      for (const [, code, count, character] of text.matchAll(/(?:\u001b\[(?:(\d*)([AGK])))|([\s\S])/g)) {
        if (count !== undefined) control[count]?.(Number(code));
        else if (character === '\n') {
          row += 1;
          column = 0;
          rows[row] ??= '';
        } else if (character === '\r') column = 0;
        else if (character !== undefined) put(character);
      }
    },
  };
}

const shown = (rows: readonly string[]) => rows.map((row) => row.trimEnd());

test('[SBX96] the bot’s words grow above the line being typed', () => {
  const screen_ = terminal(40);
  const screen = new Screen(screen_);
  screen.line('-- connected --');
  screen.word('bot  ', 'Hello ');
  screen.input('I wo');
  screen.word('bot  ', 'there ');
  screen.input('I would');
  expect(shown(screen_.rows)).toEqual(['-- connected --', 'bot  Hello there', '> I would']);
  screen.line('you  I would');
  screen.input('');
  screen.word('bot  ', 'Sure.');
  expect(shown(screen_.rows)).toEqual(['-- connected --', 'bot  Hello there', 'you  I would', 'bot  Sure.', '>']);
});

test('[SBX97] a word that does not fit begins a new line, and a long input shows its end', () => {
  const screen_ = terminal(20);
  const screen = new Screen(screen_);
  for (const word of ['One ', 'two ', 'three ', 'four ', 'five.']) screen.word('bot  ', word);
  screen.input('a very long thing to type');
  expect(shown(screen_.rows)).toEqual(['bot  One two three', '     four five.', '> ong thing to type']);
});

test('[SBX98] a message is shown in a box that fits the terminal', () => {
  const lines = box('SMS to +14155550123', `Hello\n${'x'.repeat(30)} and so on`, 24).split('\n');
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([24]));
  expect(lines.join('')).toContain('Hello');
});
