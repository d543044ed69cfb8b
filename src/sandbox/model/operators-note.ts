const operatorsWords = /\bfollows the call tells you, and not the caller: ("(?:[^"\\]|\\.){0,2000}")/;

/** What somebody who follows the call tells the bot; null: the note is none of those. */
export function operatorsNote(text: string): string | null {
  const quoted = operatorsWords.exec(text)?.[1];
  return quoted === undefined ? null : JSON.parse(quoted);
}
