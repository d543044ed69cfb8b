import type { CallEventBody, DialResult } from '../../domain/event.ts';
import type { StoredCall } from '../../ports/store.ts';
import { finishCall } from '../finish-call.ts';
import type { AttemptStep } from './attempt-step.ts';

/** Transfers are counted per call; connecting the two is the first thing done in a callback's. */
const dial = 1;

/** The call's record, opened at the first answer: from the line to the customer, whoever was rung first. */
export async function openOutboundCall({ ports, callback, attempt, callSid, inForce }: AttemptStep): Promise<void> {
  if (inForce === null) return;
  const { clock, ids, store, journal } = ports;
  const at = clock.now();
  const { siteId, lineId, phone } = callback;
  const call = {
    id: ids.next('call'),
    callSid,
    siteId,
    lineId,
    direction: 'outbound' as const,
    from: { kind: 'phone' as const, number: attempt.from },
    to: phone,
    startedAt: at,
  };
  const { stored, created } = await store.openCall({ call, siteVersion: inForce.version });
  if (!created) return;
  journal.append(stored.call.id, {
    type: 'call-started',
    at,
    from: attempt.from,
    to: phone,
    lineId,
    callback: callback.id,
    attempt: attempt.number,
  });
}

/** The record of the attempt's own call; null when it was never answered. */
export const outboundCall = ({ ports, callSid }: AttemptStep): Promise<StoredCall | null> =>
  ports.store.findCall(callSid);

async function note(step: AttemptStep, event: CallEventBody): Promise<void> {
  const stored = await outboundCall(step);
  if (stored !== null) step.ports.journal.append(stored.call.id, { ...event, at: step.ports.clock.now() });
}

export const noteAgentDialed = (step: AttemptStep, target: string): Promise<void> =>
  note(step, { type: 'agent-dialed', dial, target, method: 'bridge' });

export const noteAgentAnswered = (step: AttemptStep, accepted: boolean): Promise<void> =>
  note(step, { type: 'agent-answered', dial, target: step.attempt.targetId, accepted });

export const noteDialEnded = (step: AttemptStep, outcome: DialResult, durationSeconds: number | null): Promise<void> =>
  note(step, {
    type: 'agent-dial-ended',
    dial,
    target: step.attempt.targetId,
    method: 'bridge',
    outcome,
    durationSeconds,
  });

export const noteConsent = (step: AttemptStep, agreed: boolean): Promise<void> =>
  note(step, { type: 'recording-consent', agreed });

export const noteReturned = (step: AttemptStep, tried: readonly string[]): Promise<void> =>
  note(step, { type: 'returned-to-bot', dial, tried });

/** Closes the record, so that what is written up after a call can begin. */
export async function finishOutbound(
  step: AttemptStep,
  status: string,
  durationSeconds: number | null = null,
): Promise<void> {
  const stored = await outboundCall(step);
  if (stored !== null) await finishCall(step.ports, stored, status, durationSeconds);
}
