import { z } from 'zod';

/** Where a page of a list ended: the time it is in order of (epoch ms) and the id. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** The cursor of the next page; opaque to whoever gets it. */
const cursorOf = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** A cursor as it comes back in a query. */
export const Cursor = z
  .string()
  .max(200)
  .transform((text, context): Place => {
    const [, at, id] = /^(\d{1,15}) (.{1,100})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
    if (at !== undefined && id !== undefined) return { at: Number(at), id };
    context.addIssue({ code: 'custom', message: 'is no cursor of this list' });
    return z.NEVER;
  });

/** The page of what was looked for one more than fits, with the cursor of the next. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  placeOf: (one: T) => Place,
): { readonly page: readonly T[]; readonly next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: found.length > limit && last !== undefined ? cursorOf(placeOf(last)) : null };
}
