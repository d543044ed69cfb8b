import { describe, expect, it } from 'vitest';
import { createSpeech } from '../../../src/turn/speech.ts';
import { acknowledgement } from '../../../src/turn/words/acknowledgement.ts';
import { apology, apologyUnasked } from '../../../src/turn/words/apology.ts';
import { connecting } from '../../../src/turn/words/connecting.ts';
import { goodbye } from '../../../src/turn/words/goodbye.ts';
import { resumeApology } from '../../../src/turn/words/resume-apology.ts';
import { silencePrompt } from '../../../src/turn/words/silence-prompt.ts';
import { timeWarning } from '../../../src/turn/words/time-warning.ts';

const languages = ['en-US', 'es-US', 'fr-FR', 'de-DE', 'pt-BR', 'it-IT', 'nl-NL'];
const everything = { transfer: true, callback: true };
const nothing = { transfer: false, callback: false };

function all(language: string): string[] {
  return [
    ...[0, 1, 2, 3].map((index) => acknowledgement(language, index)),
    ...[everything, nothing].flatMap((offers) => [
      apology(language, offers),
      apologyUnasked(language, offers),
      ...[1, 2, 3].map((count) => silencePrompt(language, count, offers)),
    ]),
    ...[connecting, goodbye, resumeApology, timeWarning].map((words) => words(language)),
  ];
}

describe('words of our own', () => {
  it.each(languages)('[WO1] are whole sentences in %s, and the voice may say each as it stands', (language) => {
    for (const text of all(language)) {
      const speech = createSpeech({ language });
      const spoken = [...speech.push(text), ...speech.flush()].map((piece) => piece.spoken).join('');
      expect(text).toMatch(/^[\p{Lu}¿].*[.?]$/u);
      expect(spoken).toBe(text);
    }
  });

  it('[WO1] differ between the languages; one we do not speak is answered in English', () => {
    expect(new Set(languages.map((language) => all(language).join())).size).toBe(languages.length);
    expect(all('ja-JP')).toEqual(all('en-US'));
  });

  it('[WO2] acknowledgements vary with the turn and are the same for the same turn', () => {
    expect(new Set([0, 1, 2, 3].map((index) => acknowledgement('en-US', index))).size).toBe(4);
    expect(acknowledgement('en-US', 5)).toBe(acknowledgement('en-US', 1));
  });

  it.each([
    [{ transfer: true, callback: false }, /connect you/, /call you back/],
    [{ transfer: false, callback: true }, /call you back/, /connect you/],
    [nothing, /\?$/, /connect you|call you back/],
  ])('[WO3] an apology and the second silence offer what the line has: %j', (offers, has, lacks) => {
    for (const text of [apology('en-US', offers), silencePrompt('en-US', 2, offers)]) {
      expect(text).toMatch(has);
      expect(text).not.toMatch(lacks);
    }
  });

  it('[WO4] a silent caller is asked, then offered something else, then told goodbye', () => {
    expect(silencePrompt('en-US', 1, everything)).toMatch(/still there\?$/);
    expect(silencePrompt('en-US', 2, everything)).toMatch(/connect you .* call you back\?$/);
    expect(silencePrompt('en-US', 3, everything)).toMatch(/Goodbye\.$/);
    expect(silencePrompt('en-US', 9, everything)).toMatch(/Goodbye\.$/);
  });
});
