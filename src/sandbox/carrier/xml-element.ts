import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An XML element; `text` is its own text, entities decoded. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

type Node = Readonly<Record<string, unknown>>;

/** Reads a document. The answer is its root element, or a message that says what is wrong and where. */
export function parseXml(document: string): XmlElement | string {
  if (document.includes('<!DOCTYPE')) return 'a document type is not allowed';
  const valid = XMLValidator.validate(document);
  if (valid !== true) return `line ${valid.err.line}: ${valid.err.msg}`;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
  });
  const nodes = parser.parse(document) as readonly Node[];
  const roots = elementsOf(nodes).filter((element) => !element.name.startsWith('?'));
  return roots.length === 1 && roots[0] !== undefined ? roots[0] : 'one root element is expected';
}

function elementsOf(nodes: readonly Node[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    return name === undefined || name === '#text' || name === '#comment' ? [] : [elementOf(name, node)];
  });
}

function elementOf(name: string, node: Node): XmlElement {
  const nodes = node[name] as readonly Node[];
  const text = nodes.map((child) => ('#text' in child ? String(child['#text']) : '')).join('');
  return { name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: elementsOf(nodes), text };
}
