const charactersPerToken = 4;

/** Text of the business inside a section of ours: its own headings must not look like ours. */
export function insideSection(text: string): string {
  return text.replace(/^[ \t]*#{1,6}[ \t]+/gm, '### ').trim();
}

/** Data of strangers between fences: cannot close its fence, open a section, or carry control characters. */
export function asData(text: string, maximumLength: number): string {
  const plain = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, ' ')
    .replace(/[<>`]{2,}/g, ' ')
    .replace(/^[ \t]*#+[ \t]*/gm, '')
    .trim();
  return plain.length <= maximumLength ? plain : `${plain.slice(0, maximumLength).trimEnd()} …`;
}

/** The same on one line. */
export function asLine(text: string, maximumLength: number): string {
  return asData(text.replace(/\s+/g, ' '), maximumLength);
}

/** As many paragraphs as fit a budget of tokens (about four characters each); says so when some were left out. */
export function fitParagraphs(text: string, tokens: number): { readonly text: string; readonly cut: boolean } {
  const budget = tokens * charactersPerToken;
  if (text.length <= budget) return { text, cut: false };
  const kept: string[] = [];
  let length = 0;
  for (const paragraph of text.split(/\n{2,}/)) {
    length += paragraph.length + 2;
    if (length > budget) break;
    kept.push(paragraph);
  }
  return { text: kept.join('\n\n'), cut: true };
}
