import { z } from 'zod';

const address = z.email().max(254);

/**
 * Exactly one address, lower case, or null. Lists, groups, display names and line breaks are refused: a mail library
 * would read them as further recipients.
 */
export function parseEmailAddress(raw: string): string | null {
  const parsed = address.safeParse(raw.trim());
  return parsed.success ? parsed.data.toLowerCase() : null;
}
