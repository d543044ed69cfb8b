import type { Understood } from './intent.ts';
import type { CallingBack } from './scene.ts';
import { contentWords } from './words.ts';

type Slot = CallingBack['slots'][number];

const numbers: Readonly<Record<string, string>> = {
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
  '7': 'seven',
  '8': 'eight',
  '9': 'nine',
  '10': 'ten',
  '11': 'eleven',
  '12': 'twelve',
  '15': 'fifteen',
  '30': 'thirty',
  '45': 'forty five',
};

/** The slot an utterance means: by its place in the list, or by the words it shares with what the slot is called. */
export function pickSlot(slots: readonly Slot[], heard: Understood): Slot | undefined {
  const said = wordsOf(heard.text);
  if (/\blast\b/.test(heard.plain)) return slots.at(-1);
  const ordinal = ['first', 'second', 'third'].findIndex((word) => said.has(word));
  if (ordinal !== -1 && said.has('one')) return slots[ordinal];
  const scored = slots.map((slot) => ({
    slot,
    score: [...wordsOf(slot.label)].filter((word) => said.has(word)).length,
  }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  if (best !== undefined && best.score > 0) return best.slot;
  if (ordinal !== -1) return slots[ordinal];
  return heard.yes ? slots[0] : undefined;
}

/** Numbers in words, so that "10:30" is "ten thirty". */
function wordsOf(text: string): ReadonlySet<string> {
  const spelled = text.replace(/\d+/g, (digits) => ` ${numbers[digits] ?? digits} `);
  return new Set(
    [...contentWords(spelled), ...(spelled.toLowerCase().match(/[a-z]+/g) ?? [])].filter((word) => !filler.has(word)),
  );
}

/** In every label, or in any answer. */
const filler = new Set('at the on is our your time that m a p am pm and i would like please good'.split(' '));
