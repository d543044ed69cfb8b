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
  const decided = ringing.byHand === true ? await untilDecided(leg, timeoutMs, stopped) : null;
  const { afterMs, pickUp, sipCode } = decided ?? ringing;
  const inTime = afterMs < timeoutMs;
  if ((await pause(clock, Math.min(afterMs, timeoutMs), stopped)) === 'aborted') return canceled(leg);
  leg.record.sipCode = inTime ? sipCode : NO_ANSWER_CODE;
  return inTime ? pickUp : 'no-answer';
}

/** Somebody plays the one who is called: they say when, and whether. */
async function untilDecided(leg: Leg, timeoutMs: number, stopped: AbortSignal): Promise<Ringing> {
  const { held, context } = leg;
  const decided = held.ring();
  context.log({ type: 'awaits-hand' });
  await pause(context.clock, timeoutMs, AbortSignal.any([decided, stopped]));
  held.silence();
  if (held.decision === 'answered') return { afterMs: 0, pickUp: 'answered', sipCode: 200 };
  if (held.decision === 'busy') return { afterMs: 0, pickUp: 'busy', sipCode: BUSY_CODE };
  return { afterMs: 0, pickUp: 'no-answer', sipCode: NO_ANSWER_CODE };
}

const BUSY_CODE = 486;
/** Of the INVITE that was taken back. */
const NO_ANSWER_CODE = 487;

function canceled(leg: Leg): PickUp {
  leg.record.sipCode = NO_ANSWER_CODE;
  return 'canceled';
}
