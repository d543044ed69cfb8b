import { type ElementRule, twimlRules } from './twiml-rules.ts';
import { parseXml, type XmlElement } from './xml-element.ts';

export type CheckedTwiml =
  | { readonly ok: true; readonly verbs: readonly XmlElement[] }
  | { readonly ok: false; readonly code: number; readonly message: string };

const MAX_DOCUMENT_BYTES = 64 * 1024;

/**
 * Reads TwiML as Twilio does, but refuses what Twilio silently drops: an element, attribute or value it would not
 * understand is named, so that a misspelling cannot hide.
 */
export function checkTwiml(document: string, where: 'call' | 'before-bridge' = 'call'): CheckedTwiml {
  if (Buffer.byteLength(document) > MAX_DOCUMENT_BYTES) return problem(11750, 'the document is larger than 64 KB');
  if (document.trim() === '') return problem(12100, 'the document is empty');
  const root = parseXml(document);
  if (typeof root === 'string') return problem(12100, root);
  if (root.name !== 'Response') return problem(12102, `the root must be <Response>, not <${root.name}>`);
  const problems = [...problemsOf(root, twimlRules.Response), ...(where === 'call' ? [] : strangers(root))];
  return problems.length === 0 ? { ok: true, verbs: root.children } : problem(12200, problems.join('; '));
}

/** Whoever is called hears a document before being connected: it cannot lead elsewhere. */
const beforeBridge = ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup', 'Start', 'Stop'];

const strangers = (root: XmlElement): string[] =>
  root.children
    .filter(({ name }) => !beforeBridge.includes(name))
    .map(({ name }) => `<${name}> is not allowed before the legs are connected`);

const problem = (code: number, message: string): CheckedTwiml => ({ ok: false, code, message });

function problemsOf(element: XmlElement, rule: ElementRule | undefined): string[] {
  if (rule === undefined) return [`<${element.name}> is not known${hint(element.name, Object.keys(twimlRules))}`];
  return [
    ...attributeProblems(element, rule),
    ...(rule.required ?? [])
      .filter((name) => !Object.hasOwn(element.attributes, name))
      .map((name) => `<${element.name}> needs ${name}`),
    ...strayText(element, rule),
    ...missingPart(element),
    ...element.children.flatMap((child) => childProblems(element, child, rule)),
  ];
}

function attributeProblems(element: XmlElement, rule: ElementRule): string[] {
  return Object.entries(element.attributes).flatMap(([name, value]) => {
    const valueRule = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
    if (valueRule === undefined)
      return [`<${element.name}> has no attribute ${name}${hint(name, Object.keys(rule.attributes))}`];
    const wrong = valueRule(value);
    return wrong === null ? [] : [`<${element.name} ${name}="${value}">: ${wrong}`];
  });
}

function childProblems(parent: XmlElement, child: XmlElement, rule: ElementRule): string[] {
  if (Object.hasOwn(twimlRules, child.name) && !rule.children?.includes(child.name))
    return [`<${child.name}> is not allowed in <${parent.name}>`];
  return problemsOf(child, Object.hasOwn(twimlRules, child.name) ? twimlRules[child.name] : undefined);
}

/** What no table of attributes says. */
function missingPart({ name, children }: XmlElement): string[] {
  if (name === 'Refer' && children.length !== 1) return ['<Refer> has exactly one <Sip>'];
  const nameless = name === 'Stop' && children.some(({ attributes }) => attributes.name === undefined);
  return nameless ? ['<Stop> needs the name of what it stops'] : [];
}

/** Text between elements is dropped by Twilio: a word there is a mistake. `<Dial>` alone takes both. */
function strayText(element: XmlElement, rule: ElementRule): string[] {
  if (rule.children === undefined || element.name === 'Dial' || element.text.trim() === '') return [];
  return [`<${element.name}> has text in it: "${element.text.trim().slice(0, 40)}"`];
}

function hint(name: string, known: readonly string[]): string {
  const right = known.find((one) => one.toLowerCase() === name.toLowerCase());
  return right === undefined ? '' : `; Twilio spells it ${right}`;
}
