import { type FoundWish, type SpokenOptOut, wishOf } from './opt-out-clause.ts';
import { optOutManners } from './opt-out-manners.ts';
import { plainWords } from './plain-words.ts';
import { type SpokenLanguage, spokenLanguage } from './spoken/vocabulary.ts';

/** What a caller says at once. Longer is no wish. */
const longestText = 4000;
/** "Hören Sie auf, mir SMS zu schicken": commas may stand inside of a wish. */
const mostClauses = 3;

/**
 * Whether the caller wants no messages from the business any more, or wants them again. A choice for one message ("don't
 * text me, e-mail it"), a condition and a report of what somebody said are none. `languages`: BCP-47; English is
 * understood on every line. Of two media the first is told. In doubt null: the carrier and a texted STOP stand behind it.
 */
export function spokenOptOut(text: string, languages: readonly string[]): SpokenOptOut | null {
  if (text.length > longestText) return null;
  const sentences = (text.match(/[^.!?;…\n]+[.!?;…]*/gu) ?? []).map(sentenceOf);
  const known = new Set<SpokenLanguage>(['en', ...languages.map(spokenLanguage)]);
  const found = [...known].flatMap((language) => wishesIn(sentences, language));
  const [first] = found;
  if (first === undefined) return null;
  const undecided = found.some(({ medium, wish }) => medium === first.medium && wish !== first.wish);
  return undecided ? null : { medium: first.medium, wish: first.wish };
}

/** Commas, and what begins a wish where nobody heard one. */
const clauseEnds =
  /[,:—–]| - | (?=(?:and|but|y|et|mais|und|aber|e|mas|ma|en|maar) (?:please|por favor|s.il|bitte|per favore|alstublieft)(?!\p{L}))/iu;

interface Sentence {
  /** Plain words, joined by spaces. */
  readonly clauses: readonly string[];
  readonly isQuestion: boolean;
}

function sentenceOf(text: string): Sentence {
  const marked = text
    .normalize('NFC')
    .replace(/(?<!\p{L})s[íì](?!\p{L})/giu, 'sii')
    .replace(/\bwanna\b/gi, 'want to');
  const clauses = marked.split(clauseEnds).map((clause) => plainWords(clause).join(' '));
  return { clauses: clauses.filter((clause) => clause !== ''), isQuestion: text.includes('?') };
}

function wishesIn(sentences: readonly Sentence[], language: SpokenLanguage): readonly FoundWish[] {
  const { takingBack } = optOutManners[language];
  return sentences.flatMap((sentence, index) => {
    const wish = wishInSentence(sentence, language);
    if (wish === null) return [];
    const later = sentences.slice(index + 1).flatMap(({ clauses }) => clauses);
    return says(later.join(' '), takingBack) ? [] : [wish];
  });
}

function wishInSentence({ clauses, isQuestion }: Sentence, language: SpokenLanguage): FoundWish | null {
  for (let from = 0; from < clauses.length; from++) {
    for (let to = from + 1; to <= Math.min(from + mostClauses, clauses.length); to++) {
      const wish = wishOf(clauses.slice(from, to).join(' '), language);
      if (wish === null) continue;
      const before = clauses.slice(0, from).join(' ');
      const after = [wish.rest, ...clauses.slice(to)].join(' ').trim();
      if (isQuestion && !wish.asked && !isOnly(after, optOutManners[language].closers)) continue;
      if (!isDoubtful(`${before} ${after}`, wish, language)) return wish;
    }
  }
  return null;
}

/** Conditions, reports and the like around a wish. "I told you" and other openings are none. */
function isDoubtful(around: string, { wish }: SpokenOptOut, language: SpokenLanguage): boolean {
  const { openers, doubts, limits, takingBack } = optOutManners[language];
  const told = ` ${around} `.replace(anyOf(openers), ' ');
  return says(told, doubts) || says(around, takingBack) || (wish === 'start' && says(around, limits));
}

/** "…, okay?" asks for a yes, not about the wish. */
const isOnly = (words: string, phrases: string): boolean =>
  words !== '' && ` ${words} `.replace(anyOf(phrases), ' ').trim() === '';

const says = (words: string, phrases: string): boolean => anyOf(phrases).test(` ${words} `);

const anyOf = (phrases: string): RegExp => new RegExp(` (?:${phrases})(?= )`, 'g');

/** What a text that is nothing but such a word asks for. */
export type TextedKeyword = 'stop' | 'start' | 'help';

/** The words Twilio itself acts upon (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out). */
const keywords: Readonly<Record<TextedKeyword, readonly string[]>> = {
  stop: ['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out'],
  start: ['start', 'unstop', 'yes'],
  help: ['help', 'info'],
};

/**
 * Whether a text asks to stop, to start again or for help: the whole message, whatever its case and the punctuation
 * around it. `optOutType`: what the carrier says it is; it wins, because the words may be set there for each country.
 */
export function textedKeyword(body: string, optOutType?: string): TextedKeyword | null {
  const told = optOutType?.trim().toLowerCase();
  if (told === 'stop' || told === 'start' || told === 'help') return told;
  const words = plainWords(body.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}+/gu, '')).join(' ');
  return (['stop', 'start', 'help'] as const).find((kind) => keywords[kind].includes(words)) ?? null;
}
