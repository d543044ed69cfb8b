import { z } from 'zod';
import { roles } from '../../domain/operator.ts';

/** `GET /api/who`: who is at the console and what this server is. */
export const Who = z.object({
  operator: z.object({ name: z.string(), role: z.enum(roles) }),
  /** The stand-in for the carrier runs: the browser's phone can call. */
  sandbox: z.boolean(),
  /** There is a way to sign out. */
  signedIn: z.boolean(),
  /** Sent back as `X-CSRF-Token` with whatever changes something. */
  csrfToken: z.string(),
  /** Every line in force, for names and filters. */
  lines: z.array(
    z.object({
      siteId: z.string(),
      site: z.string(),
      lineId: z.string(),
      name: z.string(),
      number: z.string(),
      timeZone: z.string(),
    }),
  ),
});
export type Who = z.infer<typeof Who>;
