/** Part of a word: what can be said, and what must not be said as it is written. */
export type WordPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'email'; readonly text: string };

const emailAddress = String.raw`(?:mailto:)?[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}`;
const withScheme = String.raw`[a-z][a-z0-9+.-]*://[^\s<>"”»)\]}]*`;
const withWww = String.raw`www\.[^\s<>"”»)\]}]*`;
const withoutScheme = String.raw`(?:[\p{Script=Latin}\p{N}-]+\.)+(?:xn--[a-z0-9-]+|[a-z]{2,24})(?![\p{Script=Latin}\p{N}])(?::\d+)?(?:[/?#][^\s<>"”»)\]}]*)?`;
const pattern = new RegExp(`(${withScheme}|${withWww})|(${emailAddress})|(${withoutScheme})`, 'giu');
const sentenceEnd = /[.,;:!?…'’*。，！？；：、]+$/u;

/** Endings that are words too, so only they are taken for a domain when written in small letters. */
const domainEndings = new Set(
  (
    'com net org info biz gov edu mil int name pro mobi app dev page shop store online site website web blog cloud tech email ' +
    'link live news media agency academy care center clinic club company consulting dental design digital expert finance ' +
    'fitness group health help host hosting house international law legal life ltd management marketing network one partners ' +
    'photo photos plus restaurant school services social solutions space studio support systems team tools tours travel ' +
    'university ventures vip wiki work world xyz zone art bar beauty best bio cafe chat coffee cool deals delivery direct eco ' +
    'energy events farm fun fund games gift global gmbh green guide homes hotel inc land lawyer loan menu money movie party ' +
    'pet pizza place press properties pub rent repair report rest review rocks run sale salon security show software solar ' +
    'style supply surf tax taxi tips today top town toys trade training tube vet video vision voyage watch wedding win wine ' +
    'works yoga example test local localhost invalid onion arpa'
  ).split(' '),
);
const surelyDomains = new Set(['com', 'net', 'org', 'info', 'biz', 'gov', 'edu']);
const fileEndings = new Set(['js', 'ts']);

/** Finds URLs, bare domains and e-mail addresses inside one word. */
export function splitLinks(word: string): readonly WordPart[] {
  if (!/[.:@]/.test(word)) return [{ kind: 'plain', text: word }];
  const parts: WordPart[] = [];
  let from = 0;
  for (const match of word.matchAll(pattern)) {
    const text = match[0].replace(sentenceEnd, '');
    const kind = match[2] ? 'email' : 'link';
    if (match[3] && !isDomain(text)) continue;
    if (match.index > from) parts.push({ kind: 'plain', text: word.slice(from, match.index) });
    parts.push({ kind, text: text.replace(/^mailto:/i, '') });
    from = match.index + text.length;
  }
  if (from < word.length) parts.push({ kind: 'plain', text: word.slice(from) });
  return parts;
}

/** Whether a word holds a URL or a bare domain. */
export const hasLink = (word: string): boolean => splitLinks(word).some((part) => part.kind !== 'plain');

/** "done.It" is two sentences, "a.m" an abbreviation, "node.js" a name; "shop.it" and "EXAMPLE.COM" are domains. */
function isDomain(text: string): boolean {
  const host = /^[^/?#:]*/.exec(text)?.[0] ?? '';
  if (host.length < text.length) return true;
  const ending = host.slice(host.lastIndexOf('.') + 1);
  const lower = ending.toLowerCase();
  if (surelyDomains.has(lower) || lower.startsWith('xn--')) return true;
  const newSentence = ending !== lower && host !== host.toUpperCase();
  if (newSentence || fileEndings.has(lower)) return false;
  return lower.length === 2 || domainEndings.has(lower);
}
