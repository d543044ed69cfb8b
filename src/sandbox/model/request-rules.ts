import { ApiError, invalid, missing } from './api-error.ts';
import { asArray, asObject, asText, type DeclaredTool, type JsonObject } from './dialogue.ts';

/** Checks both APIs have in common. */
export function checkCommon(body: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new ApiError(400, `Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
  if (body.model === undefined) throw missing('model');
  if (asText(body.model) === '') throw invalid('model', "Invalid value for 'model': expected a model name.");
  const key = body.prompt_cache_key;
  if (key !== undefined && (typeof key !== 'string' || key.length > 64)) {
    throw invalid('prompt_cache_key', "Invalid 'prompt_cache_key': string too long, expected at most 64 characters.");
  }
  const hasTools = asArray(body.tools).length > 0;
  for (const param of ['tool_choice', 'parallel_tool_calls']) {
    if (body[param] !== undefined && !hasTools)
      throw invalid(param, `'${param}' is only allowed when 'tools' are specified.`);
  }
}

/** A limit of output tokens; the real API takes no fewer than 16. */
export function checkTokenLimit(body: JsonObject, param: string, least: number): void {
  const value = body[param];
  if (value === undefined || value === null) return;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw invalid(param, `Invalid type for '${param}': expected an integer.`);
  if (value < least)
    throw invalid(param, `Invalid '${param}': integer below minimum value. Expected a value >= ${least}.`);
}

/** A function tool; `strict` ones must have a schema the real API would take. */
export function readTool(tool: JsonObject, param: string): DeclaredTool {
  const name = asText(tool.name);
  if (!/^[\w-]{1,64}$/.test(name))
    throw invalid(`${param}.name`, `Invalid '${param}.name': string does not match pattern.`);
  const parameters = asObject(tool.parameters);
  const problem = tool.strict === true ? findLooseness(parameters) : null;
  if (problem !== null) {
    const message = `Invalid schema for function '${name}': ${problem}`;
    throw new ApiError(400, message, `${param}.parameters`, 'invalid_function_parameters');
  }
  return { name, description: asText(tool.description), parameters };
}

/** What strict mode does not take, anywhere in the schema. */
function findLooseness(schema: JsonObject, path = '()'): string | null {
  const types = [schema.type, asArray(schema.type)].flat();
  if (types.includes('object')) {
    if (schema.additionalProperties !== false)
      return `In context=${path}, 'additionalProperties' is required to be supplied and to be false.`;
    const required = asArray(schema.required);
    const optional = Object.keys(asObject(schema.properties)).find((name) => !required.includes(name));
    if (optional !== undefined)
      return `In context=${path}, 'required' is required to include every key in properties. Missing '${optional}'.`;
  }
  const items = schema.items === undefined ? [] : [['items', schema.items] as const];
  const inner = [...Object.entries(asObject(schema.properties)), ...items];
  const unions = asArray(schema.anyOf).map((variant, index) => [`anyOf ${index}`, variant] as const);
  for (const [name, child] of [...inner, ...unions]) {
    const problem = findLooseness(asObject(child), `${path} ${name}`);
    if (problem !== null) return problem;
  }
  return null;
}

/** An instruction when it briefs (has sections) or opens the conversation; in between it is a note. */
export const isBriefing = (text: string, position: number): boolean => position === 0 || /^# /m.test(text);

/** Text content as a string or as parts of the types this role may have. */
export function readContent(content: unknown, types: readonly string[], param: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw invalid(param, `Invalid type for '${param}': expected a string or an array.`);
  return content
    .map((part) => {
      const { type, text, refusal } = asObject(part);
      if (!types.includes(asText(type))) {
        throw invalid(
          param,
          `Invalid value: '${asText(type)}'. Supported values are: ${types.map((known) => `'${known}'`).join(' and ')}.`,
        );
      }
      return asText(text) || asText(refusal);
    })
    .join('');
}

/** The marks our own kind of client puts on a note it has to send as a user message. */
export const noteInUserMessage = (text: string): string | null => /^\[Note[^:\]]*: (.*)\]$/s.exec(text)?.[1] ?? null;
