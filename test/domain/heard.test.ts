import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpeechPiece } from '../../src/domain/conversation.ts';
import { cutToHeard } from '../../src/domain/heard.ts';

const plain = (text: string): SpeechPiece[] =>
  (text.match(/\s*\S+/g) ?? []).map((piece) => ({ display: piece, spoken: piece }));
const spokenOf = (pieces: readonly SpeechPiece[]): string => pieces.map((piece) => piece.spoken).join('');
const displayOf = (pieces: readonly SpeechPiece[]): string => pieces.map((piece) => piece.display).join('');

const offer = plain('Your appointment is on Friday, at ten. Shall I send you a text?');

describe('cutToHeard', () => {
  it.each([
    ['the beginning', 'Your appointment is on Friday,', 'Your appointment is on Friday,'],
    ['other case and punctuation', 'your appointment IS on friday', 'Your appointment is on Friday,'],
    ['other spaces', '  your\nappointment  is ', 'Your appointment is'],
    ['only the last fragment', 'at ten. Shall I', 'Your appointment is on Friday, at ten. Shall I'],
    ['everything', 'Your appointment is on Friday, at ten. Shall I send you a text?', displayOf(offer)],
    ['a word cut in half', 'Your appointment is on Fri', 'Your appointment is on'],
    ['a word heard otherwise', 'Your apartment is on Friday', 'Your appointment is on Friday,'],
    ['a word left out', 'Your appointment on Friday at', 'Your appointment is on Friday, at'],
    ['a word too many', 'Your appointment is um on Friday', 'Your appointment is on Friday,'],
    ['nothing', '', ''],
    ['only signs', ' … ', ''],
  ])('[HE1] finds what was heard: %s', (_, report, heard) => {
    const cut = cutToHeard(offer, report);
    expect(cut.display).toBe(heard);
    expect(cut.spoken + spokenOf(cut.remainder)).toBe(spokenOf(offer));
  });

  it('[HE2] of repeated words the earlier ones count as heard', () => {
    expect(cutToHeard(plain('Yes, yes, yes, of course, yes.'), 'yes yes').display).toBe('Yes, yes,');
  });

  it('[HE2] a report nothing of which we said counts words', () => {
    expect(cutToHeard(offer, 'zwei drei').display).toBe('Your appointment');
    expect(cutToHeard(offer, 'x '.repeat(500)).remainder).toEqual([]);
  });

  it('[HE3] a piece shown otherwise than spoken is heard whole or not at all', () => {
    const pieces = [
      ...plain('Is it'),
      { display: ' 415-555-2671', spoken: ' 4 1 5, 5 5 5, 2 6 7 1' },
      { display: ' 😀', spoken: '' },
      ...plain(', right?').map((piece, index) => (index === 0 ? { display: ',', spoken: ',' } : piece)),
    ];
    const half = cutToHeard(pieces, 'is it 4 1 5, 5');
    expect(half.display).toBe('Is it');
    expect(spokenOf(half.remainder)).toBe(' 4 1 5, 5 5 5, 2 6 7 1, right?');
    expect(cutToHeard(pieces, 'is it 4 1 5, 5 5 5, 2 6 7 1').display).toContain('Is it 415-555-2671');
  });

  it('[HE3] numbers the carrier writes out are found by the words around them', () => {
    const pieces = plain('It costs 42 dollars and 50 cents with tax.');
    expect(cutToHeard(pieces, 'it costs forty-two dollars and fifty cents').display).toBe(
      'It costs 42 dollars and 50 cents',
    );
  });

  it('[HE4] a long piece is cut inside', () => {
    const one = [{ display: 'Hello there, friend.', spoken: 'Hello there, friend.' }];
    expect(cutToHeard(one, 'hello there')).toEqual({
      display: 'Hello there,',
      spoken: 'Hello there,',
      remainder: [{ display: ' friend.', spoken: ' friend.' }],
    });
  });

  it('[HE4] a script without spaces is cut between signs', () => {
    expect(cutToHeard([{ display: '请稍等一下', spoken: '请稍等一下' }], '请稍').display).toBe('请稍');
  });

  it('[HE5] heard and remainder are always the whole, whatever is reported', () => {
    const words = fc.array(fc.constantFrom('yes', 'no', 'the', '42', 'don’t', '。', 'ok,', '  '), { maxLength: 20 });
    fc.assert(
      fc.property(
        words,
        fc.oneof(
          words.map((some) => some.join(' ')),
          fc.string(),
        ),
        (said, report) => {
          const pieces = said.map((word, index) => ({ display: index % 3 ? word : `*${word}`, spoken: ` ${word}` }));
          const cut = cutToHeard(pieces, report);
          expect(cut.spoken + spokenOf(cut.remainder)).toBe(spokenOf(pieces));
          expect(cut.display + displayOf(cut.remainder)).toBe(displayOf(pieces));
        },
      ),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('[HE5] what was really heard of a text is found to the word', () => {
    const text = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(text, fc.nat(), (words, count) => {
        const heard = words.slice(0, count % (words.length + 1)).join(' ');
        expect(cutToHeard(plain(words.join(' ')), heard.toUpperCase()).display).toBe(heard);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('[HE5] a huge report of a huge answer costs little', () => {
    const pieces = plain('the quick brown fox '.repeat(5000));
    const begin = performance.now();
    cutToHeard(pieces, 'brown the fox '.repeat(20_000));
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});
