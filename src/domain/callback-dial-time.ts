import type { Callback } from './callback.ts';
import {
  agentsFor,
  type CallingLine,
  type Customer,
  hasOpenAgent,
  hoursOf,
  quietForCalls,
  quietHoursForCalls,
} from './callback-line.ts';
import { nextOpening } from './next-opening.ts';

/** Quiet hours and closed doors take turns a few times a day. */
const mostTurns = 20;

/** The first moment within the span (epoch ms) at which it is not quiet at the customer's and an agent may be rung. */
export function dialableAt(inForce: CallingLine, callback: Callback, from: number, until: number): number | null {
  let at: number | null = from;
  for (let turn = 0; turn < mostTurns && at !== null && at <= until; turn++) {
    const quiet = quietForCalls(inForce, callback, at);
    if (quiet === null && agentsFor(inForce, callback, at).length > 0) return at;
    at = quiet ?? firstOpening(inForce, callback, at);
  }
  return null;
}

/**
 * Whether a callback that is booked for a moment (epoch ms) is dialled at that moment: it need wait for nobody's morning
 * and nobody's door. Asked about many moments it remembers the night it last met, whose end is dear to find.
 */
export function dialableTimes(inForce: CallingLine, customer: Customer): (at: number) => boolean {
  const quietAt = quietHoursForCalls(inForce, customer);
  let night = { from: 0, to: 0 };
  return (at) => {
    if (night.from <= at && at < night.to) return false;
    const quiet = quietAt(at);
    if (quiet === null) return hasOpenAgent(inForce, 'scheduled', at);
    night = { from: at, to: quiet };
    return false;
  };
}

function firstOpening(inForce: CallingLine, { kind }: Callback, after: number): number | null {
  const openings = inForce.line.transfer.targets.flatMap((target) => {
    const hours = hoursOf(inForce, target, kind);
    const opening = hours === undefined ? null : nextOpening(hours, inForce.site.time_zone, after);
    return opening === null || opening <= after ? [] : [opening];
  });
  return openings.length === 0 ? null : Math.min(...openings);
}
