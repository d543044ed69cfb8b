import { describe, expect, it } from 'vitest';
import { searchWords, wantedWords, wordsOfCall } from '../../src/domain/search-words.ts';

const at = 0;

describe('words that are looked for', () => {
  it.each([
    ["Don't worry, it's 20% off!", ['don', 't', 'worry', 'it', 's', '20', 'off']],
    ['Müller größer ÉCOLE naïve', ['muller', 'großer', 'ecole', 'naive']],
    ['水道が壊れた', ['水', '道', 'か\u3099', '壊', 'れ', 'た'].map((sign) => sign.normalize('NFC'))],
    ['हिन्दी भाषा', ['हिन्दी', 'भाषा']],
    ['привет, как дела', ['привет', 'как', 'дела']],
    ['ﬁne ＡＢＣ', ['fine', 'abc']],
    ["' & | ! :* <-> \\ \0", []],
    ['', []],
  ])('[CLS10] %s', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('[CLS10] a word is cut where it has no end, and a call where it says everything', () => {
    expect(searchWords('x'.repeat(10_000)).map(({ length }) => length)).toEqual([60]);
    const text = Array.from({ length: 20_000 }, (_, index) => `w${index.toString(36)}`).join(' ');
    expect(wordsOfCall([{ type: 'caller-said', turn: 1, text, via: 'speech', at }])).toHaveLength(5000);
  });

  it('[CLS10] only the last may be unfinished, from two signs on', () => {
    expect(wantedWords(['boiler', 'le'])).toEqual({ all: ['boiler'], beginning: 'le' });
    expect(wantedWords(['boiler', 'l'])).toEqual({ all: ['boiler', 'l'], beginning: null });
    expect(wantedWords([])).toEqual({ all: [], beginning: null });
  });

  it('[CLS11] what was said is in them, by whom ever; keys, notes, numbers and addresses are not', () => {
    const said = wordsOfCall([
      { type: 'caller-said', turn: 1, text: 'Ring four one five five five five oh one two three', via: 'speech', at },
      { type: 'caller-said', turn: 2, text: '4711', via: 'dtmf', at },
      {
        type: 'bot-said',
        turn: 2,
        text: 'Shall I write to jo@example.com now',
        heard: 'Shall I write',
        interrupted: true,
        at,
      },
      { type: 'person-said', speaker: 'agent', text: 'Ring +1 415 555 0123', sequence: 1, transcription: 'G', at },
      { type: 'handed-off', reason: 'secret', summary: 'secret', at },
    ]);
    expect(said).toEqual(expect.arrayContaining(['ring', 'shall', 'write']));
    for (const word of ['4711', 'jo', 'now', 'four', '415', '0123', 'secret']) expect(said).not.toContain(word);
  });
});
