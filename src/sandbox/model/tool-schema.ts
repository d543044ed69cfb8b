import { asArray, asObject, asText, type DeclaredTool, type JsonObject } from './dialogue.ts';

/** Arguments as the tool's schema wants them: known properties only, null where nullable, all required ones there. */
export function argumentsFor(tool: DeclaredTool, values: JsonObject): JsonObject {
  const properties = asObject(tool.parameters.properties);
  const required = asArray(tool.parameters.required);
  const entries = Object.entries(properties).flatMap(([name, schema]): [string, unknown][] => {
    const value = values[name];
    if (value !== undefined && value !== null) return [[name, value]];
    if (allowsNull(schema)) return [[name, null]];
    return required.includes(name) ? [[name, emptyValue(asObject(schema))]] : [];
  });
  return Object.fromEntries(entries);
}

export function takes(tool: DeclaredTool | undefined, property: string): boolean {
  return tool !== undefined && property in asObject(tool.parameters.properties);
}

/** The values a property may have, where the schema lists them; also inside a nullable union. */
export function choices(tool: DeclaredTool | undefined, property: string): string[] {
  const schema = asObject(asObject(tool?.parameters.properties)[property]);
  const variants = [schema, ...asArray(schema.anyOf).map(asObject), asObject(schema.items)];
  return variants
    .flatMap((variant) => asArray(variant.enum).concat(variant.const ?? []))
    .map(asText)
    .filter(Boolean);
}

export function allowsNull(schema: unknown): boolean {
  const { type, anyOf, oneOf } = asObject(schema);
  if (type === 'null' || asArray(type).includes('null')) return true;
  return [...asArray(anyOf), ...asArray(oneOf)].some(allowsNull);
}

function emptyValue(schema: JsonObject): unknown {
  const type = asText(schema.type) || asText(asArray(schema.type)[0]);
  if (type === 'number' || type === 'integer') return 0;
  if (type === 'boolean') return false;
  return asText(asArray(schema.enum)[0]);
}
