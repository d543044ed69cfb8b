import type { Medium } from './message.ts';
import { optOutManners } from './opt-out-manners.ts';
import { optOutPhrases } from './opt-out-phrases.ts';
import type { SpokenLanguage } from './spoken/vocabulary.ts';

export interface SpokenOptOut {
  readonly medium: Medium;
  readonly wish: 'stop' | 'start';
}

/** A wish, and what was said around it. */
export interface FoundWish extends SpokenOptOut {
  /** Put as a request: "could you …?" */
  readonly asked: boolean;
  /** What the clause goes on with. */
  readonly rest: string;
}

/** What is known of a language, ready to be looked for. */
interface Lexicon {
  readonly wishes: readonly (SpokenOptOut & { readonly pattern: RegExp })[];
  readonly openers: RegExp;
  readonly requests: RegExp;
}

const languages = Object.keys(optOutPhrases) as SpokenLanguage[];
const lexicons = Object.fromEntries(languages.map((language) => [language, lexiconOf(language)])) as Readonly<
  Record<SpokenLanguage, Lexicon>
>;

function lexiconOf(language: SpokenLanguage): Lexicon {
  const { openers, requests } = optOutManners[language];
  const wishes = (['stop', 'start'] as const).flatMap((wish) =>
    (['sms', 'email'] as const).map((medium) => ({ wish, medium, pattern: patternOf(language, wish, medium) })),
  );
  return {
    wishes,
    openers: new RegExp(`^(?:${longestFirst(openers)}) `),
    requests: new RegExp(`^(?:${longestFirst(requests)}) `),
  };
}

function patternOf(language: SpokenLanguage, wish: 'stop' | 'start', medium: Medium): RegExp {
  const phrases = optOutPhrases[language];
  const { noun, list, doing = '(?!)', do: verb = '(?!)', done = '(?!)' } = phrases[medium];
  const words: Readonly<Record<string, string>> = { NOUN: noun, LIST: list, DOING: doing, DO: verb, DONE: done };
  const core = phrases[wish].join('|').replace(/[A-Z]+/g, (name) => words[name] ?? name);
  const { closers, goingOn } = optOutManners[language];
  return new RegExp(`^(?:${core})(?: (?:${longestFirst(closers)})){0,4}(?<rest> (?:${goingOn})(?: .*)?)?$`);
}

function longestFirst(phrases: string): string {
  const ordered = phrases.split('|').sort((one, other) => other.length - one.length);
  return ordered.join('|');
}

/** The wish a clause is, behind any opening words. `words`: joined by single spaces. */
export function wishOf(words: string, language: SpokenLanguage): FoundWish | null {
  const { wishes, openers, requests } = lexicons[language];
  let asked = false;
  for (let rest = words; rest !== ''; ) {
    for (const { wish, medium, pattern } of wishes) {
      const found = pattern.exec(rest);
      const { rest: more = '' } = found?.groups ?? {};
      if (found !== null) return { wish, medium, asked, rest: more.trim() };
    }
    const request = requests.exec(rest)?.[0];
    const opener = openers.exec(rest)?.[0];
    const taken = Math.max(request?.length ?? 0, opener?.length ?? 0);
    if (taken === 0) return null;
    asked ||= taken === request?.length;
    rest = rest.slice(taken);
  }
  return null;
}
