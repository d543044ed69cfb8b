import { fitJson } from './fit-json.ts';

const deepest = 20;
/** They lead to what every object inherits, whoever wrote them. */
const inherited = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What of a server's answer the model may see, at most `limitBytes` of JSON in UTF-8. JSON: the values at `paths`
 * (`order.status`, `items.0.name`, `items.*.name`) by path, null where there is none; without paths the whole. Other
 * text is seen only where no paths say what may be; anything else is null. Never throws.
 */
export function visibleAnswer(
  body: string,
  contentType: string,
  paths: readonly string[],
  limitBytes: number,
): unknown {
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const json = parseAs(mediaType, body);
  if (json === undefined) {
    const isText = mediaType.startsWith('text/') && paths.length === 0;
    return isText ? fitJson(body, limitBytes, deepest) : null;
  }
  return fitJson(paths.length === 0 ? json : selected(json, paths), limitBytes, deepest);
}

/** Undefined: not JSON. A server that calls its JSON text, or nothing, is believed when it is an object or array. */
function parseAs(mediaType: string, body: string): unknown {
  const isJson = /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(mediaType);
  const mayBe = (mediaType === '' || mediaType.startsWith('text/')) && /^\s*[[{]/.test(body);
  if (!isJson && !mayBe) return undefined;
  try {
    return JSON.parse(body, exactNumber);
  } catch {
    return undefined;
  }
}

/** A whole number too large to be exact stays as it was written, as text: it is an order number, not a quantity. */
function exactNumber(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value;
}

function selected(json: unknown, paths: readonly string[]): unknown {
  return Object.fromEntries(paths.map((path) => [path, valueAt(json, path.split('.'))]));
}

/** `*` stands for every item of a list, and for what the rest of the path finds in each. */
function valueAt(value: unknown, steps: readonly string[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null || inherited.has(step)) return null;
  if (step === '*' && Array.isArray(value)) return value.map((item) => valueAt(item, rest));
  const isIndex = !Array.isArray(value) || /^\d{1,9}$/.test(step);
  return isIndex && Object.hasOwn(value, step) ? valueAt((value as Record<string, unknown>)[step], rest) : null;
}
