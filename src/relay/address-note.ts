import type { LineInForce } from '../domain/line-in-force.ts';
import { otherWayToGetAddress, triesByVoice } from '../tools/address-tries.ts';

/** Tells the model, once, that another way is due for an address that could not be had by voice; null when none is. */
export function addressNote(inForce: LineInForce, before: number, after: number, now: number): string | null {
  if (before >= triesByVoice || after < triesByVoice) return null;
  const other = otherWayToGetAddress(inForce, after, now);
  if (other === null) return null;
  return `Two addresses were not right. Do not ask for a third one by voice. Say: "${other.say}" ${other.afterYes}`;
}
