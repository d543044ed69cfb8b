import type { Response } from 'express';
import type { SiteBook } from '../../domain/line-in-force.ts';
import type { Site } from '../../domain/site.ts';

/** The site that was named, or the only one. Null: refused and answered already. */
export function siteOf(siteBook: Pick<SiteBook, 'sites'>, named: unknown, response: Response): Site | null {
  const sites = siteBook.sites();
  const id = typeof named === 'string' && named !== '' ? named : null;
  const site = id === null ? (sites.length === 1 ? sites[0] : undefined) : sites.find((one) => one.id === id);
  if (site !== undefined) return site;
  const known = sites.map((one) => one.id).join(', ');
  const error = id === null ? `Say which site: ${known}.` : `There is no such site. There is: ${known}.`;
  response.status(id === null ? 400 : 404).json({ error });
  return null;
}

/** A whole number of a query, within bounds; the default where it is none. */
export function numberIn(
  value: unknown,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
) {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : otherwise;
  return Math.min(most, Math.max(least, number));
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;
