import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpeechPiece } from '../../src/domain/conversation.ts';
import { createSpeech } from '../../src/turn/speech.ts';

const spokenOf = (pieces: readonly SpeechPiece[]): string => pieces.map((piece) => piece.spoken).join('');
const displayOf = (pieces: readonly SpeechPiece[]): string => pieces.map((piece) => piece.display).join('');

function speak(chunks: readonly string[], language = 'en-US'): SpeechPiece[] {
  const speech = createSpeech({ language });
  return [...chunks.flatMap((chunk) => speech.push(chunk)), ...speech.flush()];
}
const say = (text: string, language?: string): string => spokenOf(speak([text], language));

/** A URL, a bare domain or an address as a machine would write it. */
const written = /:\/\/|(?<![\p{L}\p{N}])www\.[\p{L}\p{N}]|[\p{L}\p{N}]\.\p{L}{2,}|@/iu;
const forbidden =
  /[<>&*`_~^{}\\[\]|@]|\p{Extended_Pictographic}|[^\P{Cc}\n\t]|[\u200B-\u200F\u202A-\u202E\uFEFF\u00AD]/u;

/** What a model may write at its worst: pieces of everything that must not be spoken, in any order. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'https://',
        'http://x.co/a?b=c',
        'www.',
        'example.com',
        'exam',
        'ple.com',
        '.com',
        'jane@',
        'a.b',
      ),
      fc.constantFrom(
        '**',
        '_',
        '`',
        '```js\n',
        '[',
        '](',
        ')',
        '# ',
        '- ',
        '\n',
        ' ',
        ' ',
        '&',
        '<',
        '>',
        '&amp;',
        '&#46;',
      ),
      fc.constantFrom(
        '$42.50',
        '+1 ',
        '(415) ',
        '555',
        '-2671',
        '50',
        '%',
        '€',
        '😀',
        '👩‍👩‍👧',
        '\u200b',
        '\u0007',
        '\ud83d',
        '\\',
        '|',
      ),
      fc.constantFrom(
        'Hello',
        'order number ',
        'AB12',
        '。',
        '请访问',
        'Node.js',
        'done.It',
        'e.g.',
        'million',
        ',',
        '.',
        '!',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

function cutAt(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index] ?? text.length));
}

