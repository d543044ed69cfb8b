import { z } from 'zod';

/** Who is meant: a contact, or whoever has this number or address. */
export const PersonRequest = z.object({
  siteId: z.string().max(100),
  contactId: z.string().max(200).optional(),
  /** A number as people write it, or an address. */
  identifier: z.string().max(300).optional(),
});
export type PersonRequest = z.infer<typeof PersonRequest>;

export const PersonCounts = z.object({
  contacts: z.number(),
  calls: z.number(),
  messages: z.number(),
  callbacks: z.number(),
  recordings: z.number(),
  optOuts: z.number(),
});
export type PersonCounts = z.infer<typeof PersonCounts>;

/** `POST /api/people/preview`: what there is of somebody. */
export const PersonPreview = z.object({
  siteId: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(z.string()),
  counts: PersonCounts,
  /** Why they cannot be deleted now; null: they can. */
  blocked: z.string().nullable(),
});
export type PersonPreview = z.infer<typeof PersonPreview>;

/** `POST /api/people/deletions`. `confirm`: the word, typed. */
export const DELETE_WORD = 'delete';
export const DeletionRequest = PersonRequest.extend({ confirm: z.literal(DELETE_WORD) });

/** `GET /api/people/deletions/:id`. Who was deleted is told nowhere. */
export const DeletionView = z.object({
  id: z.string(),
  siteId: z.string(),
  requestedBy: z.string(),
  requestedAt: z.number(),
  doneAt: z.number().nullable(),
  expected: PersonCounts,
  counts: PersonCounts,
});
export type DeletionView = z.infer<typeof DeletionView>;
export const DeletionList = z.object({ deletions: z.array(DeletionView) });

const keepModes = ['everything', 'no_personal_data', 'metadata'] as const;
export const RetentionRunView = z.object({
  /** The day, UTC. */
  id: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  lines: z.array(
    z.object({
      /** `site/line`; `recordings`: of any line. */
      line: z.string(),
      redacted: z.number(),
      deleted: z.number(),
      messages: z.number(),
      callbacks: z.number(),
      recordings: z.number(),
    }),
  ),
});
export type RetentionRunView = z.infer<typeof RetentionRunView>;

/** `GET /api/retention`. */
export const RetentionView = z.object({
  lines: z.array(
    z.object({
      siteId: z.string(),
      lineId: z.string(),
      name: z.string(),
      keep: z.enum(keepModes),
      days: z.union([z.number(), z.literal('forever')]),
      /** Nothing of it stands in the line itself. */
      isSiteDefault: z.boolean(),
    }),
  ),
  /** Newest first. */
  runs: z.array(RetentionRunView),
});
export type RetentionView = z.infer<typeof RetentionView>;
