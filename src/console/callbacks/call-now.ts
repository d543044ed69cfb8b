import type { Callback } from '../../domain/callback.ts';
import {
  agentsFor,
  type CallingLine,
  hoursOf,
  lineOfCallback,
  quietForCalls,
  reachableAgents,
} from '../../domain/callback-line.ts';
import { writtenTime } from '../../domain/callback-time.ts';
import { nextOpening } from '../../domain/next-opening.ts';
import { operatorChoices } from '../../domain/operator-choices.ts';
import { checkCallable } from '../../domain/phone-number.ts';
import type { DeskDependencies } from './desk-dependencies.ts';

/** `anyway`: it is only the hour of the agents that speaks against it. */
export interface CallNowRefusal {
  readonly refusal: string;
  readonly anyway: boolean;
}

type Ports = Pick<DeskDependencies, 'store' | 'siteBook' | 'clock'>;

/** What speaks against calling at this moment; null: nothing does. The customer's night can never be overridden. */
export async function whyNotNow(ports: Ports, callback: Callback): Promise<CallNowRefusal | null> {
  const now = ports.clock.now();
  const byState = operatorChoices(callback, now).callNow;
  if (byState !== null) return no(byState);
  const inForce = lineOfCallback(ports.siteBook, callback);
  if (inForce === null) return no('The line does not call back any more. Switch callbacks on in its site file first.');
  if (checkCallable(callback.phone, inForce.line.sms_countries ?? [inForce.site.country]) !== null)
    return no(
      'The line may not call this number: its country is not among sms_countries, or it is no phone of a person.',
    );
  if (await isOnThePhone(ports, inForce, callback))
    return no('The caller is still on the phone with us. Call them when that call is over.');
  return byHour(inForce, callback, now);
}

function byHour(inForce: CallingLine, callback: Callback, now: number): CallNowRefusal | null {
  const { anyHour: _, ...usual } = callback;
  const quiet = quietForCalls(inForce, callback, now);
  const zone = callback.callerZone ?? inForce.site.time_zone;
  if (quiet !== null)
    return no(`It is night at the customer's until ${written(quiet, zone)}. Move it to a time after that.`);
  if (reachableAgents(inForce).length === 0) return no('The line has nobody to connect: give it a transfer target.');
  if (agentsFor(inForce, usual, now).length > 0) return null;
  return { refusal: `No agent of the line is within their hours${opens(inForce, callback, now)}.`, anyway: true };
}

function opens(inForce: CallingLine, { kind }: Callback, now: number): string {
  const { time_zone: zone } = inForce.site;
  const openings = reachableAgents(inForce).flatMap((target) => {
    const hours = hoursOf(inForce, target, kind);
    const at = hours === undefined ? null : nextOpening(hours, zone, now);
    return at === null ? [] : [at];
  });
  return openings.length === 0 ? '' : ` before ${written(Math.min(...openings), zone)}`;
}

/** A call whose end nobody reported counts as over after its longest time and this. */
const graceMinutes = 10;

/** In the call it was asked for in, or with the bot in the call of its last try. */
async function isOnThePhone({ store, clock }: Ports, { line }: CallingLine, callback: Callback): Promise<boolean> {
  const { callId, attempts } = callback;
  const sid = attempts.at(-1)?.callSid ?? null;
  const calls = await Promise.all([store.findCallById(callId), sid === null ? null : store.findCall(sid)]);
  const since = clock.now() - (line.limits.max_call_minutes + graceMinutes) * 60_000;
  return calls.some((stored) => stored !== null && stored.endedAt === null && stored.call.startedAt > since);
}

const no = (refusal: string): CallNowRefusal => ({ refusal, anyway: false });
const written = (at: number, zone: string): string => writtenTime(at, zone, 'en-GB', 'short');
