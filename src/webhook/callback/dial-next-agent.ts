import type { CallbackAttempt } from '../../domain/callback.ts';
import { advanceAttempt, isWanted } from '../../domain/callback-attempts.ts';
import { agentsFor, type CallingLine } from '../../domain/callback-line.ts';
import type { TransferTarget } from '../../domain/escalation.ts';
import type { DialResult, StoredCallEvent } from '../../domain/event.ts';
import { hangUp } from '../../twiml/hang-up.ts';
import type { Announcement } from '../../twiml/say.ts';
import { type AttemptStep, changeStep } from './attempt-step.ts';
import { backToBot } from './back-to-bot.ts';
import { connectAgent } from './connect-two.ts';
import { noteAgentDialed, outboundCall } from './outbound-call.ts';

/** Ringing, the words before it, and two questions. */
const graceMs = 90_000;

/**
 * The customer is on the line: the next agent within their hours is dialled, the one that was chosen with the attempt
 * first; asked again while one rings, the same. With nobody left the customer goes to the bot.
 */
export async function dialNextAgent(
  step: AttemptStep,
  inForce: CallingLine,
  options: { readonly words?: Announcement; readonly agreed: boolean },
): Promise<string> {
  const { ports } = step;
  const now = ports.clock.now();
  const dialed = await dialedAgents(step);
  const open = agentsFor(inForce, step.callback, now);
  const ringing = dialed.find(({ outcome }) => outcome === null)?.target;
  const target = inTurn(open, step.attempt.targetId).find(({ id }) =>
    ringing === undefined ? !dialed.some((one) => one.target === id) : id === ringing,
  );
  if (target === undefined) return backToBot(step, dialed);
  const nextAt = now + target.ring_seconds * 1000 + graceMs;
  const rung = await changeStep(step, (callback) => {
    const attempt = callback.attempts.find(({ number }) => number === step.attempt.number);
    if (attempt === undefined || !isOnLine(attempt) || !isWanted(callback)) return null;
    return advanceAttempt(callback, attempt.number, { state: 'answered', targetId: target.id }, now, nextAt);
  });
  const document =
    rung === null
      ? null
      : connectAgent(rung, inForce, target, { ...options, again: dialed.length > (ringing === undefined ? 0 : 1) });
  if (rung === null || document === null) return hangUp();
  if (ringing === undefined) await noteAgentDialed(rung, target.id);
  return document;
}

const isOnLine = ({ state }: CallbackAttempt): boolean => state === 'answered' || state === 'connected';

/** From the one that was chosen on, then the others in their order. */
function inTurn(targets: readonly TransferTarget[], chosen: string): readonly TransferTarget[] {
  const at = Math.max(
    0,
    targets.findIndex(({ id }) => id === chosen),
  );
  return [...targets.slice(at), ...targets.slice(0, at)];
}

export interface DialedAgent {
  readonly target: string;
  readonly outcome: DialResult | null;
}

/** Who was dialled in this call, and what it came to. */
export async function dialedAgents(step: AttemptStep): Promise<readonly DialedAgent[]> {
  const events = await eventsOf(step);
  return events.flatMap((event) => {
    if (event.type !== 'agent-dialed') return [];
    const ended = events.find((other) => other.type === 'agent-dial-ended' && other.target === event.target);
    return [{ target: event.target, outcome: ended?.type === 'agent-dial-ended' ? ended.outcome : null }];
  });
}

/** All that happened in the attempt's own call so far. */
export async function eventsOf(step: AttemptStep): Promise<readonly StoredCallEvent[]> {
  const stored = await outboundCall(step);
  await step.ports.journal.flush();
  return stored === null ? [] : step.ports.store.eventsOfCall(stored.call.id);
}
