import type { Response } from 'express';
import { z } from 'zod';

/** What a query or a body says; null: it is none of ours, and has been answered with what is wrong. */
export function readRequest<T>(schema: z.ZodType<T>, given: unknown, response: Response): T | null {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  response.status(400).json({ error: problemIn(parsed.error) });
  return null;
}

/** The first thing that is wrong, in a sentence. */
export function problemIn({ issues: [issue] }: z.ZodError): string {
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return `${where}${issue?.message ?? 'this cannot be read'}.`;
}

/** Epoch ms, or an ISO time with its offset: "2026-12-01T10:30:00Z". */
export const Moment = z.union([
  z.stringFormat('moment', /^\d{1,15}$/).transform(Number),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);
