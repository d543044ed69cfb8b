import type { SpeechPiece } from '../domain/conversation.ts';
import { speakEmailAddress } from '../domain/spoken/email-address.ts';
import { type SpokenWords, spokenWords } from '../domain/spoken/vocabulary.ts';
import { splitLinks } from './speech-link.ts';
import { stripMarkdown, stripPictures } from './speech-markup.ts';
import { frame, speakNumber } from './speech-number.ts';

/** One word of the model's text (no white space in it) as shown and as said. `code`: see `speakNumber`. */
export function speakWord(word: string, language: string, code: boolean): SpeechPiece {
  const display = stripMarkdown(word);
  const cleaned = stripMarkdown(stripPictures(display));
  if (/^[|\-=:+~#*_^]{2,}$|^\|$/u.test(cleaned)) return { display, spoken: '' };
  if (cleaned === '*') return { display, spoken: '' };
  const words = spokenWords(language);
  const { before, core, behind } = frame(cleaned);
  const number = speakNumber(core, language, code);
  const spoken = number === null ? speakText(cleaned, language) : before + number + behind;
  return { display, spoken: speakable(spoken, words) };
}

function speakText(text: string, language: string): string {
  const words = spokenWords(language);
  return splitLinks(text)
    .map((part) => {
      if (part.kind === 'link') return ` ${words.link} `;
      return part.kind === 'email' ? ` ${speakEmailAddress(part.text, { language })} ` : part.text;
    })
    .join('');
}

/** The last gate before the voice: signs become words or nothing. Only adds spaces and words, so it joins no URL. */
function speakable(text: string, words: SpokenWords): string {
  if (/^[\p{L}\p{M}'’,!?;]+[.]?$/u.test(text)) return text;
  return text
    .replace(/&/g, ` ${words.and} `)
    .replace(/<(?=[\d=]|$)/g, ` ${words.lessThan} `)
    .replace(/>(?=[\d=]|$)/g, (sign, at: number) => (at === 0 || /\d/.test(text) ? ` ${words.greaterThan} ` : sign))
    .replace(/@/g, ` ${words.at} `)
    .replace(/(?<=\d)\*(?=\d)/g, ` ${words.times} `)
    .replace(/=/g, ` ${words.equals} `)
    .replace(/\|/g, ', ')
    .replace(/www\./gi, ' ')
    .replace(/:\/\/|\/\/+|[<>*`_~^{}\\[\]]/g, ' ')
    .replace(/#(?=\p{L})/gu, '')
    .replace(/(?<=[\p{L}\p{N}])\.(?=\p{Lu}\p{Ll})/gu, '. ')
    .replace(/\.(?=[\p{L}\p{M}]{2})|(?<=[\p{L}\p{N}]{3})\.(?=\p{L})/gu, ` ${words.dot} `)
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.,!?;:)。，！？；：、]+$)/, '')
    .trim();
}
