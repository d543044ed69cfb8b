import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import type { SiteFile, SiteFiles } from '../../ports/site-files.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import { longestSiteFile, type SiteFileSummary } from '../contract/site-files.ts';

export type FilesApiDependencies = ConsoleDependencies & { readonly siteFiles: SiteFiles };

/** A character takes up to four bytes, or six where JSON escapes it. */
export const jsonBody = express.json({ limit: longestSiteFile * 6 });
export const noSuchFile = { error: 'There is no such site file.' };

export const summaryOf = ({ name, hash, siteId, inForce, problems }: SiteFile): SiteFileSummary => ({
  ...{ name, hash, siteId, inForce },
  problems: [...problems],
});

/** Null: it is not what is asked for, and that is answered. */
export function parsed<T>(schema: z.ZodType<T>, request: Request, response: Response): T | null {
  const body = schema.safeParse(request.body);
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const tooLong = issue?.code === 'too_big';
  const error = tooLong
    ? `The file is longer than ${longestSiteFile.toLocaleString('en')} characters: edit it where it lies.`
    : `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not what is asked for'}.`;
  response.status(tooLong ? 413 : 400).json({ error });
  return null;
}
