import { z } from 'zod';

/** What a conversation with a person came to, as the model wrote it up. `disposition`: one of the line's list. */
export const WrapUpNotes = z.strictObject({
  summary: z.string().max(2000),
  outcome: z.string().max(500),
  promises: z.array(z.string().max(300)).max(20),
  follow_ups: z.array(z.string().max(300)).max(20),
  sentiment: z.enum(['positive', 'neutral', 'negative', 'mixed']),
  disposition: z.string().max(100),
});
export type WrapUpNotes = z.infer<typeof WrapUpNotes>;
