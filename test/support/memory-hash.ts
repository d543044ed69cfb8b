import { createHash } from 'node:crypto';

const same = (medium: string, destination: string): string =>
  medium === 'email' ? destination.toLowerCase() : destination;

/** As the database keeps a destination of somebody whose data was deleted. */
export function hashed(medium: string, destination: string): string {
  if (medium === 'http' || destination === '' || destination.startsWith('hash:')) return destination;
  return `hash:${createHash('sha256')
    .update(`secret ${same(medium, destination)}`)
    .digest('hex')}`;
}

export const optOutKey = (siteId: string, medium: string, destination: string): string =>
  `${siteId} ${medium} ${same(medium, destination)}`;

/** As it is, and as a hash. */
export const optOutKeys = (siteId: string, medium: string, destination: string): readonly string[] => [
  optOutKey(siteId, medium, destination),
  `${siteId} ${medium} ${hashed(medium, destination)}`,
];
