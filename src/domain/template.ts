import { Eta } from 'eta/core';
import { AttendantError } from './errors.ts';
import { nameInTag, templateNames } from './template-tags.ts';

/** What a template is filled with: plain values, and plain objects of them for dotted names. */
export type TemplateValue = string | number | boolean | null;
export interface TemplateValues {
  readonly [name: string]: TemplateValue | undefined | TemplateValues;
}

/** What is being written: nothing is escaped in `text`, markup is in `html`, everything is in `url`. */
export type TemplateForm = 'text' | 'html' | 'url';

const leaf = Symbol('leaf');
/** A value as Eta reaches it. Without a prototype: whatever a template names is there because we put it there. */
interface Node {
  [leaf]?: TemplateValue;
  [name: string]: Node;
}

/**
 * Fills a template in. Eta makes a function of a template, so one with any tag outside the grammar of
 * `template-tags.ts` is refused (`config_invalid`) before it is compiled. What is null or missing is left empty; line
 * breaks and spaces stay as they were written.
 */
export function renderTemplate(template: string, values: TemplateValues, as: TemplateForm): string {
  const { names, bad } = templateNames(template);
  if (bad.length > 0)
    throw new AttendantError('config_invalid', `write a value as <%= it.name %>, not ${bad[0]?.slice(0, 100)}`);
  // Eta would make a line feed of a carriage return in the text; one that comes out of a tag of ours stays.
  const kept = template.replaceAll('\r', "<%~ '\\r' %>");
  return engineFor(as).renderString(kept, nodesOf(values, names));
}

/**
 * A JSON tree whose strings are templates. A string that is one tag and nothing else becomes the value itself, so a
 * number stays a number; null where it is missing. Keys stay as they are.
 */
export function renderJson(template: unknown, values: TemplateValues): unknown {
  if (typeof template === 'string') {
    const name = nameInTag(template);
    return name === null ? renderTemplate(template, values, 'text') : valueAt(values, name);
  }
  if (Array.isArray(template)) return template.map((item: unknown) => renderJson(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, renderJson(item, values)]));
}

function engineFor(as: TemplateForm): Eta {
  return new Eta({
    autoTrim: false,
    autoFilter: true,
    filterFunction: (part) => (typeof part === 'string' ? part : String((part as Node)[leaf] ?? '')),
    autoEscape: as !== 'text',
    ...(as === 'url' && { escapeFunction: (text: unknown) => encodeForUrl(String(text)) }),
  });
}

/** `.` and `..` lead out of a path, encoded or not, so they are left out. */
function encodeForUrl(text: string): string {
  return /^\.{1,2}$/.test(text) ? '' : encodeURIComponent(text.toWellFormed());
}

function nodesOf(values: TemplateValues, names: readonly string[]): Node {
  const root = emptyNode();
  for (const name of names) {
    let node = root;
    for (const part of name.split('.')) node = node[part] ??= emptyNode();
    node[leaf] = valueAt(values, name);
  }
  return root;
}

const emptyNode = (): Node => Object.create(null) as Node;

/** The value at a dotted path, by own properties only; null where there is none or where it is an object. */
function valueAt(values: TemplateValues, name: string): TemplateValue {
  let value: TemplateValues[string] = values;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return null;
    value = value[part];
  }
  return typeof value === 'object' ? null : (value ?? null);
}
