import { z } from 'zod';
import type { Action, ActionParameter } from '../../domain/action.ts';
import { isDate, isDateWithTime } from '../../domain/local-time.ts';

const longestText = 1000;

/** The arguments of an action as the model is asked for them; what is not required may be null. */
export function parametersOf(action: Action): Record<string, z.ZodType> {
  return Object.fromEntries(action.parameters.map((parameter) => [parameter.name, schemaOf(parameter)]));
}

function schemaOf(parameter: ActionParameter): z.ZodType {
  const schema = schemaByType(parameter);
  return parameter.required
    ? schema.describe(parameter.description)
    : schema.nullable().describe(`${parameter.description} null: not known.`);
}

/** Only what a strict JSON Schema can say is declared; the rest is checked. */
function schemaByType({ type, values = [], with_time, max_length = longestText }: ActionParameter): z.ZodType {
  switch (type) {
    case 'string':
      return z
        .string()
        .refine((text) => text.trim() !== '', 'must not be empty')
        .refine((text) => text.length <= max_length, `must have at most ${max_length} characters`);
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'date':
      return with_time === true
        ? z.string().refine(isDateWithTime, 'write a date and time as 2026-12-31T09:30')
        : z.string().refine(isDate, 'write a date as 2026-12-31');
    case 'enum':
      return z.enum(values as [string, ...string[]]);
  }
}
