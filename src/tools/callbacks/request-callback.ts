import { z } from 'zod';
import { callingLineOf, quietForCalls } from '../../domain/callback-line.ts';
import { hasAgentNow, offersBooking } from '../../domain/callback-offers.ts';
import { requestedCall } from '../../domain/callback-words.ts';
import { lineZone } from '../../domain/line-in-force.ts';
import { speakTime } from '../../domain/spoken/slot-time.ts';
import { failed, refused, type ToolResult } from '../../domain/tool-result.ts';
import { alternatives } from '../alternatives.ts';
import type { CallFacts, Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { notAgreedTo, phoneArgument, resolveCallbackPhone } from './callback-phone.ts';
import { withStore } from './callback-store.ts';
import { newCallback } from './new-callback.ts';
import { openAlready } from './open-callback.ts';
import { customerAt } from './slot-search.ts';

const defaultMinutes = 15;
const parameters = z.object({
  phone: z.string().describe(phoneArgument),
  reason: z.string().describe('What the call is to be about, in a few words.'),
});

export const requestCallback: Tool<typeof parameters> = {
  name: 'request_callback',
  description:
    'Has a person call the caller back in a moment, once this call is over. Only after the caller agreed to be called and to the number.',
  parameters,
  execute: (input, context, run) => withStore(context, 'request_callback', () => request(input, context, run)),
};

async function request(
  { phone, reason }: z.output<typeof parameters>,
  context: ToolContext,
  run: Execution,
): Promise<ToolOutcome> {
  const now = context.clock.now();
  if (!hasAgentNow(context.inForce, now)) return { result: nobodyThere(context) };
  const number = resolveCallbackPhone(phone, context);
  if (!number.ok) return { result: number.refusal };
  const { value, readBack } = number.value;
  const startsAt = now + (context.inForce.line.callbacks?.delay_seconds ?? 0) * 1000;
  const objection = tooQuiet(context, value, startsAt) ?? notAgreedTo(context, value, readBack);
  if (objection !== null) return { result: objection };
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not arranged the call yet. Shall I?') };
  return { result: await book(context, run, { phone: value, reason, startsAt }) };
}

async function book(
  context: ToolContext,
  run: Execution,
  wish: { readonly phone: string; readonly reason: string; readonly startsAt: number },
): Promise<ToolResult> {
  const durationMinutes = context.inForce.line.callbacks?.slots?.duration_minutes ?? defaultMinutes;
  const nextAt = wish.startsAt;
  const change = newCallback(context, run, {
    ...wish,
    ...{ kind: 'now', state: 'requested', wall: null, durationMinutes, nextAt },
  });
  const booked = await context.store.bookCallback(change, null);
  if (booked.outcome === 'open') return openAlready(context, booked.callback);
  if (booked.outcome === 'slot_taken') return failed('internal', "I'm sorry, that didn't work just now.");
  context.openCallback.current = booked.callback;
  context.nudgeCallbacks?.();
  return { status: 'booked', say: requestedCall(booked.callback.phone), callback: booked.callback.id };
}

function nobodyThere(context: ToolContext): ToolResult {
  const instead = orBook(context) || alternatives(context, 'callback');
  return refused('outside_hours', `I'm sorry, nobody is there to call you back right now.${instead}`);
}

/** It is night, or too early, where the number is. */
export function tooQuiet(context: CallFacts, number: string, at: number): ToolResult | null {
  const { inForce, clock } = context;
  const line = callingLineOf(inForce);
  const customer = customerAt(context, number);
  const until = line === null ? null : quietForCalls(line, customer, at);
  if (until === null) return null;
  const zone = lineZone(inForce);
  const from = speakTime({ at: until, zone, callerZone: customer.callerZone, now: clock.now() });
  const say = `I'm sorry, we don't call that number at this hour, only from ${from}.${orBook(context)}`;
  return refused('outside_hours', say);
}

const orBook = ({ inForce }: CallFacts): string =>
  offersBooking(inForce) ? ' I could book a time instead. Shall I look for one?' : '';
