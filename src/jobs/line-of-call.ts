import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';

/** The line of a call as it was when the call began; as it is now where that is not known any more. */
export async function lineOfCall(
  siteBook: Pick<SiteBook, 'lineAtVersion' | 'sites'>,
  { call, siteVersion }: StoredCall,
): Promise<LineInForce | null> {
  const kept = await siteBook.lineAtVersion(siteVersion, call.lineId);
  if (kept !== null) return kept;
  const site = siteBook.sites().find(({ id }) => id === call.siteId);
  const line = site?.lines.find(({ id }) => id === call.lineId);
  return site === undefined || line === undefined ? null : { site, line, version: siteVersion };
}
