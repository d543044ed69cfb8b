/** JSON text that PostgreSQL's jsonb takes: without NUL characters and half surrogates, which it refuses. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  );
}
