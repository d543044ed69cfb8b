import { z } from 'zod';

export const AuditEntry = z.object({
  id: z.number(),
  /** Epoch ms. */
  at: z.number(),
  operator: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET /api/audit`: newest first. `next`: what `before` is on the page after; null: this is the last. */
export const AuditAnswer = z.object({ entries: z.array(AuditEntry), next: z.number().nullable() });
export type AuditAnswer = z.infer<typeof AuditAnswer>;
