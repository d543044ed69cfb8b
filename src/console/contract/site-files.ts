import { z } from 'zod';

/** Characters of a site file that can be edited here. */
export const longestSiteFile = 200_000;

export const SiteFileProblem = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
});
export type SiteFileProblem = z.infer<typeof SiteFileProblem>;

const summary = {
  name: z.string(),
  hash: z.string(),
  siteId: z.string().nullable(),
  /** Calls that begin now go by this text. */
  inForce: z.boolean(),
  problems: z.array(SiteFileProblem),
};
export const SiteFileSummary = z.object(summary);
export type SiteFileSummary = z.infer<typeof SiteFileSummary>;

/** `GET /api/lines/files`. */
export const SiteFileList = z.object({
  files: z.array(SiteFileSummary),
  /** Why none of them can be written; null: they can. */
  readOnly: z.string().nullable(),
});
export type SiteFileList = z.infer<typeof SiteFileList>;

/** `GET /api/lines/files/:name`. */
export const SiteFileText = z.object({
  ...summary,
  /** Null: it is not shown; `problems` says why. */
  text: z.string().nullable(),
  /** Numbers and addresses in it are masked: it can be read, and not be saved. */
  isMasked: z.boolean(),
  readOnly: z.string().nullable(),
});
export type SiteFileText = z.infer<typeof SiteFileText>;

/** `POST /api/lines/files/:name/check`. */
export const CheckRequest = z.strictObject({ text: z.string().max(longestSiteFile) });
export const CheckAnswer = z.object({
  problems: z.array(SiteFileProblem),
  changes: z.array(z.object({ path: z.string(), kind: z.enum(['added', 'removed', 'changed']) })),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** `PUT /api/lines/files/:name`. `basedOn`: hash of the text the edit began with. */
export const SaveRequest = z.strictObject({ text: z.string().max(longestSiteFile), basedOn: Hash });
/** `POST /api/lines/files/:name/versions/:id/restore`. */
export const RestoreRequest = z.strictObject({ basedOn: Hash });
export const SaveAnswer = z.object({
  file: SiteFileSummary,
  /** Of the site now in force; null: none of this file is. */
  version: z.string().nullable(),
});
export type SaveAnswer = z.infer<typeof SaveAnswer>;

const version = {
  id: z.number(),
  hash: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** Null: found on disk. */
  by: z.string().nullable(),
  length: z.number(),
};

/** `GET /api/lines/files/:name/versions?before=12`, newest first. `next`: where older ones begin. */
export const SiteFileVersions = z.object({
  versions: z.array(z.object(version)),
  next: z.number().nullable(),
});
export type SiteFileVersions = z.infer<typeof SiteFileVersions>;

/** `GET /api/lines/files/:name/versions/:id`. */
export const SiteFileVersionText = z.object({ ...version, text: z.string(), isMasked: z.boolean() });
export type SiteFileVersionText = z.infer<typeof SiteFileVersionText>;

/** `GET /api/lines/schema`. */
export const SiteSchema = z.record(z.string(), z.unknown());
