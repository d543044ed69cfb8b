import { type AgreementWords, agreementWords } from './agreement-words.ts';
import { plainWords } from './plain-words.ts';
import { type SpokenLanguage, spokenLanguage } from './spoken/vocabulary.ts';

export type Agreement = 'yes' | 'no' | 'unclear';

/** Beyond this an approving phrase in the middle may be about anything. */
const shortAnswer = 10;
const fillers = new Set(
  'um|uh|er|ah|oh|hm|hmm|well|so|and|euh|ah|ahm|eh|also|bueno|pues|alors|ben|tja|nou|entao|allora'.split('|'),
);

/**
 * Whether the caller agreed to what the bot had just said. Decided by words, never by a model. `languages`: BCP-47;
 * English is understood on every line. `afterQuestion`: the bot had just asked, so that "okay" and "uh-huh" answer.
 * In doubt `unclear`: asking once more costs a second, a wrong yes a message to a stranger.
 */
export function judgeAgreement(text: string, languages: readonly string[], afterQuestion = false): Agreement {
  const known = [...new Set<SpokenLanguage>(['en', ...languages.map(spokenLanguage)])].map(
    (code) => agreementWords[code],
  );
  const all = (part: keyof AgreementWords): readonly string[] => known.flatMap((words) => words[part]);
  const words = answerWords(text);
  const rest = withoutPhrases(words, all('noProblem'));
  const relaxed = rest.length < words.length;
  if (rest.length === 0) return relaxed ? 'yes' : 'unclear';
  if (isQuestion(text, rest, all('asking'))) return 'unclear';
  const agrees = relaxed || isYes(rest, all, afterQuestion);
  const takesBack = startsWithAny(rest.slice(longestMatch(rest, all('yes'))), all('no'));
  if (takesBack || containsAny(rest, all('rejecting'))) return startsThenApproves(rest, all) ? 'unclear' : 'no';
  if (!agrees) return 'unclear';
  return containsAny(rest, all('contrary')) ? 'unclear' : 'yes';
}

type Lexicon = (part: keyof AgreementWords) => readonly string[];

function isYes(words: readonly string[], all: Lexicon, afterQuestion: boolean): boolean {
  if (startsWithAny(words, all('yes'))) return true;
  if (words.length <= shortAnswer && containsAny(words, all('approving'))) return true;
  const faint = longestMatch(words, all('faint'));
  if (faint === 0) return false;
  const after = withoutFillers(words.slice(faint));
  return after.length > 0 ? isYes(after, all, afterQuestion) : afterQuestion;
}

/** "No, that's right": means yes more often than not, but not surely. It is asked again. */
function startsThenApproves(words: readonly string[], all: Lexicon): boolean {
  const no = longestMatch(words, all('no'));
  if (no === 0 || containsAny(words, all('rejecting'))) return false;
  return containsAny(words, all('approving')) || startsWithAny(words.slice(no), all('yes'));
}

/** "Which number is that?", "yes?": the caller asks and has not answered. */
function isQuestion(text: string, words: readonly string[], asking: readonly string[]): boolean {
  if (!text.trim().endsWith('?')) return false;
  return words.length === 1 || containsAny(words, asking);
}

const thanks = new Set('thanks|thank|gracias|merci|danke|obrigado|obrigada|grazie|bedankt|dank'.split('|'));

/** Without what answers nothing; "uh-huh" as one word; an accented "sí" told apart from the "si" that means "if". */
function answerWords(text: string): readonly string[] {
  const marked = text.replace(/\buh[\s-]*huh\b/giu, 'uhhuh').replace(/(?<!\p{L})s[íì](?!\p{L})/giu, 'sii');
  const words = withoutFillers(plainWords(marked));
  return words.filter((word, index) => !thanks.has(word) && !(word === 'you' && words[index - 1] === 'thank'));
}

function withoutFillers(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !fillers.has(word));
  return first < 0 ? [] : words.slice(first);
}

function withoutPhrases(words: readonly string[], phrases: readonly string[]): readonly string[] {
  const joined = phrases.reduce((text, phrase) => text.replaceAll(` ${phrase} `, ' '), ` ${words.join(' ')} `);
  return joined.split(' ').filter((word) => word !== '');
}

const startsWithAny = (words: readonly string[], phrases: readonly string[]): boolean =>
  longestMatch(words, phrases) > 0;

/** How many words the longest phrase takes at the beginning. */
function longestMatch(words: readonly string[], phrases: readonly string[]): number {
  const text = `${words.join(' ')} `;
  const lengths = phrases.filter((phrase) => text.startsWith(`${phrase} `)).map((phrase) => phrase.split(' ').length);
  return Math.max(0, ...lengths);
}

function containsAny(words: readonly string[], phrases: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}
