import { z } from 'zod';

/** The body of every answer that is not a success. */
export const Problem = z.object({ error: z.string() });
