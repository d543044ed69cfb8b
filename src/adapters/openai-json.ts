/** Readers for vendor JSON of unknown shape: what is not as expected reads as empty, nothing throws. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asCount = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;

/** Tool arguments: a string by the book, an object from some compatible servers. */
export function asArguments(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return asText(value);
}
