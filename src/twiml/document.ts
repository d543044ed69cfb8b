import { create } from 'xmlbuilder2';

/** One TwiML element. An attribute left undefined is not written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: readonly (Element | string)[];
}

export function element(
  name: string,
  attributes: Element['attributes'] = {},
  ...children: readonly (Element | string)[]
): Element {
  return { name, attributes, children };
}

type Builder = ReturnType<typeof create>;

/** A whole TwiML document with these verbs. The only home of the XML package. */
export function renderResponse(...verbs: readonly Element[]): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('Response');
  for (const verb of verbs) append(root, verb);
  return `${root.doc().end({ prettyPrint: true, width: 100 })}\n`;
}

function append(parent: Builder, { name, attributes, children }: Element): void {
  const node = parent.ele(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.att(key, escaped(String(value)));
  }
  for (const child of children) {
    if (typeof child === 'string') node.txt(escaped(child));
    else append(node, child);
  }
}

/** The package takes what looks like an entity for one, so that "&x;" would break the document: every & is escaped here. */
const escaped = (text: string): string => clean(text).replaceAll('&', '&amp;');

/** What XML cannot carry is left out, and line breaks become spaces: they mean nothing to a voice. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .trim();
}
