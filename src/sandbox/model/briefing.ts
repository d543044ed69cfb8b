/** What the instructions say, as far as the rules can use it. */
export interface Briefing {
  /** The bot's name, where the persona gives one. */
  readonly name: string | null;
  readonly knowledge: readonly Statement[];
  readonly links: readonly BriefedLink[];
  readonly caller: BriefedCaller;
  /** How the business is reached, to be sent as it is. */
  readonly contact: string | null;
  /** ISO date, where the instructions give one. */
  readonly today: string | null;
}

export interface Statement {
  readonly heading: string;
  readonly text: string;
}

export interface BriefedLink {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface BriefedCaller {
  readonly name: string | null;
  readonly numberKnown: boolean;
  /** The last digits of the number the caller is calling from. */
  readonly numberEnding: string | null;
  /** The address on file, masked as it was given. */
  readonly email: string | null;
  /** The id of a call back that is arranged already. */
  readonly callback: string | null;
}

/** Reads the sections `# Line`, `# Knowledge`, `# Links`, `# Contact details`, `# Caller` and `# Now`; a missing one reads as empty. */
export function readBriefing(instructions: string): Briefing {
  const sections = splitSections(instructions);
  const caller = sections.get('caller') ?? '';
  return {
    name: /\byou are ([A-Z][\p{L}'-]*)/iu.exec(sections.get('line') ?? instructions)?.[1] ?? null,
    knowledge: readStatements(sections.get('knowledge') ?? ''),
    links: readLinks(sections.get('links') ?? ''),
    caller: readCaller(caller),
    contact: readContact(sections.get('contact details') ?? ''),
    today: /\b\d{4}-\d{2}-\d{2}\b/.exec(sections.get('now') ?? '')?.[0] ?? null,
  };
}

function splitSections(instructions: string): Map<string, string> {
  const sections = new Map<string, string>();
  let title = '';
  for (const line of instructions.split('\n')) {
    const heading = /^# +(.+?)\s*$/.exec(line)?.[1];
    if (heading !== undefined) title = heading.toLowerCase();
    else sections.set(title, `${sections.get(title) ?? ''}${line}\n`);
  }
  return sections;
}

/** Sentences, list items and table rows, each with the heading it stands under. */
function readStatements(text: string): Statement[] {
  let heading = '';
  return joinWrapped(text).flatMap((line): Statement[] => {
    const title = /^#{2,6} +(.+)$/.exec(line)?.[1];
    if (title !== undefined) {
      heading = title.trim();
      return [];
    }
    const plain = line
      .replace(/^\s*(?:[-*+]|\d+\.)\s+/, '')
      .replace(/[*_`|]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const sentences = plain.split(/(?<=[.!?])\s+(?=[\p{Lu}\d])/u).filter((sentence) => /\p{L}/u.test(sentence));
    return sentences.map((sentence) => ({ heading, text: sentence }));
  });
}

/** A line that begins nothing of its own goes on with the one before, unless that is a heading. */
function joinWrapped(text: string): string[] {
  const joined: string[] = [];
  for (const line of text.split('\n')) {
    const last = joined.at(-1) ?? '';
    const begins = line.trim() === '' || /^\s*(?:[-*+#|]|\d+\.\s)/.test(line);
    if (begins || last.trim() === '' || last.startsWith('#')) joined.push(line);
    else joined.splice(-1, 1, `${last.trimEnd()} ${line.trim()}`);
  }
  return joined;
}

function readLinks(text: string): BriefedLink[] {
  return [...text.matchAll(/^- ([\w-]+): (.+)$/gm)].map(([, id = '', rest = '']) => {
    const [title = '', ...description] = rest.split(/ [—–-] /);
    return { id, title: title.trim(), description: description.join(' ') };
  });
}

/** Without the sentence that says what may be done with it. */
function readContact(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^You may\b/.test(line));
  return lines.length === 0 ? null : lines.map((line) => line.trim()).join(' ');
}

function readCaller(text: string): BriefedCaller {
  const from = field(text, 'calling from');
  const email = field(text, 'e-?mail[^:\n]*');
  return {
    name: field(text, 'name'),
    numberKnown: from === null || !/withheld|anonymous|unknown|hidden|no number|browser/i.test(from),
    numberEnding: /ending(?: in)? ([\d ]+)/i.exec(from ?? '')?.[1]?.replace(/ /g, '') ?? null,
    email: email,
    callback: /\bcall ?back arranged already \(id ([\w-]{1,64})\)/i.exec(text)?.[1] ?? null,
  };
}

function field(text: string, label: string): string | null {
  const value = new RegExp(`^[-* ]*${label}: *(.+)$`, 'im').exec(text)?.[1]?.trim() ?? '';
  return value === '' || /^(none|unknown|not known|-|n\/a|no\b)/i.test(value) ? null : value.replace(/\.$/, '');
}
