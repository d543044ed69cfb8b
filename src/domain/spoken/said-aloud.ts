import { findForbiddenLink } from '../link-guard.ts';
import { stripControls } from '../sms-text.ts';
import { speakEmailAddress } from './email-address.ts';
import { spokenWords } from './vocabulary.ts';

const longestInput = 4000;
const nothingListed = { links: [], allowed_link_hosts: [] };
const emailAddress = /^[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}$/u;

/**
 * What somebody wrote, as a voice can say it: one line, nothing invisible, "the link" in place of a URL, addresses in
 * words. `longest`: characters; a longer text ends with its last whole sentence, or its last whole word.
 */
export function saidAloud(text: string, language: string, longest: number): string {
  const line = stripControls(text.slice(0, longestInput)).replace(/\s+/g, ' ').trim();
  const words = line.split(' ').map((word) => saidWord(word, language));
  return cutText(words.join(' '), longest);
}

function saidWord(word: string, language: string): string {
  const [, before = '', core = '', after = ''] = /^([("'<[]{0,3})(.*?)([)"'>\].,;:!?]{0,5})$/u.exec(word) ?? [];
  if (core === '' || findForbiddenLink(core, nothingListed) === null) return word;
  const said = emailAddress.test(core) ? speakEmailAddress(core, { language }) : spokenWords(language).link;
  return `${before}${said}${after}`;
}

/** At most so many characters, ending with a whole sentence where one is long enough, else with a whole word. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest + 1);
  const sentence = Math.max(...['. ', '! ', '? '].map((end) => start.lastIndexOf(end))) + 1;
  if (sentence > longest / 2) return start.slice(0, sentence);
  const word = start.lastIndexOf(' ');
  return (word > 0 ? start.slice(0, word) : start.slice(0, longest)).toWellFormed().replace(/\ufffd$/, '');
}
