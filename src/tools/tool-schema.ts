import { z } from 'zod';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { ToolDeclaration } from '../ports.ts';
import type { Tool } from './tool.ts';

/** More than any tool needs; longer is not parsed. */
const longestArguments = 20_000;

/** The tool as a model API takes it: strict JSON Schema, every property required, nothing else allowed. */
export function declarationOf(tool: Tool): ToolDeclaration {
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.parameters);
  return { name: tool.name, description: tool.description, parameters };
}

/** The arguments a model wrote, or what is wrong with them in words it can act on. What it left out counts as null. */
export function parseArguments(tool: Tool, argumentsJson: string): Outcome<unknown, string> {
  const raw = parseObject(argumentsJson);
  if (raw === null) return fail('The arguments must be one JSON object.');
  const parsed = tool.parameters.safeParse({ ...absent(tool.parameters), ...raw });
  return parsed.success ? succeed(parsed.data) : fail(`${z.prettifyError(parsed.error).slice(0, 500)}.`);
}

function parseObject(json: string): Record<string, unknown> | null {
  if (json.length > longestArguments) return null;
  try {
    const value: unknown = JSON.parse(json.trim() === '' ? '{}' : json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function absent(parameters: z.ZodType): Record<string, null> {
  return parameters instanceof z.ZodObject
    ? Object.fromEntries(Object.keys(parameters.shape).map((key) => [key, null]))
    : {};
}
