import { plainWords } from './plain-words.ts';

/** "C" is what our reminders ask for; the others are what people write instead. */
const yes = new Set(['c', 'confirm', 'confirmed', 'si', 'confirmo', 'confirmar', 'oui', 'ja']);
const longest = 40;

/** Whether a text is nothing but a confirmation, whatever its case and the signs around it. */
export function isTextedConfirmation(body: string): boolean {
  const words = body.length > longest ? [] : plainWords(body.normalize('NFKC'));
  return words.length === 1 && yes.has(words[0] ?? '');
}