describe('streaming', () => {
  it('[SP1] what is said does not depend on how the text was cut up', () => {
    fc.assert(
      fc.property(nastyText, fc.array(fc.nat(), { maxLength: 30 }), (text, cuts) => {
        const whole = speak([text]);
        const cut = speak(cutAt(text, cuts));
        expect(spokenOf(cut)).toBe(spokenOf(whole));
        expect(displayOf(cut)).toBe(displayOf(whole));
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('[SP1] nor does it when every character comes alone', () => {
    const text = 'Call **+1 (415) 555-2671** or see [our page](https://x.example.com/a), it is $42.50. 😀 Bye.';
    expect(spokenOf(speak([...text]))).toBe(say(text));
  });

  it('[SP2] a word goes out as soon as the next one begins', () => {
    const speech = createSpeech({ language: 'en-US' });
    expect(speech.push('Hello')).toEqual([]);
    expect(speech.holding).toBe(true);
    expect(spokenOf(speech.push(' there'))).toBe('Hello');
    expect(spokenOf(speech.push(', I '))).toBe(' there, I');
    expect(speech.holding).toBe(false);
  });

  it('[SP2] white space is kept, so that the pieces read on', () => {
    expect(say('One  two\n\nthree\tfour')).toBe('One  two\n\nthree\tfour');
  });

  it('[SP2] a text after a flush does not grow together with the one before', () => {
    const speech = createSpeech({ language: 'en-US' });
    const first = [...speech.push('Let me look.'), ...speech.flush()];
    expect(spokenOf([...first, ...speech.push('Done.'), ...speech.flush()])).toBe('Let me look. Done.');
  });

  it('[SP3] release lets plain words go, and says the rest of them once', () => {
    const speech = createSpeech({ language: 'en-US' });
    const pieces = [...speech.push('One mom'), ...speech.release(), ...speech.push('ent, please.'), ...speech.flush()];
    expect(spokenOf(pieces)).toBe('One moment, please.');
    expect(displayOf(pieces)).toBe('One moment, please.');
  });

  it.each(['https', 'www.exam', 'exam.co', '$4', '555-26', '**bo', 'jane@', '(41'])(
    '[SP3] release keeps %s back',
    (partial) => {
      const speech = createSpeech({ language: 'en-US' });
      speech.push(`see ${partial}`);
      expect(speech.release()).toEqual([]);
      expect(speech.holding).toBe(true);
    },
  );

  it('[SP3] release keeps the beginning of a phone number back, but not a number that stands alone', () => {
    const phone = createSpeech({ language: 'en-US' });
    phone.push('It is 415 ');
    expect(phone.release()).toEqual([]);
    const alone = createSpeech({ language: 'en-US' });
    alone.push('It is 42 ');
    expect(spokenOf(alone.release())).toBe(' 42');
  });

  it('[SP3] half a URL that was let go as a plain word ends as "the link"', () => {
    const speech = createSpeech({ language: 'en-US' });
    const pieces = [
      ...speech.push('go to exam'),
      ...speech.release(),
      ...speech.push('ple.com/x now'),
      ...speech.flush(),
    ];
    expect(spokenOf(pieces)).toBe('go to exam the link now');
    expect(displayOf(pieces)).toBe('go to example.com/x now');
  });

  it('[SP4] no URL, address or forbidden sign is ever said, however it comes and whenever it is released', () => {
    fc.assert(
      fc.property(nastyText, fc.array(fc.nat(), { maxLength: 20 }), fc.nat(), (text, cuts, releases) => {
        const speech = createSpeech({ language: 'en-US' });
        const pieces = cutAt(text, cuts).flatMap((chunk, index) => [
          ...speech.push(chunk),
          ...((releases >> (index % 30)) & 1 ? speech.release() : []),
        ]);
        const spoken = spokenOf([...pieces, ...speech.flush()]);
        expect(spoken).not.toMatch(written);
        expect(spoken).not.toMatch(forbidden);
        expect(speech.holding).toBe(false);
      }),
      { numRuns: 3000, seed: 2 },
    );
  });

  it('[SP5] text without a space neither stalls it nor is lost, and a long URL stays a link', () => {
    const speech = createSpeech({ language: 'en-US' });
    expect(spokenOf(speech.push('a'.repeat(10_000))).length).toBeGreaterThan(9000);
    const url = `https://x.example.com/${'a/b?c='.repeat(2000)}`;
    expect(spokenOf(speak(['See ', ...(url.match(/.{1,7}/g) ?? []), ' now']))).toBe('See the link now');
  });

  it('[SP5] time grows with the length only', () => {
    const time = (count: number): number => {
      const text = 'https://a.b/c [x](y) 555-2671 **a** $5 '.repeat(count);
      const begin = performance.now();
      speak([...text]);
      return performance.now() - begin;
    };
    time(200);
    expect(time(4000)).toBeLessThan(40 * Math.max(5, time(400)));
  });
});

describe('what is said', () => {
  it.each([
    ['**Yes**, _that_ is `right`.', 'Yes, that is right.'],
    ['# Hours\n- Monday\n- Tuesday\nBye', 'Hours.\nMonday.\nTuesday.\nBye'],
    ['1. Open it\n2. Close it', '1. Open it.\n2. Close it.'],
    ['See [the booking page](https://x.example.com/a "T b").', 'See the booking page.'],
    ['```js\nhello there\n```', 'hello there'],
    ['> quoted\n---\nnext', 'quoted\n\nnext'],
    ['a snake_case name and 2*3', 'a snake case name and 2 times 3'],
    ['Hello 😀 there 👩‍👩‍👧!', 'Hello there!'],
  ])('[SP6] Markdown and emoji do not reach the voice: %j', (text, spoken) => {
    expect(say(text)).toBe(spoken);
  });

  it.each([
    ['Go to https://x.example.com/a?b=c.', 'Go to the link.'],
    ['Go to example.com, or WWW.X.ORG!', 'Go to the link, or the link!'],
    ['(see <https://x.co/y>)', '(see the link)'],
    ['exam**ple.com** a&#46;com exa\u200bmple.com', 'the link the link the link'],
    ['e.g. at 5 p.m. with Node.js. Fine.It is', 'e.g. at 5 p.m. with Node dot js. Fine. It is'],
    ['请访问https://example.com。谢谢', '请访问 the link。谢谢'],
  ])('[SP4] a URL is "the link": %j', (text, spoken) => {
    expect(say(text)).toBe(spoken);
  });

  it('[SP4] the link is called in the language of the voice', () => {
    expect(['es-US', 'fr-FR', 'de-DE', 'pt-BR', 'it-IT', 'nl-NL', 'ja-JP'].map((tag) => say('x.com', tag))).toEqual([
      ...['el enlace', 'le lien', 'der Link', 'o link', 'il link', 'de link', 'the link'],
    ]);
  });

  it.each([
    ['R&B and AT&amp;T', 'R and B and AT and T'],
    ['if 5 < 6 and 7 > 2', 'if 5 less than 6 and 7 more than 2'],
    ['<b>bold</b> <break/> x', 'bold x'],
  ])('[SP7] signs a speech engine could take for markup become words or nothing: %j', (text, spoken) => {
    expect(say(text)).toBe(spoken);
  });

  it.each([
    ['Call +1 (415) 555-2671 now', 'Call 4 1 5, 5 5 5, 2 6 7 1 now'],
    ['Call 415-555-2671.', 'Call 4 1 5, 5 5 5, 2 6 7 1.'],
    ['Call +14155552671, please', 'Call 4 1 5, 5 5 5, 2 6 7 1, please'],
    ['(call 4155552671)', '(call 4 1 5, 5 5 5, 2 6 7 1)'],
    ['Call 020 7946 0958', 'Call 0 2 0, 7 9 4 6, 0 9 5 8'],
    ['your code is 482913', 'your code is 4 8 2, 9 1 3'],
    ['order number 4821', 'order number 4 8 2 1'],
    ['order AB12-34 and XK-4821', 'order A B, 1 2, 3 4 and X K, 4 8 2 1'],
    ['It is $42.50, €1 or 10 €', 'It is 42 dollars and 50 cents, 1 euro or 10 euros'],
    ['about $1.5 million', 'about 1.5 million dollars'],
    ['50% or 12.5 % off', '50 percent or 12.5 percent off'],
    ['mail jane.doe42@gmail.com!', 'mail jane dot doe 4 2 at gmail dot com!'],
  ])('[SP8] numbers, money and addresses as people say them: %j', (text, spoken) => {
    expect(say(text)).toBe(spoken);
  });

  it.each([
    'in 2026 at 10:30 am',
    'on 2026-11-24, or 24.12.2026',
    '1,200 or 15000 people, 10AM, 250GB, COVID-19, R2D2',
    '3 of 5 in 2024-2025',
  ])('[SP8] years, dates, times and counts stay as they are: %s', (text) => {
    expect(say(text)).toBe(text);
  });

  it('[SP9] what is shown is what the model wrote without its marks, never more', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const shown = [...displayOf(speak([text])).replace(/\s/g, '')];
        let at = 0;
        for (const sign of shown) {
          at = text.indexOf(sign, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(displayOf(speak(['Pay **$42.50** at [the page](https://x.co), or call 415-555-2671 😀']))).toBe(
      'Pay $42.50 at the page, or call 415-555-2671 😀',
    );
  });
});
