import { pause } from '../real-clock.ts';
import type { CallContext, DialOutcome } from './call-context.ts';
import { newSid } from './sid.ts';

/** Plays the outcome the stand-in was told to have; nobody is dialled. */
export async function playOutcome(
  context: CallContext,
  outcome: DialOutcome,
  timeoutMs: number,
): Promise<Record<string, string>> {
  context.answer();
  const ringMs = outcome.ringMs ?? timeoutMs;
  await pause(context.clock, ringMs + (outcome.bridged ? outcome.talkMs : 0), context.stopped);
  const status = context.ended.aborted && !outcome.bridged ? 'canceled' : outcome.status;
  return {
    DialCallStatus: status,
    DialCallSid: newSid('CA'),
    DialBridged: String(outcome.bridged),
    ...(status === 'completed' ? { DialCallDuration: String(Math.round(outcome.talkMs / 1000)) } : {}),
  };
}
