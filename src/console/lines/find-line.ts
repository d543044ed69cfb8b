import type { LineInForce, SiteBook } from '../../domain/line-in-force.ts';

/** The line in force by the ids of its site and its own; null: there is none. */
export function findLine(siteBook: SiteBook, siteId: string, lineId: string): LineInForce | null {
  const line = siteBook
    .sites()
    .find(({ id }) => id === siteId)
    ?.lines.find(({ id }) => id === lineId);
  const number = line?.numbers[0];
  return number === undefined ? null : siteBook.lineForNumber(number);
}

/** The zone a line's hours are in: theirs, else the site's. */
export const zoneOf = ({ site, line }: LineInForce): string => line.hours?.time_zone ?? site.time_zone;
