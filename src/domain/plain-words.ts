/** The words of a text in lower case, without accents, apostrophes and punctuation: "That’s okay." → thats, okay. */
export function plainWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/['’`]/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
