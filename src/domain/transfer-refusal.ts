import type { LineInForce } from './line-in-force.ts';
import { openTargets, transferIsOn } from './transfer-targets.ts';

/** Why this line cannot put its caller through to a person at `now` (epoch ms), as a sentence; null: it can. */
export function transferRefusal(inForce: LineInForce, now: number): string | null {
  if (!transferIsOn(inForce)) return 'This line has no transfer to a person.';
  if (openTargets(inForce, now).length === 0)
    return 'Nobody can be reached at this hour: all people of this line are outside their hours.';
  return null;
}
