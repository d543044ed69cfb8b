import { groupDigits, speakCharacters } from './characters.ts';

/**
 * Says an order number or verification code character by character: "AB-4821" → "A B, 4 8 2 1".
 * Written groups stay groups; a long run is cut into threes.
 */
export function speakCode(code: string): string {
  const runs = code.match(/\p{L}+|\p{N}+/gu) ?? [];
  return speakCharacters(runs.flatMap((run) => groupDigits(run)));
}
