import { z } from 'zod';

/**
 * What the session leaves behind when it ends in a transfer. Travels through Twilio as `handoffData`, so it holds no
 * secret and no card data, and is parsed again when it comes back.
 */
export const HandOff = z.strictObject({
  kind: z.literal('transfer'),
  reason: z.string().max(500),
  summary: z.string().max(2000),
  department: z.string().max(100).optional(),
});
export type HandOff = z.infer<typeof HandOff>;
