import type { Site } from './site.ts';

/** Whether the site file names a recipient (E.164 or address) anywhere, as it is now. */
export const isNamedInSite = (site: Site, recipient: string): boolean => holds(site, recipient.toLowerCase());

function holds(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === wanted;
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => holds(part, wanted));
}
