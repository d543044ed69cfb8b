import { type RawBuilder, sql } from 'kysely';

/** How a destination begins of which only the hash is kept. */
export const HASHED = 'hash:';

/** An address in a site file may be written in capitals; a caller's is lower case. */
export const sameCase = (medium: string, destination: string): string =>
  medium === 'email' ? destination.toLowerCase() : destination;

/**
 * These destinations as they are, and as they stand where only their hash was kept: under the one secret of the database,
 * so that a list of numbers made elsewhere does not tell whose it is.
 */
export function destinationsAndHashes(medium: string, destinations: readonly string[]): RawBuilder<string> {
  const plain = destinations.map((destination) => sameCase(medium, destination));
  return sql<string>`(select d from unnest(${[...new Set([...destinations, ...plain])]}::text[]) d union all
    select ${hashOf(sql`d`)} from attendant.shared_secrets, unnest(${plain}::text[]) d where name = 'destinations')`;
}

/** Needs `attendant.shared_secrets`, narrowed to the secret, among the tables. What is a hash already stays one. */
export const hashOf = (destination: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`case when ${destination} = '' or ${destination} like 'hash:%' then ${destination}
    else 'hash:' || encode(sha256(convert_to(secret || ' ' || ${destination}, 'UTF8')), 'hex') end`;
