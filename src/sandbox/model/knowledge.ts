import type { Statement } from './briefing.ts';
import { contentWords, searchTerms } from './words.ts';

interface Scored {
  readonly statement: Statement;
  readonly position: number;
  readonly score: number;
}

/** The one or two statements that answer best, as one text; null when none has anything to do with it. */
export function answerFrom(knowledge: readonly Statement[], question: string): string | null {
  const terms = searchTerms(question);
  const rarity = countRarity(knowledge);
  const scored = knowledge.map((statement, position) => ({
    statement,
    position,
    score: score(statement, terms, rarity),
  }));
  const ranked = scored.filter((entry) => entry.score > 0).sort((a, b) => b.score - a.score || a.position - b.position);
  const [best, second] = ranked;
  if (best === undefined) return null;
  const chosen = second !== undefined && belongsTo(best, second) ? [best, second] : [best];
  return chosen
    .sort((a, b) => a.position - b.position)
    .map((entry) => asSentence(entry.statement.text))
    .join(' ');
}

const belongsTo = (best: Scored, second: Scored): boolean =>
  second.score >= best.score * 0.7 && second.statement.heading === best.statement.heading;

function score(statement: Statement, terms: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, number>): number {
  const words = new Set(contentWords(statement.text));
  const heading = new Set(contentWords(statement.heading));
  return [...terms].reduce((sum, [term, share]) => {
    const weight = share * (rarity.get(term) ?? 0);
    return sum + (words.has(term) ? weight : 0) + (heading.has(term) ? weight : 0);
  }, 0);
}

/** A word that stands in every statement says little. */
function countRarity(knowledge: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { heading, text } of knowledge) {
    for (const word of new Set(contentWords(`${heading} ${text}`))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + knowledge.length / count)]));
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
