import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';

/** A line as it is configured now; null: it is gone. */
export function lineOf(
  siteBook: Pick<SiteBook, 'sites' | 'lineForNumber'>,
  { siteId, lineId }: { readonly siteId: string; readonly lineId: string },
): LineInForce | null {
  const site = siteBook.sites().find(({ id }) => id === siteId);
  const number = site?.lines.find(({ id }) => id === lineId)?.numbers[0];
  const inForce = number === undefined ? null : siteBook.lineForNumber(number);
  return inForce?.site.id === siteId && inForce.line.id === lineId ? inForce : null;
}
