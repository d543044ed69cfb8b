import { z } from 'zod';
import type { EmailAction } from '../../domain/action.ts';
import { refused, type ToolResult } from '../../domain/tool-result.ts';
import { type Destination, resolveAddress } from '../destination.ts';
import type { ToolContext } from '../tool.ts';

export type Field = 'to' | 'cc' | 'bcc';
const fields: readonly Field[] = ['to', 'cc', 'bcc'];

/** Addresses by header, each once, and those that the caller has to confirm. */
export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly toConfirm: readonly Destination[];
}

/** The recipient arguments of an action: one for each header the file leaves to the model. */
export function recipientParameters(action: EmailAction): Partial<Record<Field, z.ZodType>> {
  const left = fields.filter((field) => listed(action, field).includes('model'));
  return Object.fromEntries(left.map((field) => [field, argumentFor(action, field)]));
}

function argumentFor({ model_recipients: { max, domains } }: EmailAction, field: Field): z.ZodType {
  const where = domains.length === 0 ? '' : ` Only at ${domains.join(', ')}.`;
  const one = `One e-mail address the caller gave, or "contact" for the address on file.${where}`;
  const schema =
    max === 1
      ? z.string().describe(one)
      : z
          .array(z.string())
          .refine((all) => all.length <= max, `at most ${max} addresses`)
          .describe(`At most ${max} e-mail addresses the caller gave.${where}`);
  return field === 'to' ? schema : schema.nullable();
}

const listed = (action: EmailAction, field: Field): readonly string[] => {
  const entry = action[field];
  return entry === undefined ? [] : typeof entry === 'string' ? [entry] : entry;
};

/** Everybody the e-mail goes to, or why it cannot. */
export function resolveRecipients(
  action: EmailAction,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Recipients | ToolResult {
  const found: Record<Field, string[]> = { to: [], cc: [], bcc: [] };
  const toConfirm: Destination[] = [];
  const seen = new Set<string>();
  for (const field of fields) {
    for (const { raw, fixed } of wanted(action, field, input)) {
      const resolved = fixed ? { value: raw.toLowerCase(), readBack: '' } : resolve(action, raw, context);
      if ('status' in resolved) return resolved;
      if (seen.has(resolved.value)) continue;
      seen.add(resolved.value);
      found[field].push(resolved.value);
      if (!fixed) toConfirm.push(resolved);
    }
  }
  return found.to.length === 0 ? refused('bad_address', 'Which address should I send it to?') : { ...found, toConfirm };
}

interface Wanted {
  readonly raw: string;
  readonly fixed: boolean;
}

function wanted(action: EmailAction, field: Field, input: Readonly<Record<string, unknown>>): readonly Wanted[] {
  return listed(action, field).flatMap((entry): readonly Wanted[] => {
    if (entry === 'contact') return [{ raw: 'contact', fixed: false }];
    if (entry !== 'model') return [{ raw: entry, fixed: true }];
    const given = input[field];
    const all = Array.isArray(given) ? given : [given];
    return all.flatMap((raw) => (typeof raw === 'string' ? [{ raw, fixed: false }] : []));
  });
}

function resolve(
  { model_recipients: { domains } }: EmailAction,
  raw: string,
  context: ToolContext,
): Destination | ToolResult {
  const resolved = resolveAddress(raw, context);
  if (!resolved.ok) return resolved.refusal;
  const host = resolved.value.value.slice(resolved.value.value.lastIndexOf('@') + 1);
  const allowed = domains.length === 0 || raw === 'contact' || domains.some((domain) => fits(host, domain));
  if (!allowed) return refused('bad_address', "I'm sorry, I can't send it to an address there.");
  return resolved.value;
}

const fits = (host: string, domain: string): boolean =>
  domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain;
