import type { Callback } from './callback.ts';
import { type CallingLine, type Customer, hoursOf, openAgents, quietForCalls } from './callback-line.ts';
import { nextOpening } from './next-opening.ts';

/** Quiet hours and closed doors take turns a few times a day. */
const mostTurns = 20;

/** Whether a callback that is booked for a moment (epoch ms) is dialled at that moment: it need not wait for anybody. */
export const isDialable = (inForce: CallingLine, customer: Customer, at: number): boolean =>
  mayRing(inForce, customer, 'scheduled', at);

function mayRing(inForce: CallingLine, customer: Customer, kind: Callback['kind'], at: number): boolean {
  return quietForCalls(inForce, customer, at) === null && openAgents(inForce, kind, at).length > 0;
}

/** The first moment within the span (epoch ms) at which it is not quiet at the customer's and an agent may be rung. */
export function dialableAt(inForce: CallingLine, callback: Callback, from: number, until: number): number | null {
  let at: number | null = from;
  for (let turn = 0; turn < mostTurns && at !== null && at <= until; turn++) {
    if (mayRing(inForce, callback, callback.kind, at)) return at;
    at = quietForCalls(inForce, callback, at) ?? firstOpening(inForce, callback, at);
  }
  return null;
}

function firstOpening(inForce: CallingLine, { kind }: Callback, after: number): number | null {
  const openings = inForce.line.transfer.targets.flatMap((target) => {
    const hours = hoursOf(inForce, target, kind);
    const opening = hours === undefined ? null : nextOpening(hours, inForce.site.time_zone, after);
    return opening === null || opening <= after ? [] : [opening];
  });
  return openings.length === 0 ? null : Math.min(...openings);
}
