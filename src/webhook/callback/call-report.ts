import type { Callback, CallbackChange } from '../../domain/callback.ts';
import { openAttempt } from '../../domain/callback-attempts.ts';
import { outcomeOfStatus } from '../../domain/callback-outcome.ts';
import { reportEnd, reportProgress } from '../../domain/callback-reports.ts';
import { type CallbackForm, secondsOf } from '../form-fields.ts';
import { type AttemptStep, changeStep, reportedBy } from './attempt-step.ts';
import { connected } from './customer-leg.ts';
import { finishOutbound, noteDialEnded } from './outbound-call.ts';

/** Ringing, however long the carrier had it wait in its queue. */
const ringingMs = 120_000;
/** The `<Dial action>` says more than the end of the call does; it is waited for so long. */
const dialActionMs = 15_000;

/** The status of an attempt's own call, or of the leg dialled from it. Comes late, twice and out of order. */
export async function noteCallbackStatus(step: AttemptStep, form: CallbackForm): Promise<void> {
  if (form.ParentCallSid !== undefined) return noteLeg(step, form);
  const { ports } = step;
  const status = form.CallStatus ?? '';
  const now = ports.clock.now();
  if (status === 'initiated' || status === 'ringing' || status === 'in-progress' || status === 'queued') {
    const ringing = { state: 'ringing' } as const;
    await changeStep(step, (callback) => reportProgress(callback, reportedBy(step), ringing, now, now + ringingMs));
    return;
  }
  const over = await changeStep(step, (callback) => settled(callback, step, status, now));
  if (over !== null && step.attempt.first === 'agent' && over.attempt.outcome === 'agent_declined')
    await noteDialEnded(over, 'declined', null);
  await finishOutbound(step, status, secondsOf(form.CallDuration));
  ports.nudgeCallbacks?.();
}

function settled(callback: Callback, step: AttemptStep, status: string, now: number): CallbackChange | null {
  const attempt = openAttempt(callback);
  if (attempt === null || attempt.number !== step.attempt.number) return null;
  if (attempt.state === 'accepted' && status === 'completed') return waitForDialAction(callback, now);
  const outcome = outcomeOfStatus(attempt, status);
  return outcome === null ? null : reportEnd(callback, reportedBy(step), outcome, now);
}

const waitForDialAction = (callback: Callback, now: number): CallbackChange => ({
  next: { ...callback, nextAt: now + dialActionMs, updatedAt: now },
  event: { type: 'waiting', actor: 'system', at: now, detail: { reason: 'what the conversation came to' } },
});

/** A customer who hears nothing before is connected by answering. */
async function noteLeg(step: AttemptStep, form: CallbackForm): Promise<void> {
  const { attempt, inForce } = step;
  if (form.CallStatus !== 'in-progress' || attempt.first !== 'agent' || attempt.state !== 'accepted') return;
  if (inForce?.line.transfer.recording === 'off') await connected(step);
}
