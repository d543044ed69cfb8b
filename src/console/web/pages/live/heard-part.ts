/** A text cut at where it was cut off. `heard` null: all of it was heard. */
export function heardPart(text: string, heard: string | null): { readonly heard: string; readonly unheard: string } {
  if (heard === null) return { heard: text, unheard: '' };
  const part = heard.trimEnd();
  if (text.startsWith(part)) return { heard: part, unheard: text.slice(part.length) };
  // Masking may have changed one and not the other.
  return part === '' ? { heard: '', unheard: text } : { heard: `${part} …`, unheard: '' };
}
