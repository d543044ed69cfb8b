import { useState } from 'react';
import type { z } from 'zod';

/** What the tab keeps over a reload; `fallback` where nothing is kept, or nothing of this shape. */
export function useKept<T>(name: string, schema: z.ZodType<T>, fallback: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(name, schema) ?? fallback);
  const keep = (next: T): void => {
    setValue(next);
    try {
      sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing: then it is gone with the page.
    }
  };
  return [value, keep];
}

function read<T>(name: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(sessionStorage.getItem(name) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
