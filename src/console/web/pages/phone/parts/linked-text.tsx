/** Text whose https links can be followed, in a tab of their own that knows nothing of this one. */
export function LinkedText({ children }: { readonly children: string }) {
  return (
    <>
      {partsOf(children).map(({ text, href, at }) =>
        href === null ? (
          text
        ) : (
          <a key={at} href={href} target="_blank" rel="noopener noreferrer">
            {text}
          </a>
        ),
      )}
    </>
  );
}

interface Part {
  readonly text: string;
  readonly href: string | null;
  readonly at: number;
}

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    // A full stop behind a link is the sentence's.
    const link = found.replace(/[.,;:!?)\]]+$/, '');
    parts.push({ text: text.slice(end, index), href: null, at: end });
    parts.push({ text: link, href: URL.canParse(link) ? link : null, at: index });
    end = index + link.length;
  }
  return [...parts, { text: text.slice(end), href: null, at: end }].filter((part) => part.text !== '');
}
