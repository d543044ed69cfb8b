/** One difference, by the key of the site file: `lines[support].greeting`. */
export interface SiteChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** What differs between two sites. Items of a list that have an id or a name are told apart by it, not by their place. */
export function siteChanges(before: unknown, after: unknown, path = ''): readonly SiteChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (before === undefined) return [{ path, kind: 'added' }];
  if (after === undefined) return [{ path, kind: 'removed' }];
  const [old, fresh] = [partsOf(before), partsOf(after)];
  if (old === null || fresh === null) return [{ path, kind: 'changed' }];
  const inner = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    siteChanges(old.get(key), fresh.get(key), joined(path, key)),
  );
  // The same items in another order.
  return inner.length > 0 || !Array.isArray(after) ? inner : [{ path, kind: 'changed' }];
}

const joined = (path: string, key: string): string =>
  key.startsWith('[') || path === '' ? `${path}${key}` : `${path}.${key}`;

/** Null: it has no parts that could be told apart. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const keys = value.map(keyOf);
  if (keys.includes(null) || new Set(keys).size < keys.length) return null;
  return new Map(value.map((item, index) => [`[${keys[index]}]`, item]));
}

function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { id, name, title, code } = item as Readonly<Record<string, unknown>>;
  const key = id ?? name ?? title ?? code;
  return typeof key === 'string' ? key : null;
}
