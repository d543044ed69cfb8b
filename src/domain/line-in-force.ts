import type { Line } from './line.ts';
import type { Site } from './site.ts';

/**
 * A line as it was when the call began, with its site. A call keeps this to its end, whatever is edited meanwhile.
 * All knowledge items carry their text here: files were read when the site was loaded.
 */
export interface LineInForce {
  readonly site: Site;
  readonly line: Line;
  /** Content hash of the site with its knowledge; names this version in the store. */
  readonly version: string;
}

/** All sites in force, and the older versions calls in progress still use. */
export interface SiteBook {
  /** The line that answers this number (E.164), or null. */
  lineForNumber(number: string): LineInForce | null;
  /** The line of a version; loaded from the store when this process never had it. Null when nobody knows it. */
  lineAtVersion(version: string, lineId: string): Promise<LineInForce | null>;
  /** All sites now in force. */
  sites(): readonly Site[];
}

/** A line by the ids of its site and its own, as it is configured now; null: it is gone. */
export function currentLine(
  siteBook: Pick<SiteBook, 'sites' | 'lineForNumber'>,
  { siteId, lineId }: { readonly siteId: string; readonly lineId: string },
): LineInForce | null {
  const site = siteBook.sites().find(({ id }) => id === siteId);
  const number = site?.lines.find(({ id }) => id === lineId)?.numbers[0];
  const inForce = number === undefined ? null : siteBook.lineForNumber(number);
  return inForce?.site.id === siteId && inForce.line.id === lineId ? inForce : null;
}

/** The zone a line's hours are in: theirs, else the site's. */
export const lineZone = ({ site, line }: Pick<LineInForce, 'site' | 'line'>): string =>
  line.hours?.time_zone ?? site.time_zone;
