import { pause } from '../real-clock.ts';
import type { Leg } from './call-context.ts';
import type { PickUp, Ringing } from './people.ts';

const SET_UP_MS = 300;

/** Calls somebody: their phone rings until they answer, will not, or `stop` aborts. The leg's end is left to the caller. */
export async function ringLeg(leg: Leg, ringing: Ringing, timeoutMs: number, stop: AbortSignal): Promise<PickUp> {
  const { clock } = leg.context;
  const stopped = AbortSignal.any([stop, leg.context.ended]);
  if ((await pause(clock, SET_UP_MS, stopped)) === 'aborted') return canceled(leg);
  const rings = ringing.pickUp !== 'failed';
  if (rings) leg.ring();
  if (rings) leg.report('ringing');
  const inTime = ringing.afterMs < timeoutMs;
  if ((await pause(clock, Math.min(ringing.afterMs, timeoutMs), stopped)) === 'aborted') return canceled(leg);
  leg.record.sipCode = inTime ? ringing.sipCode : NO_ANSWER_CODE;
  return inTime ? ringing.pickUp : 'no-answer';
}

/** Of the INVITE that was taken back. */
const NO_ANSWER_CODE = 487;

function canceled(leg: Leg): PickUp {
  leg.record.sipCode = NO_ANSWER_CODE;
  return 'canceled';
}
