import { z } from 'zod';
import { Site } from '../domain/site.ts';
import type { Path } from './problem.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
}

/** The site file as JSON Schema: for editors, and for telling which keys exist where. */
export function siteJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(Site, { io: 'input', reused: 'inline' }) as Record<string, unknown>;
  return { ...schema, title: 'Attendant site file' };
}

/** The committed `config/site.schema.json`, byte for byte. */
export const siteSchemaText = (): string => `${JSON.stringify(siteJsonSchema(), null, 2)}\n`;

/** The keys that may stand in the mapping at `path`, of all variants it has there. */
export function knownKeys(path: Path): readonly string[] {
  let nodes: readonly SchemaNode[] = [siteJsonSchema() as SchemaNode];
  for (const step of path) nodes = nodes.flatMap(variants).flatMap((node) => child(node, step));
  return [...new Set(nodes.flatMap(variants).flatMap((node) => Object.keys(node.properties ?? {})))];
}

function variants(node: SchemaNode): readonly SchemaNode[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...inner.flatMap(variants)];
}

function child(node: SchemaNode, step: string | number): readonly SchemaNode[] {
  if (typeof step === 'number') return node.items === undefined ? [] : [node.items];
  const property = node.properties?.[step];
  if (property !== undefined) return [property];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}
